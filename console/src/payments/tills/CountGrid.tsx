import { formatFen } from '@anju/ui'
import { type KeyboardEvent, useRef } from 'react'
import { useTillTexts } from './texts.ts'
import { countedFen, DENOMINATIONS, type Pieces, piecesOf } from './till.ts'

interface CountGridProps {
  id?: string
  value?: Pieces
  onChange?: (pieces: Pieces) => void
  dueFen: number
}

/** How many of each note and coin lie in the drawer; Enter and the arrows go from one to the next, the sum stands below. */
export function CountGrid({ id, value = {}, onChange, dueFen }: CountGridProps) {
  const t = useTillTexts()
  const grid = useRef<HTMLTableElement>(null)
  const sum = countedFen(value)
  const difference = (sum ?? 0) - dueFen
  const word = difference === 0 ? t('even') : difference < 0 ? t('short') : t('over')
  const nameOf = useNames()
  const move = (event: KeyboardEvent<HTMLInputElement>, at: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : 0
    if (step === 0 || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = grid.current?.querySelectorAll('input')[at + step]
    next?.focus()
    next?.select()
  }
  return (
    <table className="c-till__table c-count" ref={grid}>
      <thead>
        <tr>
          <th scope="col">{t('denomination')}</th>
          <th scope="col">{t('pieces')}</th>
          <th scope="col">{t('amount')}</th>
        </tr>
      </thead>
      <tbody>
        {DENOMINATIONS.map((fen, index) => {
          const pieces = piecesOf(value[fen])
          return (
            <tr key={fen}>
              <th scope="row">{nameOf(fen)}</th>
              <td>
                <input
                  id={index === 0 ? id : undefined}
                  aria-label={nameOf(fen)}
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={5}
                  placeholder="0"
                  aria-invalid={pieces === null}
                  value={value[fen] ?? ''}
                  onChange={event => onChange?.({ ...value, [fen]: event.target.value })}
                  onKeyDown={event => move(event, index)}
                />
              </td>
              <td>{pieces ? formatFen(pieces * fen) : ''}</td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('counted')}</th>
          <td colSpan={2}>{sum === null ? '–' : formatFen(sum)}</td>
        </tr>
        <tr>
          <th scope="row">{t('due')}</th>
          <td colSpan={2}>{formatFen(dueFen)}</td>
        </tr>
        <tr data-tone={difference === 0 ? 'even' : difference < 0 ? 'short' : 'over'}>
          <th scope="row">{word}</th>
          <td colSpan={2} aria-live="polite">
            {formatFen(difference)}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** What a note or coin is called: 100 元, 5 角, 1 分. */
function useNames(): (fen: number) => string {
  const t = useTillTexts()
  return fen => {
    if (fen >= 100) return t('yuan', { value: String(fen / 100) })
    return fen >= 10 ? t('jiao', { value: String(fen / 10) }) : t('fen', { value: String(fen) })
  }
}
