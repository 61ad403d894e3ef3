import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { ariaSort, type Column, nextSort } from './column.ts'
import type { ListState } from './list-state.ts'
import type { Ticks } from './selection.tsx'

const cellClass = (column: { align?: 'text' | 'number'; wrap?: boolean }) =>
  `${column.align === 'number' ? 'c-table__number' : ''}${column.wrap ? ' c-table__wrap' : ''}`

interface TableHeadProps<Row, Sums> {
  columns: Column<Row, Sums>[]
  state: ListState
  ticks: Ticks<Row> | undefined
}

/** The heads; those of a column that the server can sort by are buttons. */
export function TableHead<Row, Sums>({ columns, state, ticks }: TableHeadProps<Row, Sums>) {
  const t = useConsoleTexts()
  return (
    <thead>
      <tr>
        {ticks ? (
          <td className="c-table__tick">
            <input
              type="checkbox"
              aria-label={t('list.selectAll')}
              checked={ticks.page === 'all'}
              ref={box => {
                if (box) box.indeterminate = ticks.page === 'some'
              }}
              disabled={ticks.page === 'empty'}
              onChange={ticks.togglePage}
            />
          </td>
        ) : null}
        {columns.map(column => (
          <th key={column.key} scope="col" className={cellClass(column)} aria-sort={ariaSort(column.sort, state.sort)}>
            {column.sort === undefined ? column.title : <SortButton column={column} sort={column.sort} state={state} />}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function SortButton({ column, sort, state }: { column: { title: string }; sort: string; state: ListState }) {
  const order = ariaSort(sort, state.sort)
  const Icon = order === 'ascending' ? ArrowUp : order === 'descending' ? ArrowDown : ChevronsUpDown
  return (
    <button
      type="button"
      className="c-table__sort"
      data-on={order !== undefined}
      onClick={() => state.setSort(nextSort(sort, state.sort))}
    >
      {column.title}
      <Icon size={12} aria-hidden />
    </button>
  )
}

interface TableRowProps<Row, Sums> extends TableHeadProps<Row, Sums> {
  row: Row
  id: string
  /** A click opens it. The first cell is a link too, for the keyboard and for a middle click. */
  opens: boolean
  faint: boolean
}

export function TableRow<Row, Sums>({ row, id, columns, state, opens, faint, ticks }: TableRowProps<Row, Sums>) {
  const t = useConsoleTexts()
  const isOpen = state.openId === id
  const open = (event: MouseEvent) => {
    if (!isControl(event.target) && window.getSelection()?.isCollapsed !== false) state.open(id)
  }
  const className = `${opens ? 'c-row' : ''}${isOpen ? ' c-row--open' : ''}${ticks?.has(id) ? ' c-row--ticked' : ''}${faint ? ' c-row--faint' : ''}`
  return (
    <tr className={className} onClick={opens ? open : undefined}>
      {ticks ? (
        <td className="c-table__tick">
          <input
            type="checkbox"
            aria-label={t('list.selectRow')}
            checked={ticks.has(id)}
            onChange={() => ticks.toggle(row)}
          />
        </td>
      ) : null}
      {columns.map((column, index) => (
        <Cell
          key={column.key}
          column={column}
          content={column.render(row)}
          openId={index === 0 && opens ? id : undefined}
        />
      ))}
    </tr>
  )
}

interface CellProps {
  column: { align?: 'text' | 'number'; wrap?: boolean }
  content: ReactNode
  openId: string | undefined
}

function Cell({ column, content, openId }: CellProps) {
  return (
    <td className={cellClass(column)} title={typeof content === 'string' ? content : undefined}>
      {openId === undefined ? (
        content
      ) : (
        <Link to="." search={previous => ({ ...previous, open: openId })} resetScroll={false} className="c-table__name">
          {content}
        </Link>
      )}
    </td>
  )
}

/** Clicks on links, buttons and tick boxes inside a row are their own. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label, .c-table__tick') !== null
}

interface SumsRowProps<Row, Sums> {
  columns: Column<Row, Sums>[]
  sums: Sums | undefined
  ticks: boolean
}

/** The last line of the table: sums over everything that matches. */
export function SumsRow<Row, Sums>({ columns, sums, ticks }: SumsRowProps<Row, Sums>) {
  const t = useConsoleTexts()
  if (sums === undefined || !columns.some(column => column.footer)) return null
  return (
    <tfoot>
      <tr>
        {ticks ? <td className="c-table__tick" /> : null}
        {columns.map((column, index) => (
          <td key={column.key} className={cellClass(column)}>
            {column.footer ? column.footer(sums) : index === 0 ? t('list.columnSums') : null}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}
