import { describe, expect, test } from 'vitest'
import { checkRule } from './check.ts'
import type { ChargeRule, RuleVersion } from './rule.ts'

const version: RuleVersion = { id: 'v1', effectiveFrom: '2020-06-01', unitPrice: '1.3000', fixedAmount: '20.00' }
const rule: ChargeRule = {
  id: 'r1',
  code: 'WYF',
  name: '物业费（六个月）',
  itemName: '物业费',
  kind: 'area-price',
  cycleMonths: 6,
  timing: 'advance',
  lineGrain: 'contract-month',
  proration: 'ACTUAL',
  dueDays: 30,
  effectiveFrom: '2020-06-01',
  effectiveTo: null,
  versions: [version],
}
const problems = (changes: object) => checkRule({ ...rule, ...changes }).map(({ field, code }) => `${field}: ${code}`)
const versionProblems = (changes: Partial<RuleVersion>) => problems({ versions: [{ ...version, ...changes }] })

describe('checkRule', () => {
  test('finds nothing wrong with a rule that can be charged by', () => {
    expect(checkRule(rule)).toEqual([])
    expect(problems({ effectiveTo: '2020-06-01' })).toEqual([])
    expect(versionProblems({ fixedAmount: '0' })).toEqual([])
    expect(problems({ kind: 'fixed', versions: [{ ...version, unitPrice: '0.0000' }] })).toEqual([])
  })

  test('names each field and what is wrong with it', () => {
    expect(problems({ code: '', name: ' ', itemName: '' })).toEqual([
      'code: required',
      'name: required',
      'itemName: required',
    ])
    expect(problems({ cycleMonths: 0 })).toEqual(['cycleMonths: out-of-range'])
    expect(problems({ cycleMonths: 1.5 })).toEqual(['cycleMonths: out-of-range'])
    expect(problems({ dueDays: -1 })).toEqual(['dueDays: out-of-range'])
    expect(problems({ effectiveTo: '2020-02-30' })).toEqual(['effectiveTo: not-a-date'])
    expect(problems({ effectiveTo: '2020-05-31' })).toEqual(['effectiveTo: ends-before-start'])
    expect(problems({ effectiveFrom: '2020/06/01' })).toContain('effectiveFrom: not-a-date')
  })

  test('wants a price on the first day, and one price per day', () => {
    expect(problems({ versions: [] })).toEqual(['versions: required'])
    expect(versionProblems({ effectiveFrom: '2020-06-02' })).toEqual(['versions: no-price-at-start'])
    expect(versionProblems({ effectiveFrom: '2020-5-1' })).toContain('versions.0.effectiveFrom: not-a-date')
    expect(problems({ versions: [version, { ...version, id: 'v2' }] })).toEqual([
      'versions.1.effectiveFrom: duplicate-date',
    ])
  })

  test('wants prices of 4 decimals and amounts of 2, by value and not by zeros written', () => {
    expect(versionProblems({ unitPrice: '1.30000', fixedAmount: '20.000' })).toEqual([])
    expect(versionProblems({ unitPrice: '1.30001' })).toEqual(['versions.0.unitPrice: too-many-digits'])
    expect(versionProblems({ fixedAmount: '20.001' })).toEqual(['versions.0.fixedAmount: too-many-digits'])
    expect(versionProblems({ unitPrice: '100000000' })).toEqual(['versions.0.unitPrice: too-many-digits'])
    expect(versionProblems({ unitPrice: '1e3' })).toEqual(['versions.0.unitPrice: not-a-decimal'])
    expect(versionProblems({ unitPrice: '-1' })).toEqual(['versions.0.unitPrice: negative'])
    expect(versionProblems({ fixedAmount: '-0.01' })).toEqual(['versions.0.fixedAmount: negative'])
  })

  test('wants the price its kind charges by, and no other', () => {
    expect(versionProblems({ unitPrice: '0' })).toEqual(['versions.0.unitPrice: not-positive'])
    expect(problems({ kind: 'fixed' })).toEqual(['versions.0.unitPrice: must-be-zero'])
    expect(problems({ kind: 'fixed', versions: [{ ...version, unitPrice: '0', fixedAmount: '0' }] })).toEqual([
      'versions.0.fixedAmount: not-positive',
    ])
  })

  test('refuses what the kind has no use for, each at its field', () => {
    const span = { from: '2026-01-01', to: '2026-01-31' }
    const free = { freeMonths: 1, freeSpans: [span], zeroIsFree: true }
    const metered = {
      kind: 'metered' as const,
      tierTerms: null,
      minimum: '100',
      rounding: { mode: 'UP', to: 'yuan' } as const,
    }
    const price = { ...version, unitPrice: '3.45', fixedAmount: '5' }
    expect(problems({ ...metered, versions: [price] })).toEqual([])
    const of = (...fields: string[]) => fields.map(field => `${field}: must-be-empty`)
    expect(problems({ ...metered, ...free, versions: [price] })).toEqual(of('freeSpans', 'freeMonths', 'zeroIsFree'))
    const nothing = [{ ...version, unitPrice: '0', fixedAmount: '0' }]
    const { minimum, rounding } = metered
    expect(problems({ kind: 'pool', ...free, minimum, rounding, versions: nothing })).toEqual(
      of('minimum', 'rounding', 'freeSpans', 'freeMonths', 'zeroIsFree'),
    )
    const deposit = [{ ...version, unitPrice: '0', fixedAmount: '2000' }]
    expect(problems({ kind: 'deposit', ...free, minimum, versions: deposit })).toEqual(
      of('minimum', 'freeSpans', 'freeMonths', 'zeroIsFree'),
    )
  })
})
