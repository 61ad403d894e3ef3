import { billing } from '@anju/contract'
import { expect, test } from 'vitest'
import type { RuleValues } from './rule-form.ts'
import { inputsOf, trialOf } from './trial.ts'

const terms = { effectiveFrom: '2026-01-01', cycleMonths: 1, unitPrice: '2', fixedAmount: '10' }
const forms: Partial<RuleValues>[] = [
  { kind: 'area-price', ...terms, minimum: '1', rounding: 'UP/yuan' } as Partial<RuleValues>,
  { kind: 'rent', ...terms, turnoverPercent: '8' } as Partial<RuleValues>,
  { kind: 'metered', ...terms, pricing: 'tiers', tiers: [{ unitPrice: '3' }] } as Partial<RuleValues>,
  { kind: 'metered', ...terms, pricing: 'bands', bands: [{ name: '峰', unitPrice: '3' }] } as Partial<RuleValues>,
  { kind: 'pool', ...terms } as Partial<RuleValues>,
]

test.each(forms)('a trial of $kind asks with keys that the server knows', form => {
  const asked = trialOf(form, {}, inputsOf(form, []))
  expect(billing.previewBills.body.safeParse(asked).error?.issues ?? []).toEqual([])
})
