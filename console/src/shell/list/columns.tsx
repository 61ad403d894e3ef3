import { Link } from '@tanstack/react-router'
import type { ColumnType } from 'antd/es/table'
import type { ReactNode } from 'react'
import type { List } from './useList.ts'

export interface Column<Row, Sums = undefined> {
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** px; without it the column takes what its content needs. */
  width?: number
  /** `number`: right-aligned with tabular digits, for money, counts and areas. */
  align?: 'text' | 'number'
  /** The field the server sorts by; the head becomes a button. */
  sort?: string
  /** Cut a long text with … instead of widening the table. Needs a width. */
  ellipsis?: boolean
  /** What stands under the column: a sum over everything that matches. */
  footer?: (sums: Sums) => ReactNode
}

interface ColumnsInput<Row, Sums> {
  columns: Column<Row, Sums>[]
  list: List<Row, Sums>
  idOf: (row: Row) => string
  /** Rows open in a drawer: then the first column is a link, for the keyboard and for a middle click. */
  opens: boolean
}

/** Our columns as antd's. The first stays in sight when the table is wider than the screen. */
export function antdColumns<Row extends object, Sums>({
  columns,
  list,
  idOf,
  opens,
}: ColumnsInput<Row, Sums>): ColumnType<Row>[] {
  const { sort } = list.state
  return columns.map((column, index) => ({
    key: column.key,
    title: column.title,
    width: column.width,
    align: column.align === 'number' ? 'end' : undefined,
    className: column.align === 'number' ? 'c-number' : undefined,
    ellipsis: column.ellipsis ? { showTitle: true } : undefined,
    fixed: index === 0 ? 'start' : undefined,
    sorter: column.sort !== undefined,
    sortOrder:
      column.sort === undefined
        ? undefined
        : sort === column.sort
          ? 'ascend'
          : sort === `-${column.sort}`
            ? 'descend'
            : null,
    render: (_, row) =>
      index === 0 && opens ? (
        <Link
          to="."
          search={previous => ({ ...previous, open: idOf(row) })}
          resetScroll={false}
          className="c-table__name"
        >
          {column.render(row)}
        </Link>
      ) : (
        column.render(row)
      ),
  }))
}
