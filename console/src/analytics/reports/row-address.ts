import type { ConsoleSearch } from '../../search-params.ts'
import { monthSpan } from '../../workforce/days.ts'

/** What of a row says where it leads. */
interface Grouped {
  id: string
  groupId: string | null
  month: string | null
  name: string
}

/** What the months of a report are, where they are not those of the charges. */
export type Happened = 'any' | 'issued'

/**
 * Where a row leads: the lines behind it, with the filters of the report and the row's own. `happened`: its months are those in which
 * something happened, not those of the charges.
 */
export function linesOf(
  row: Grouped,
  by: string,
  { by: _, ...kept }: Record<string, string>,
  happened?: Happened,
): ConsoleSearch {
  return { ...kept, ...(happened ? { happened } : {}), ...keyOf(row, by) }
}

/** What a report says it is about: its months, and the day as of which it looks. */
interface Counted {
  from?: string
  to?: string
  asOf?: string
}

/** `spans`: each month is a span of its own; `rated`: of a collection rate, so without deposits. */
export interface NumberOptions {
  spans?: boolean
  rated?: boolean
}

/**
 * Where a number of a row leads: the lines it is made of, of the row's own months and as of the day on which the report counted it. Of a
 * month that is a span of its own (`spans`), that is its last day. `number` null: all lines of the row, whatever happened to them.
 */
export function numberOf(
  row: Grouped,
  by: string,
  filters: Record<string, string>,
  number: string | null,
  { from, to, asOf }: Counted = {},
  { spans = false, rated = false }: NumberOptions = {},
): ConsoleSearch {
  const day = spans && row.month ? monthSpan(row.month).to : asOf
  return {
    ...linesOf(row, by, { ...filters, ...(from && to ? { from, to } : {}) }),
    ...(day ? { asOf: day } : {}),
    ...(number ? { number } : {}),
    ...(rated ? { rated: 'true' } : {}),
  }
}

/** Where a row of 收款, 预存, 押金 or 减免核销 leads: the single facts that add up to it. */
export function movementsOf(
  row: Grouped,
  by: string,
  { by: _, ...kept }: Record<string, string>,
  of: 'cash' | 'prepayment' | 'deposit' | 'waiver',
): ConsoleSearch {
  // What purses are kept for may be several items, and what was paid may be for none.
  if (by === 'item' && of === 'prepayment') return { ...kept, of, purposeId: row.id }
  if (by === 'item' && of === 'cash' && row.groupId === null) return { ...kept, of, itemId: 'none' }
  return { ...kept, of, ...keyOf(row, by) }
}

function keyOf(row: Grouped, by: string): ConsoleSearch {
  const { groupId, month } = row
  if (by === 'month') return month ? { from: month, to: month } : {}
  if (by === 'day') return { from: undefined, to: undefined, day: row.name }
  if (by === 'method') return { method: row.name }
  // Where nobody said which channel, the row is of a method.
  if (by === 'channel') return groupId ? { channelId: groupId } : { method: row.name, channelId: 'none' }
  if (by === 'cashier') return { cashierId: groupId ?? 'none' }
  if (by === 'rate') return rateOf(row.name)
  // What stands in no building is known by its community.
  if (by === 'building') return groupId ? { buildingId: groupId } : { buildingId: 'none', community: row.id }
  const key = { community: 'community', item: 'itemId' }[by]
  return key && groupId ? { [key]: groupId } : {}
}

function rateOf(name: string): ConsoleSearch {
  if (name === '') return { taxRate: 'none' }
  if (name === 'margin') return { taxRate: 'margin' }
  const rate = /^([\d.]+)%$/.exec(name)?.[1]
  return rate ? { taxRate: rate } : {}
}

/** The days of a month, or of the whole report, for lists that are filtered by days. */
export function daysOf(month: string | null, report: { from?: string; to?: string } | undefined): ConsoleSearch {
  const [from, to] = [month ?? report?.from, month ?? report?.to]
  return from && to ? { from: monthSpan(from).from, to: monthSpan(to).to } : {}
}
