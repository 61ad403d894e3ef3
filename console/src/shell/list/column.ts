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
const PADDING_PX = 26
const SORT_PX = 18
/** Of the head's letters, 12 px and half bold: Chinese ones are square, others narrower. */
const HAN_PX = 12.5
const LATIN_PX = 7.5
const HAN = /[\u2e80-\u9fff\uff00-\uffef]/

type Sized = Pick<Column<never>, 'width' | 'sort'> & { title?: string }

/** px of a column: as it says, but no narrower than its head, whatever the language; undefined takes what the others leave. */
export function widthOf({ width, title = '', sort }: Sized): number | undefined {
  if (width === undefined) return undefined
  const letters = [...title].reduce((sum, letter) => sum + (HAN.test(letter) ? HAN_PX : LATIN_PX), 0)
  return Math.max(width, Math.ceil(letters) + PADDING_PX + (sort === undefined ? 0 : SORT_PX))
}

/** How wide the columns are together; a narrower window scrolls sideways under the first column. */
export function leastWidth(columns: readonly Sized[]): number {
  return columns.reduce((sum, column) => sum + (widthOf(column) ?? LEAST_PX), 0)
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
