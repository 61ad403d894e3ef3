import { Table } from 'antd'
import { type MouseEvent, type ReactNode, useMemo } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { antdColumns, type Column } from './columns.tsx'
import { type EmptyWords, ListBody, StaleNotice } from './ListBody.tsx'
import { ListFooter } from './ListFooter.tsx'
import { RowDrawer, type RowDrawerContent } from './RowDrawer.tsx'
import { type Selection, SelectionBar, useSelection } from './selection.tsx'
import type { List } from './useList.ts'
import './list.css'

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
}

/** Our list: a sticky head and first column, order and page in the address, rows that open in a drawer, ticked rows with actions. */
export function DataTable<Row extends object, Sums = undefined>(props: DataTableProps<Row, Sums>) {
  const { list, name, columns, empty, drawer, selection } = props
  const t = useConsoleTexts()
  const idOf = props.idOf ?? ownId
  const { state } = list
  const ticked = useSelection(list.rows, idOf, state.filters)
  const opens = drawer !== undefined
  const drawn = useMemo(() => antdColumns({ columns, list, idOf, opens }), [columns, list, idOf, opens])
  const openRow = (row: Row) => ({
    onClick: (event: MouseEvent) => {
      if (!isControl(event.target) && window.getSelection()?.isCollapsed !== false) state.open(idOf(row))
    },
  })
  return (
    <section className="c-list" aria-label={name} aria-busy={list.loading || list.refreshing}>
      <div className="c-list__progress" data-on={list.refreshing} role="status">
        {list.refreshing ? <span className="c-unseen">{t('list.refreshing')}</span> : null}
      </div>
      {list.error && list.rows.length > 0 ? <StaleNotice error={list.error} retry={list.retry} /> : null}
      <Table<Row>
        className="c-table"
        size="medium"
        rowKey={idOf}
        columns={drawn}
        dataSource={list.error && list.rows.length === 0 ? [] : list.rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        showSorterTooltip={false}
        sortDirections={['ascend', 'descend']}
        locale={{ emptyText: <ListBody list={list} empty={empty} /> }}
        onChange={(_pages, _filters, sorter, { action }) => {
          if (action === 'sort') state.setSort(sortOf(columns, sorter))
        }}
        onRow={opens ? openRow : undefined}
        rowClassName={row => (idOf(row) === state.openId ? 'c-row c-row--open' : opens ? 'c-row' : '')}
        rowSelection={selection ? ticked.rowSelection : undefined}
        summary={() => <Sums columns={columns} list={list} ticks={selection !== undefined} />}
      />
      <ListFooter list={list} />
      {selection ? <SelectionBar selection={selection} rows={ticked.rows} clear={ticked.clear} /> : null}
      {drawer ? <RowDrawer list={list} idOf={idOf} content={drawer} /> : null}
    </section>
  )
}

function ownId(row: object): string {
  return 'id' in row ? String(row.id) : ''
}

/** Clicks on links, buttons and tick boxes inside a row are their own. */
function isControl(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest('a, button, input, label, [role="button"], .ant-table-selection-column') !== null
  )
}

interface Sorter {
  columnKey?: unknown
  order?: 'ascend' | 'descend' | null
}

/** antd's sorter as the word of the address: `dueOn`, `-dueOn`, or nothing. */
function sortOf<Row, Sums>(columns: Column<Row, Sums>[], sorter: Sorter | Sorter[]): string | undefined {
  const one = Array.isArray(sorter) ? sorter[0] : sorter
  const field = columns.find(column => column.key === one?.columnKey)?.sort
  if (!field || !one?.order) return undefined
  return one.order === 'descend' ? `-${field}` : field
}

interface SumsProps<Row, Sums> {
  columns: Column<Row, Sums>[]
  list: List<Row, Sums>
  ticks: boolean
}

/** The last line of the table: sums over everything that matches. */
function Sums<Row, Sums>({ columns, list, ticks }: SumsProps<Row, Sums>): ReactNode {
  const t = useConsoleTexts()
  const { sums } = list
  if (sums === undefined || list.rows.length === 0 || !columns.some(column => column.footer)) return null
  const shift = ticks ? 1 : 0
  return (
    <Table.Summary.Row className="c-table__sums">
      {ticks ? <Table.Summary.Cell index={0} /> : null}
      {columns.map((column, index) => (
        <Table.Summary.Cell
          key={column.key}
          index={index + shift}
          align={column.align === 'number' ? 'end' : undefined}
        >
          {column.footer ? column.footer(sums) : index === 0 ? t('list.columnSums') : null}
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  )
}
