import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { agrees, type Control, type ControlLine, UNIT_SIGNS } from './control-draft.ts'
import { useControlTexts } from './texts.ts'

/** All sides line by line, with a word for whether they agree. */
export function ControlTable({ control, written }: { control: Control; written: boolean }) {
  const sides = written ? (['legacy', 'file', 'loaded'] as const) : (['legacy', 'file'] as const)
  return (
    <div className="im-control__scroll">
      <table className="im-table im-control">
        <ControlHead sides={sides} last />
        <tbody>
          {control.lines.map(line => (
            <tr key={`${line.part}/${line.itemName}/${line.year}`}>
              <LineName line={line} />
              {sides.map(side => (
                <Figures key={side} of={line[side]} unit={line.unit} />
              ))}
              <td>
                <Agreement line={line} written={written} entered={control.entered !== null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function ControlHead({
  sides,
  last = false,
}: {
  sides: readonly ('legacy' | 'file' | 'loaded')[]
  last?: boolean
}) {
  const t = useControlTexts()
  return (
    <thead>
      <tr>
        <th scope="col">{t('part')}</th>
        <th scope="col">{t('item')}</th>
        <th scope="col">{t('year')}</th>
        {sides.flatMap(side => [
          <th key={`${side}n`} scope="col" className="im-control__number">
            {t(side)} · {t('count')}
          </th>,
          <th key={`${side}y`} scope="col" className="im-control__number">
            {t(side)} · {t('amount')}
          </th>,
        ])}
        {last ? <th scope="col" aria-label={t('agrees')} /> : null}
      </tr>
    </thead>
  )
}

export function LineName({ line }: { line: Pick<ControlLine, 'part' | 'itemName' | 'year'> }) {
  const t = useControlTexts()
  return (
    <>
      <td>{t(`part.${line.part}`)}</td>
      <td>{line.itemName === '' ? t('general') : line.itemName}</td>
      <td className="c-number">{line.year === 0 ? '–' : line.year}</td>
    </>
  )
}

/** How many and how much; money by itself, areas and readings with what they are counted in. */
export function Figures({ of, unit }: { of: ControlLine['legacy']; unit: ControlLine['unit'] }) {
  return (
    <>
      <td className="im-control__number">{of ? of.count.toLocaleString('en') : <span className="c-none">–</span>}</td>
      <td className="im-control__number">
        <MoneyText fen={unit === 'none' ? null : (of?.amountFen ?? null)} />
        {of && unit !== 'none' && unit !== 'yuan' ? <small> {UNIT_SIGNS[unit]}</small> : null}
      </td>
    </>
  )
}

function Agreement({ line, written, entered }: { line: ControlLine; written: boolean; entered: boolean }) {
  const t = useControlTexts()
  if (!entered) return null
  return agrees(line, written) ? (
    <StatusTag tone="success">{t('agrees')}</StatusTag>
  ) : (
    <StatusTag tone="danger">{t('differs')}</StatusTag>
  )
}
