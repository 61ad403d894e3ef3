import { billing } from '@anju/contract'
import { comma } from '@anju/ui'
import { call } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { useBillingTexts } from '../texts.ts'
import type { Rule } from '../useRules.ts'
import { type RuleValues, valuesOf } from './rule-form.ts'
import { useRuleTexts } from './texts.ts'

const NAMED = [
  ...(['code', 'name', 'kind', 'cycleMonths', 'timing', 'effectiveFrom', 'effectiveTo', 'dueDays'] as const),
  ...(['lineGrain', 'proration', 'measure', 'rentBasis', 'minimum', 'rounding', 'freeMonths', 'zeroIsFree'] as const),
  ...(['escalates', 'escalationPercent', 'escalationMode', 'escalationMonths'] as const),
  ...([
    'penalized',
    'penaltyBy',
    'penaltyTimes',
    'penaltyPercent',
    'penaltyGrace',
    'penaltyFrom',
    'penaltyCap',
  ] as const),
]

/** How an edit of a rule that met somebody else's is settled: the fields of the form but prices, which are versions. */
export function useRuleConflicts(rule: Rule | undefined) {
  const t = useRuleTexts()
  const word = useBillingTexts()
  return conflictsOf<Rule, RuleValues>(rule, {
    read: () => call(billing.readRule, { params: { ruleId: rule?.id ?? '' } }),
    values: valuesOf,
    labels: {
      ...Object.fromEntries(NAMED.map(name => [name, t(name)])),
      ...{ itemName: t('item'), freeSpans: t('freeFrom'), penaltyRates: t('lprPercent') },
    },
    show: (field, value) => {
      if (field === 'freeSpans')
        return (value as { from: string; to: string }[]).map(({ from, to }) => `${from} – ${to}`).join(comma())
      if (field === 'penaltyRates')
        return (value as { effectiveFrom: string; percent: string }[])
          .map(one => `${one.effectiveFrom} ${one.percent}%`)
          .join(comma())
      const key = `${field}.${value}`
      if (useRuleTexts.has(key)) return t(key as 'rentBasis.month')
      return useBillingTexts.has(key) ? word(key as 'timing.advance') : undefined
    },
  })
}
