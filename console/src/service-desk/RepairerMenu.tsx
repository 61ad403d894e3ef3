import { useQuery } from '@tanstack/react-query'
import { Button, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { useConsoleTexts } from '../texts/texts.ts'
import { Face } from './OrderMarks.tsx'
import type { OrderRow, Repairer } from './order.ts'
import { repairersQuery } from './queries.ts'
import { useServiceDeskTexts } from './texts.ts'
import './assign.css'

const SEARCH_FROM = 9
/** The bar of this load is full, unless somebody has more. */
const FULL_LOAD = 5

interface RepairerMenuProps {
  order: OrderRow
  /** While it is shown the focus is inside. */
  shown: boolean
  onPick: (repairer: Repairer, note: string) => void
}

/** Who may take the order, the least loaded first; ↑ and ↓ move, Enter gives it. */
export default function RepairerMenu({ order, shown, onPick }: RepairerMenuProps) {
  const t = useServiceDeskTexts()
  const shell = useConsoleTexts()
  const { data, error, refetch } = useQuery(repairersQuery(order.communityId))
  const [note, setNote] = useState('')
  const [wanted, setWanted] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const find = useRef<InputRef>(null)
  const loaded = data !== undefined
  useEffect(() => {
    if (!loaded || !shown) return
    const first = box.current?.querySelector<HTMLElement>('input, li button:not(:disabled)')
    first?.focus({ preventScroll: true })
  }, [loaded, shown])
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <div className="sd-assign sd-assign--loading" role="status" aria-label={shell('states.loading')} />
  if (data.length === 0) {
    return (
      <div className="sd-assign">
        <p className="sd-assign__none">
          <strong>{t('assign.nobody')}</strong>
          {t('assign.nobodyText')}
        </p>
      </div>
    )
  }
  const most = Math.max(FULL_LOAD, ...data.map(({ openCount }) => openCount))
  const found = data.filter(({ name }) => name.includes(wanted.trim()))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: moves the focus among the buttons inside
    <div className="sd-assign" ref={box} onKeyDown={moveAmongButtons}>
      {data.length >= SEARCH_FROM ? (
        <Input
          ref={find}
          value={wanted}
          onChange={event => setWanted(event.target.value)}
          placeholder={t('assign.find')}
          aria-label={t('assign.find')}
          allowClear
        />
      ) : null}
      <ul className="sd-assign__list">
        {found.map(repairer => (
          <li key={repairer.id}>
            <RepairerChoice order={order} repairer={repairer} most={most} onPick={() => onPick(repairer, note)} />
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="sd-assign__none">
          {t('assign.noMatch')}
          <Button type="link" size="small" onClick={() => setWanted('')}>
            {shell('list.clearFilters')}
          </Button>
        </p>
      ) : null}
      <Input
        value={note}
        onChange={event => setNote(event.target.value)}
        placeholder={t('assign.note')}
        aria-label={t('assign.note')}
        maxLength={200}
      />
    </div>
  )
}

interface RepairerChoiceProps {
  order: OrderRow
  repairer: Repairer
  /** The largest load, for comparing. */
  most: number
  onPick: () => void
}

function RepairerChoice({ order, repairer, most, onPick }: RepairerChoiceProps) {
  const t = useServiceDeskTexts()
  const present = repairer.id === order.assigneeId
  return (
    <button type="button" disabled={present} onClick={onPick}>
      <Face name={repairer.name} />
      <span className="sd-assign__name">{repairer.name}</span>
      {present ? <span className="sd-assign__present">{t('assign.present')}</span> : null}
      <LoadBar count={repairer.openCount} most={most} />
    </button>
  )
}

/** How much somebody has to do: the number in words, and a bar to compare at a glance. */
function LoadBar({ count, most }: { count: number; most: number }) {
  const t = useServiceDeskTexts()
  return (
    <span className="sd-load">
      <span className="sd-load__bar" aria-hidden>
        <span style={{ width: `${(count / most) * 100}%` }} />
      </span>
      <span className="sd-load__words">{count === 0 ? t('load.none') : t('load', { count })}</span>
    </span>
  )
}

/** ↑ ↓ Home End go from button to button. */
function moveAmongButtons(event: KeyboardEvent<HTMLElement>) {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('li button:not(:disabled)')]
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  // In a field of text Home and End belong to the text.
  if (next === undefined || (at < 0 && event.key !== 'ArrowDown')) return
  event.preventDefault()
  buttons[Math.max(0, Math.min(next, buttons.length - 1))]?.focus()
}
