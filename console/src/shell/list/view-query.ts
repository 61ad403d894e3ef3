import type { ListState } from './list-state.ts'

/** Filters by their names, and `sort`. */
export type ViewQuery = Record<string, string>

/** What a list shows now, as a view keeps it. */
export function queryOf({ filters, sort }: Pick<ListState, 'filters' | 'sort'>): ViewQuery {
  return sort === undefined ? filters : { ...filters, sort }
}

/** Whether two views show the same. */
export function same(one: ViewQuery, other: ViewQuery): boolean {
  const text = (query: ViewQuery) => JSON.stringify(Object.entries(query).toSorted())
  return text(one) === text(other)
}
