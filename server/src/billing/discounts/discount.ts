/** Discounts as what is left to pay over time: grants cut where the discount's percentage changes. */
import { addDays, type CivilDate } from '../../platform/period.ts'
import type { PercentSpan } from '../rules/rule.ts'

/** What is charged from a date on. */
export type DiscountVersion = { effectiveFrom: CivilDate; percent: string; capYuan: string | null }

export type Grant = { name: string; fromOn: CivilDate; toOn: CivilDate; versions: readonly DiscountVersion[] }

/** The spans of a grant; days before the first version are charged in full. */
export function spansOf({ name, fromOn, toOn, versions }: Grant): PercentSpan[] {
  const sorted = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  return sorted.flatMap(({ effectiveFrom, percent, capYuan }, index) => {
    const next = sorted[index + 1]?.effectiveFrom
    const from = effectiveFrom > fromOn ? effectiveFrom : fromOn
    const to = next !== undefined && next <= toOn ? addDays(next, -1) : toOn
    return from > to ? [] : [{ from, to, percent, capYuan, reason: name }]
  })
}
