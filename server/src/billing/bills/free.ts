/** Days nobody pays for (免租期, campaigns), as spans of nothing. */
import { addDays, anchoredMonthStart, type CivilDate, type CivilRange, LAST_CIVIL_DATE } from '../../platform/period.ts'
import type { Assignment, ChargedObject, ChargeRule } from '../rules/rule.ts'
import { joinedRanges } from './cycle.ts'

/** The object with the rule's free days as spans of 0 %, which go before every other span. */
export function withFreeDays(
  rule: Pick<ChargeRule, 'freeSpans' | 'freeMonths'>,
  assignment: Pick<Assignment, 'startsOn'>,
  object: ChargedObject,
): ChargedObject {
  const free: CivilRange[] = [...(rule.freeSpans ?? [])]
  if (rule.freeMonths) {
    const to = addDays(anchoredMonthStart(assignment.startsOn, rule.freeMonths), -1)
    free.push({ from: assignment.startsOn, to })
  }
  if (free.length === 0) return object
  const merged = joinedRanges(free)
  const others = (object.percents ?? []).flatMap(span => without(span, merged))
  return { ...object, percents: [...merged.map(range => ({ ...range, percent: '0' })), ...others] }
}

/** What is left of a span when the days of ranges, in order, are taken out of it. */
function without<T extends { from: CivilDate; to: CivilDate | null }>(span: T, ranges: readonly CivilRange[]): T[] {
  const left: T[] = []
  let from = span.from
  const end = span.to ?? LAST_CIVIL_DATE
  for (const range of ranges) {
    if (range.to < from || range.from > end) continue
    if (range.from > from) left.push({ ...span, from, to: addDays(range.from, -1) })
    from = addDays(range.to, 1)
  }
  if (from <= end) left.push({ ...span, from })
  return left
}
