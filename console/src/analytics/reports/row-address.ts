import type { ConsoleSearch } from '../../search-params.ts'
import { monthSpan } from '../../workforce/days.ts'

/** What of a row says where it leads. */
interface Grouped {
  groupId: string | null
  month: string | null
}

/**
 * Where a row leads: the lines behind it, with the filters of the report and the row's own. `moved`: its months are those in which
 * something happened, not those of the charges.
 */
export function linesOf(row: Grouped, by: string, filters: Record<string, string>, moved = false): ConsoleSearch {
  const { by: _, ...kept } = filters
  if (by === 'month' && row.month && moved) {
    const { from: __, to: ___, ...rest } = kept
    return { ...rest, happenedIn: row.month }
  }
  if (by === 'month' && row.month) return { ...kept, from: row.month, to: row.month }
  if (row.groupId === null) return kept
  const key = { community: 'community', building: 'buildingId', item: 'itemId' }[by]
  return key ? { ...kept, [key]: row.groupId } : kept
}

/** The days of a month, or of the whole report, for lists that are filtered by days. */
export function daysOf(month: string | null, report: { from: string; to: string } | undefined): ConsoleSearch {
  const [from, to] = [month ?? report?.from, month ?? report?.to]
  return from && to ? { from: monthSpan(from).from, to: monthSpan(to).to } : {}
}
