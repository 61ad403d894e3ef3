/** A rule as columns and forms hold it: every field of every kind, null where the kind has none. */
import type { MeasureName } from './measure.ts'
import type { ChargeRule, MeterKind, RentTerms, RuleKind, RuleTerms, RuleVersion, TierTerms } from './rule.ts'

export type FlatRule = RuleTerms & {
  kind: RuleKind
  versions: readonly RuleVersion[]
  measure?: MeasureName | null
  rent?: RentTerms | null
  tierTerms?: TierTerms | null
  meterKind?: MeterKind | null
}

/** The rule of its kind; what the kind needs and is missing is for `checkRule` to say. */
export function ruleOf({ kind, measure, rent, tierTerms, meterKind, ...terms }: FlatRule): ChargeRule {
  switch (kind) {
    case 'count-price':
      return { ...terms, kind, measure: measure ?? '' }
    case 'one-off':
      return { ...terms, kind, measure: measure ?? null }
    case 'rent':
      return { ...terms, kind, rent: rent ?? { basis: 'month' } }
    case 'metered':
      return { ...terms, kind, tierTerms: tierTerms ?? null, meterKind: meterKind ?? null }
    default:
      return { ...terms, kind }
  }
}
