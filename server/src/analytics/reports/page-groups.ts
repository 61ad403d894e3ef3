import { dec } from '../../platform/decimals.ts'
import { refuse } from '../../platform/errors.ts'
import type { PageRequest } from '../../platform/page.ts'

/** A row of a grouped report. */
export interface Group {
  id: string
  groupId: string | null
  month: string | null
  name: string
  communityName: string | null
}

/**
 * A page of the groups of a report, which are all known: there are as many as months, communities, buildings or items.
 * Sorted by `name` (months by the month) or by one of the amounts; the cursor is the id of the last row shown.
 */
export function pageGroups<R extends Group>(
  request: PageRequest,
  rows: readonly R[],
  amounts: readonly (keyof R & string)[],
  fallback: string,
): { items: R[]; next: string | null; total: number } {
  const wanted = request.sort ?? fallback
  const descending = wanted.startsWith('-')
  const column = descending ? wanted.slice(1) : wanted
  if (column !== 'name' && !amounts.includes(column as keyof R & string)) throw refuse.sortWrong()
  const direction = descending ? -1 : 1
  const sorted = [...rows].sort(
    (a, b) =>
      direction *
      (column === 'name'
        ? compareNames(a, b)
        : compareAmounts(a[column as keyof R], b[column as keyof R]) || compareNames(a, b)),
  )
  const start = request.cursor === undefined ? 0 : startAfter(sorted, request.cursor)
  const items = sorted.slice(start, start + request.limit)
  const last = items.at(-1)
  return { items, next: last && start + items.length < sorted.length ? last.id : null, total: sorted.length }
}

function startAfter(rows: readonly Group[], cursor: string): number {
  const found = rows.findIndex(row => row.id === cursor)
  if (found < 0) throw refuse.cursorWrong()
  return found + 1
}

const natural = new Intl.Collator('zh-CN', { numeric: true })

function compareNames(a: Group, b: Group): number {
  return (
    natural.compare(a.month ?? '', b.month ?? '') ||
    natural.compare(a.communityName ?? '', b.communityName ?? '') ||
    natural.compare(a.name, b.name) ||
    (a.id < b.id ? -1 : 1)
  )
}

/** Amounts are bigint or counts; rates and quantities are decimal text, and one that is not there comes first. */
function compareAmounts(a: unknown, b: unknown): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return dec(String(a)).cmp(dec(String(b)))
}
