import { expect, it } from 'vitest'
import { NEW_RULE, termsOf, valuesOf, versionOf } from './rule-form.ts'
import { inputsOf, trialOf } from './trial.ts'

const from = { effectiveFrom: '2026-01-01' }

it('a plain rule is sent without what its kind has not', () => {
  const values = { ...NEW_RULE, ...from, unitPrice: '2.85' }
  expect(termsOf(values)).toMatchObject({
    kind: 'area-price',
    measure: null,
    rent: null,
    rounding: null,
    penalty: null,
  })
  expect(versionOf(values)).toEqual({
    ...from,
    unitPrice: '2.85',
    fixedAmount: '0',
    formula: null,
    tiers: null,
    bands: null,
    turnoverPercent: null,
  })
})

it('each kind sends what it needs', () => {
  const metered = { ...NEW_RULE, ...from, kind: 'metered' as const, pricing: 'tiers' as const, personsAbove: 4 }
  const tiers = [
    { upTo: '180', unitPrice: '3.45' },
    { upTo: '9', unitPrice: '4.83' },
  ]
  expect(versionOf({ ...metered, tiers, unitPrice: '1' })).toMatchObject({
    unitPrice: '0',
    tiers: [tiers[0], { upTo: null, unitPrice: '4.83' }],
  })
  expect(termsOf({ ...metered, personsEach: '36' }).tierTerms).toEqual({
    span: 'month',
    persons: { above: 4, each: '36' },
  })
  const rent = { ...NEW_RULE, kind: 'rent' as const, escalates: true, escalationPercent: '5' }
  expect(termsOf(rent).rent).toEqual({
    basis: 'month',
    escalation: { percent: '5', mode: 'compound', everyMonths: 12 },
  })
  expect(termsOf({ ...NEW_RULE, kind: 'one-off', measure: 'none' }).measure).toBeNull()
  expect(termsOf({ ...NEW_RULE, penalized: true, rounding: 'UP/jiao' })).toMatchObject({
    rounding: { mode: 'UP', to: 'jiao' },
    penalty: { rate: { by: 'day', percent: '0.05' }, graceDays: 0, capPercent: '100' },
  })
})

it('a rule that is edited comes back as it was', () => {
  const version = {
    id: 'v',
    ...from,
    unitPrice: '2.8500',
    fixedAmount: '0.0000',
    formula: null,
    tiers: null,
    bands: null,
  }
  const rule = {
    ...{
      id: 'r',
      version: 1,
      communityId: 'c',
      code: 'A',
      name: 'A',
      itemId: 'i',
      itemName: 'A',
      kind: 'rent' as const,
    },
    ...{
      cycleMonths: 3,
      timing: 'arrears' as const,
      lineGrain: 'natural-month' as const,
      proration: 'DAYS30' as const,
    },
    ...{
      dueDays: 5,
      ...from,
      effectiveTo: null,
      measure: null,
      tierTerms: null,
      meterKind: null,
      minimum: '10',
      freeSpans: [],
    },
    rent: { basis: 'day' as const, escalation: { percent: '3', mode: 'simple' as const, everyMonths: 24 } },
    rounding: { mode: 'DOWN' as const, to: 'yuan' as const },
    ...{ freeMonths: 2, zeroIsFree: true, assignmentCount: 0, billed: false, formulaWords: { 'zh-CN': '', en: '' } },
    penalty: {
      rate: { by: 'day' as const, percent: '0.03' },
      ...{ graceDays: 10, countedFrom: 'due-date' as const, capPercent: null },
    },
    versions: [{ ...version, turnoverPercent: '8' }],
  }
  const values = valuesOf(rule)
  expect(values.unitPrice).toBe('2.85')
  expect(termsOf(values)).toMatchObject({
    ...{ kind: 'rent', cycleMonths: 3, timing: 'arrears', lineGrain: 'natural-month', proration: 'DAYS30', dueDays: 5 },
    ...{ rent: rule.rent, rounding: rule.rounding, minimum: '10', freeMonths: 2, zeroIsFree: true },
    penalty: rule.penalty,
  })
  expect(versionOf({ ...values, ...from }).turnoverPercent).toBe('8')
})

it('sends only what the kind reads', () => {
  const typed = { ...NEW_RULE, minimum: '100', rounding: 'UP/yuan', freeMonths: 2, freeSpans: [{}], zeroIsFree: true }
  const up = { mode: 'UP', to: 'yuan' }
  const none = { freeMonths: 0, freeSpans: [], zeroIsFree: false }
  expect(termsOf({ ...typed, kind: 'metered' })).toMatchObject({ minimum: '100', rounding: up, ...none })
  expect(termsOf({ ...typed, kind: 'pool' })).toMatchObject({ minimum: null, rounding: null, ...none })
  expect(termsOf({ ...typed, kind: 'deposit' })).toMatchObject({ minimum: null, rounding: up, ...none })
  const price = { ...from, unitPrice: '3.45', fixedAmount: '5' }
  expect(versionOf({ ...price, kind: 'metered' })).toMatchObject({ unitPrice: '3.45', fixedAmount: '5' })
  expect(versionOf({ ...price, kind: 'pool' })).toMatchObject({ unitPrice: '0', fixedAmount: '0' })
})

it('a trial asks for what the kind is measured by, and waits until it is priced', () => {
  expect(inputsOf({ kind: 'formula' }, ['area', 'price', 'floor'])).toEqual(['area', 'floor'])
  expect(inputsOf({ kind: 'metered', pricing: 'bands', bands: [{ name: '峰' }, {}] }, [])).toEqual(['band:峰'])
  const values = { ...NEW_RULE, ...from }
  expect(trialOf(values, {}, ['area'])).toBeNull()
  expect(trialOf({ ...values, unitPrice: '2.85' }, {}, ['area'])).toMatchObject({
    areas: [{ areaM2: '100' }],
    from: '2026-01-01',
    to: '2030-01-01',
  })
  expect(trialOf({ ...values, unitPrice: '2.85' }, { area: 'x' }, ['area'])).toBeNull()
  expect(trialOf({ ...values, kind: 'metered', unitPrice: '3.45' }, {}, ['previous', 'current'])).toMatchObject({
    readings: [{ from: '2026-01-01', to: '2026-01-28', registers: [{ previous: '100', current: '150' }] }],
  })
})

it('tries prices by the part of the day with the same use in each, before anything is typed', () => {
  const bands = [
    { name: '峰', unitPrice: '0.9' },
    { name: '谷', unitPrice: '0.3' },
  ]
  const values = {
    ...NEW_RULE,
    kind: 'metered' as const,
    pricing: 'bands' as const,
    bands,
    effectiveFrom: '2026-01-01',
  }
  const inputs = inputsOf(values, [])
  expect(inputs).toEqual(['band:峰', 'band:谷'])
  expect(trialOf(values, {}, inputs)?.readings).toEqual([
    { from: '2026-01-01', to: '2026-01-28', bands: bands.map(({ name }) => ({ name, quantity: '10' })) },
  ])
})
