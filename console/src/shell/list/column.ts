import type { ReactNode } from 'react'

export interface Column<Row, Sums = undefined> {
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** px. A column without it takes what the others leave, at least 120. */
  width?: number
  /** `number`: right-aligned with tabular digits, for money, counts and areas. */
  align?: 'text' | 'number'
  /** The field the server sorts by; the head becomes a button. */
  sort?: string
  /** Lets a long text take several lines instead of being cut with …. */
  wrap?: boolean
  /** What stands under the column: a sum over everything that matches. */
  footer?: (sums: Sums) => ReactNode
}

const LEAST_PX = 120

/** How wide the columns are together; a narrower window scrolls sideways under the first column. */
export function leastWidth(columns: readonly { width?: number }[]): number {
  return columns.reduce((sum, column) => sum + (column.width ?? LEAST_PX), 0)
}

/** What a press on a head does: up, down, and back to the list's own order. */
export function nextSort(field: string, sort: string | undefined): string | undefined {
  if (sort === field) return `-${field}`
  return sort === `-${field}` ? undefined : field
}

/** The order of a column for screen readers. */
export function ariaSort(field: string | undefined, sort: string | undefined): 'ascending' | 'descending' | undefined {
  if (field === undefined) return undefined
  if (sort === field) return 'ascending'
  return sort === `-${field}` ? 'descending' : undefined
}
