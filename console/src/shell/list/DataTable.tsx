import { lazy, Suspense, useEffect, useState } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { Column } from './column.ts'
import { leastWidth, widthOf } from './column.ts'
import { type EmptyWords, ListBody, StaleNotice } from './ListBody.tsx'
import { ListFooter } from './ListFooter.tsx'
import { useShownColumns } from './list-settings.ts'
import type { RowDrawerContent } from './RowDrawer.tsx'
import { type Selection, SelectionBar, useSelection } from './selection.tsx'
import { SumsRow, TableHead, TableRow } from './table-parts.tsx'
import type { List } from './useList.ts'
import './list.css'

const loadDrawer = () => import('./RowDrawer.tsx')
const RowDrawer = lazy(loadDrawer)
/** Ahead of who opens it; without a network it is asked for once more then. */
const loadAhead = () => void loadDrawer().catch(() => undefined)
/** Longer than a first screen needs to stand, shorter than somebody needs to choose a row. */
const IDLE_MS = 2_000
const TICKS_PX = 40

interface DataTableProps<Row extends object, Sums> {
  list: List<Row, Sums>
  /** Name of the table for screen readers: "账单". */
  name: string
  columns: Column<Row, Sums>[]
  /** `row.id` unless the rows are known by something else. */
  idOf?: (row: Row) => string
  /** What the list is for and how to begin, shown when there is nothing at all. */
  empty: EmptyWords
  /** A click on a row opens it on the right, at an address of its own. */
  drawer?: RowDrawerContent<Row>
  /** Tick boxes, and what can be done with the ticked rows. */
  selection?: Selection<Row>
  /** Rows that do not count any more stand back; a column says why. */
  faint?: (row: Row) => boolean
}

/**
 * Our list: a sticky head and first column, order and page in the address, rows that open in a drawer, ticked rows with actions.
 * A plain table: antd's brings 65 KB (gzip) of trees and paginations that we do not draw, and hides a second head from the eye only.
 */
export function DataTable<Row extends object, Sums = undefined>(props: DataTableProps<Row, Sums>) {
  const { list, name, empty, drawer, selection } = props
  const columns = useShownColumns(list.route, props.columns)
  const t = useConsoleTexts()
  const idOf = props.idOf ?? ownId
  const ticks = useSelection(list.rows, idOf, list.state.filters)
  const [scrolled, setScrolled] = useState(false)
  const { rows } = list
  const leading = selection ? TICKS_PX : 0
  return (
    <section className="c-list" aria-label={name} aria-busy={list.loading || list.refreshing}>
      <div className="c-list__progress" data-on={list.refreshing} role="status">
        {list.refreshing ? <span className="c-unseen">{t('list.refreshing')}</span> : null}
      </div>
      {list.error && rows.length > 0 ? <StaleNotice error={list.error} retry={list.retry} /> : null}
      <div
        className="c-table"
        data-scrolled={scrolled}
        onScroll={event => setScrolled(event.currentTarget.scrollLeft > 0)}
        {...(drawer ? { onPointerEnter: loadAhead, onFocus: loadAhead } : {})}
      >
        <table aria-label={name} style={{ minWidth: leastWidth(columns) + leading }}>
          <colgroup>
            {selection ? <col style={{ width: TICKS_PX }} /> : null}
            {columns.map(column => (
              <col key={column.key} style={{ width: widthOf(column) }} />
            ))}
          </colgroup>
          <TableHead columns={columns} state={list.state} ticks={selection ? ticks : undefined} />
          <tbody>
            {rows.map(row => (
              <TableRow
                key={idOf(row)}
                row={row}
                id={idOf(row)}
                columns={columns}
                state={list.state}
                opens={drawer !== undefined}
                faint={props.faint?.(row) ?? false}
                ticks={selection ? ticks : undefined}
              />
            ))}
          </tbody>
          {rows.length > 0 ? <SumsRow columns={columns} sums={list.sums} ticks={selection !== undefined} /> : null}
        </table>
        {rows.length === 0 ? (
          <div className="c-table__instead">
            <ListBody list={list} empty={empty} />
          </div>
        ) : null}
      </div>
      <ListFooter list={list} columns={props.columns} />
      {selection ? <SelectionBar selection={selection} rows={ticks.rows} clear={ticks.clear} /> : null}
      {drawer ? <Drawer list={list} idOf={idOf} content={drawer} /> : null}
    </section>
  )
}

function ownId(row: object): string {
  return 'id' in row ? String(row.id) : ''
}

interface DrawerProps<Row, Sums> {
  list: List<Row, Sums>
  idOf: (row: Row) => string
  content: RowDrawerContent<Row>
}

/** The drawer's code comes with whoever points at the list, else when the list has stood for a while; never before its rows. */
function Drawer<Row, Sums>(props: DrawerProps<Row, Sums>) {
  const isOpen = props.list.state.openId !== undefined
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  const stands = props.list.rows.length > 0
  useEffect(() => {
    if (!stands) return
    const timer = setTimeout(loadAhead, IDLE_MS)
    return () => clearTimeout(timer)
  }, [stands])
  if (!wasOpen) return null
  return (
    <Suspense fallback={null}>
      <RowDrawer {...(props as DrawerProps<unknown, unknown>)} />
    </Suspense>
  )
}
