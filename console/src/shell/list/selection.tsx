import { formatMoney } from '@anju/ui'
import { Button } from 'antd'
import { X } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'

export interface Selection<Row> {
  /** The actions on the ticked rows, in the bar at the bottom; call `clear` when done. */
  actions: (rows: Row[], clear: () => void) => ReactNode
  /** An amount in fen to add up over the ticked rows. */
  sumOf?: (row: Row) => number
}

export interface Ticks<Row> {
  /** All ticked rows, also those of other pages. */
  rows: Row[]
  has: (id: string) => boolean
  toggle: (row: Row) => void
  /** How much of this page is ticked. */
  page: 'all' | 'some' | 'none' | 'empty'
  /** Ticks the whole page, or lets all of it go. */
  togglePage: () => void
  clear: () => void
}

interface Kept<Row> {
  filtersText: string
  ticked: ReadonlyMap<string, Row>
}

/** The ticked rows. They stay ticked from page to page and are let go when the filters change. */
export function useSelection<Row extends object>(
  rows: Row[],
  idOf: (row: Row) => string,
  filters: Record<string, string>,
): Ticks<Row> {
  const filtersText = JSON.stringify(filters)
  const [kept, setKept] = useState<Kept<Row>>({ filtersText, ticked: new Map() })
  return useMemo(() => {
    // Other filters are another list.
    const ticked = kept.filtersText === filtersText ? kept.ticked : new Map<string, Row>()
    const setTicked = (next: ReadonlyMap<string, Row>) => setKept({ filtersText, ticked: next })
    const here = rows.filter(row => ticked.has(idOf(row))).length
    const page = rows.length === 0 ? 'empty' : here === rows.length ? 'all' : here > 0 ? 'some' : 'none'
    const put = (some: Row[], on: boolean) => {
      const next = new Map(ticked)
      for (const row of some) {
        if (on) next.set(idOf(row), row)
        else next.delete(idOf(row))
      }
      setTicked(next)
    }
    return {
      rows: [...ticked.values()],
      has: id => ticked.has(id),
      toggle: row => put([row], !ticked.has(idOf(row))),
      page,
      togglePage: () => put(rows, page !== 'all'),
      clear: () => setTicked(new Map()),
    }
  }, [kept, filtersText, rows, idOf])
}

interface SelectionBarProps<Row> {
  selection: Selection<Row>
  rows: Row[]
  clear: () => void
}

/** The floating bar: how many are ticked, their sum, and what can be done with them. */
export function SelectionBar<Row>({ selection, rows, clear }: SelectionBarProps<Row>) {
  const t = useConsoleTexts()
  const { sumOf } = selection
  if (rows.length === 0) return null
  return (
    <div className="c-selected" role="toolbar" aria-label={t('list.selected', { count: rows.length })}>
      <strong className="c-number" role="status">
        {t('list.selected', { count: rows.length })}
      </strong>
      {sumOf ? (
        <span className="c-number">
          {t('list.selectedSum', { sum: formatMoney(rows.reduce((sum, row) => sum + sumOf(row), 0)) })}
        </span>
      ) : null}
      <div className="c-selected__actions">{selection.actions(rows, clear)}</div>
      <Button
        type="text"
        icon={<X size={14} aria-hidden />}
        onClick={clear}
        aria-label={t('list.clearSelection')}
        title={t('list.clearSelection')}
      />
    </div>
  )
}
