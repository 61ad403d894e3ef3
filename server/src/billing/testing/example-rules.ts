import { checkRule } from '../rules/check.ts'
import { type FlatRule, ruleOf } from '../rules/flat.ts'
import type { MeteredRule, PoolRule, RuleVersion } from '../rules/rule.ts'

/** What the numbered examples of domain.md §1.4 are charged by. */

const TERMS = {
  id: 'rule',
  code: 'R',
  name: '收费',
  itemName: '收费',
  cycleMonths: 1,
  timing: 'arrears',
  lineGrain: 'natural-month',
  proration: 'ACTUAL',
  dueDays: 0,
  effectiveFrom: '2000-01-01',
  effectiveTo: null,
} as const

/** A rule by what was read, which passes the checks of saving. */
export function metered(versions: Partial<RuleVersion>[], more: Partial<FlatRule> = {}): MeteredRule {
  const rule = ruleOf({
    ...TERMS,
    kind: 'metered',
    versions: versions.map((version, index) => ({
      id: `v${index + 1}`,
      effectiveFrom: '2000-01-01',
      unitPrice: '0',
      fixedAmount: '0',
      ...version,
    })),
    ...more,
  })
  const [problem] = checkRule(rule)
  if (problem || rule.kind !== 'metered')
    throw new Error(`No metered rule that may be saved: ${JSON.stringify(problem)}`)
  return rule
}

/** What a meter showed at both ends. */
export const register = (previous: string, current: string, more: object = {}) => ({
  meter: 'M1',
  previous,
  current,
  ...more,
})
export const JUNE = { from: '2026-06-01', to: '2026-06-30' }

export const WATER = metered([{ unitPrice: '3.45' }])
export const WATER_BY_YEAR = metered(
  [
    {
      tiers: [
        { upTo: '180', unitPrice: '3.45' },
        { upTo: '260', unitPrice: '4.83' },
        { upTo: null, unitPrice: '5.83' },
      ],
    },
  ],
  { tierTerms: { span: 'year', persons: { above: 4, each: '36' } } },
)

export const POOL = ruleOf({
  ...TERMS,
  kind: 'pool',
  versions: [{ id: 'v1', effectiveFrom: '2000-01-01', unitPrice: '0', fixedAmount: '0' }],
}) as PoolRule
