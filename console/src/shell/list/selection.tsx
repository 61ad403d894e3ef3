import { formatFen } from '@anju/ui'
import { Button } from 'antd'
import type { TableRowSelection } from 'antd/es/table/interface'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'

export interface Selection<Row> {
  /** The actions on the ticked rows, in the bar at the bottom; call `clear` when done. */
  actions: (rows: Row[], clear: () => void) => ReactNode
  /** An amount in fen to add up over the ticked rows. */
  sumOf?: (row: Row) => number
}

/** The ticked rows. They stay ticked from page to page and are let go when the filters change. */
export function useSelection<Row extends object>(
  rows: Row[],
  idOf: (row: Row) => string,
  filters: Record<string, string>,
) {
  const t = useConsoleTexts()
  const [ticked, setTicked] = useState<ReadonlyMap<string, Row>>(new Map())
  const filtersText = JSON.stringify(filters)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other filters are another list
  useEffect(() => setTicked(new Map()), [filtersText])
  return useMemo(() => {
    const rowSelection: TableRowSelection<Row> = {
      selectedRowKeys: [...ticked.keys()],
      preserveSelectedRowKeys: true,
      columnWidth: 40,
      fixed: true,
      onChange: keys => {
        const known = new Map([...ticked, ...rows.map(row => [idOf(row), row] as const)])
        setTicked(
          new Map(
            keys.flatMap(key =>
              known.has(String(key)) ? [[String(key), known.get(String(key)) as Row] as const] : [],
            ),
          ),
        )
      },
      getCheckboxProps: () => ({ 'aria-label': t('list.selectRow') }) as object,
      getTitleCheckboxProps: () => ({ 'aria-label': t('list.selectAll') }) as object,
    }
    return { rowSelection, rows: [...ticked.values()], clear: () => setTicked(new Map()) }
  }, [ticked, rows, idOf, t])
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
          {t('list.selectedSum', { sum: `¥${formatFen(rows.reduce((sum, row) => sum + sumOf(row), 0))}` })}
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
