import { describe, expect, test } from 'vitest'
import { fenToYuan } from '../../platform/money.ts'
import type { MonthlyRule, Proration } from '../rules/rule.ts'
import type { Case } from './charge-case.ts'
import { amountsOf, computeCase, daysOf, totalOf } from './charge-case.ts'
import { computeLines, lineKey } from './compute-lines.ts'

describe('numbered examples of domain.md §1.4', () => {
  test('E01: month fee 89.37 × 2.85 = 254.7045 → 254.70', () => {
    expect(amountsOf({ startsOn: '2026-01-01', period: daysOf('2026-01') })).toEqual(['254.70'])
  })

  test('E02: half-up where floating point fails: 235.235 → 235.24; 50 % of 289.57 → 144.79', () => {
    const period = daysOf('2026-01')
    expect(
      amountsOf({
        startsOn: '2026-01-01',
        period,
        areas: [['2000-01-01', '100.10']],
        prices: [['2000-01-01', '2.35']],
      }),
    ).toEqual(['235.24'])
    expect(
      amountsOf({
        startsOn: '2026-01-01',
        period,
        rule: { kind: 'fixed' },
        prices: [['2000-01-01', '0', '289.57']],
        percents: [{ from: '2026-01-01', to: null, percent: '50' }],
      }),
    ).toEqual(['144.79'])
  })

  test('E03: a year is 12 lines = 3056.40, a quarter 764.10', () => {
    const year = { startsOn: '2026-01-01', period: daysOf('2026-01') }
    expect(totalOf({ ...year, rule: { cycleMonths: 12 } })).toBe('3056.40')
    expect(totalOf({ ...year, rule: { cycleMonths: 3 } })).toBe('764.10')
    expect(amountsOf({ ...year, rule: { cycleMonths: 12 } })).toEqual(Array(12).fill('254.70'))
  })

  test.each<[Proration, string]>([
    ['ACTUAL', '115.03'],
    ['DAYS30', '118.86'],
    ['YEAR365', '117.23'],
    ['HALF_MONTH', '127.35'],
    ['WHOLE_MONTH', '254.70'],
  ])('E04: start 2026-03-18, %s → %s', (proration, amount) => {
    expect(amountsOf({ startsOn: '2026-03-18', rule: { proration }, period: daysOf('2026-03') })).toEqual([amount])
  })

  test('E05: leap February 20/29 → 175.66, plain February 19/28 → 172.84', () => {
    expect(amountsOf({ startsOn: '2028-02-10', period: daysOf('2028-02') })).toEqual(['175.66'])
    expect(amountsOf({ startsOn: '2026-02-10', period: daysOf('2026-02') })).toEqual(['172.84'])
  })

  test('E06: 17/31 of the exact 254.7045 → 139.68, not 139.67', () => {
    expect(amountsOf({ startsOn: '2026-03-15', period: daysOf('2026-03') })).toEqual(['139.68'])
  })

  test('E07: price 2.85 → 3.10 on 2026-07-16: 123.24 + 142.99 = 266.23', () => {
    const given: Case = {
      startsOn: '2026-07-01',
      period: daysOf('2026-07'),
      prices: [
        ['2000-01-01', '2.85'],
        ['2026-07-16', '3.10'],
      ],
    }
    expect(amountsOf(given)).toEqual(['123.24', '142.99'])
    expect(totalOf(given)).toBe('266.23')
    expect(computeCase(given).lines.map(line => line.ruleVersionId)).toEqual(['v1', 'v2'])
    // A full month stays full under every proration, cut or not.
    for (const proration of ['DAYS30', 'YEAR365', 'HALF_MONTH', 'WHOLE_MONTH'] as const) {
      expect(amountsOf({ ...given, rule: { proration } })).toEqual(['123.24', '142.99'])
    }
  })

  test('E08: area 89.37 → 91.02 from 2026-05-11: 82.16 + 175.73 = 257.89', () => {
    const given: Case = {
      startsOn: '2026-05-01',
      period: daysOf('2026-05'),
      areas: [
        ['2026-05-11', '91.02'],
        ['2000-01-01', '89.37'],
      ],
    }
    expect(amountsOf(given)).toEqual(['82.16', '175.73'])
    expect(totalOf(given)).toBe('257.89')
    expect(computeCase(given).lines.map(line => line.areaM2)).toEqual(['89.37', '91.02'])
  })

  test('E09: contract ends 2026-05-20, billed from 04-01: 254.70 + 164.33 = 419.03', () => {
    const given: Case = { startsOn: '2026-04-01', endsOn: '2026-05-20', period: ['2026-04-01', '2026-12-31'] }
    expect(amountsOf(given)).toEqual(['254.70', '164.33'])
    expect(totalOf(given)).toBe('419.03')
    expect(amountsOf({ ...given, rule: { cycleMonths: 12 } })).toEqual(['254.70', '164.33'])
    // The same when it is the rule that ends.
    expect(amountsOf({ ...given, endsOn: undefined, rule: { effectiveTo: '2026-05-20' } })).toEqual([
      '254.70',
      '164.33',
    ])
  })

  test.each([
    ['2026-01-31', 5, ['01-31…02-27', '02-28…03-30', '03-31…04-29', '04-30…05-30', '05-31…06-29']],
    ['2028-01-31', 2, ['01-31…02-28', '02-29…03-30']],
    ['2026-01-30', 3, ['01-30…02-27', '02-28…03-29', '03-30…04-29']],
  ])('E10: anchor %s keeps its day, each a full month (R5)', (startsOn, cycleMonths, months) => {
    const given: Case = {
      startsOn,
      rule: { lineGrain: 'contract-month', cycleMonths },
      period: [startsOn, startsOn],
    }
    const { lines } = computeCase(given)
    expect(lines.map(line => `${line.segmentStart.slice(5)}…${line.segmentEnd.slice(5)}`)).toEqual(months)
    expect(amountsOf(given)).toEqual(months.map(() => '254.70'))
  })

  test('E11: two area classes as two rules: 265.10 + 13.60 = 278.70', () => {
    const period = daysOf('2026-01')
    const home = computeCase({
      startsOn: '2026-01-01',
      period,
      areas: [['2000-01-01', '120.50']],
      prices: [['2000-01-01', '2.20']],
    }).lines
    const storeroom = computeCase({
      startsOn: '2026-01-01',
      period,
      areas: [['2000-01-01', '12.36']],
      prices: [['2000-01-01', '1.10']],
    }).lines
    expect([...home, ...storeroom].map(line => fenToYuan(line.amountFen))).toEqual(['265.10', '13.60'])
    expect([...home, ...storeroom].reduce((sum, line) => sum + line.amountFen, 0n)).toBe(27870n)
  })

  test('E12: vacant 70 % for a whole month: 178.29315 → 178.29', () => {
    const vacant: Case = {
      startsOn: '2026-06-01',
      period: daysOf('2026-06'),
      percents: [{ from: '2026-06-01', to: '2026-06-30', percent: '70' }],
    }
    expect(amountsOf(vacant)).toEqual(['178.29'])
    expect(computeCase(vacant).lines[0]?.explanation).toMatchObject({ percent: '70', exact: '178.29315', days: 30 })
  })

  test('E13: vacant from 2026-06-11: 84.90 + 118.86 = 203.76', () => {
    const given: Case = {
      startsOn: '2026-06-01',
      period: daysOf('2026-06'),
      percents: [{ from: '2026-06-11', to: null, percent: '70' }],
    }
    expect(amountsOf(given)).toEqual(['84.90', '118.86'])
    expect(totalOf(given)).toBe('203.76')
  })

  test('E81: computing again gives the same lines with the same keys, each key once (R11)', () => {
    const given: Case = { startsOn: '2026-03-18', rule: { cycleMonths: 3 }, period: ['2026-01-01', '2027-12-31'] }
    const keys = (lines: { segmentStart: string; segmentEnd: string }[]) => lines.map(l => lineKey('U', 'rule', l))
    const { lines } = computeCase(given)
    expect(computeCase(given).lines).toEqual(lines)
    expect(new Set(keys(lines)).size).toBe(lines.length)
    expect(keys(lines)[0]).toBe('U/rule/2026-03-18/2026-03-31')
  })
})

describe('the first real workbook: 94.56㎡, run 2020-06-01…2020-12-31', () => {
  const real = (unitPrice: string, cycleMonths: number, startsOn: string): Case => ({
    areas: [['2020-01-01', '94.56']],
    prices: [['2020-01-01', unitPrice, '20.00']],
    rule: { cycleMonths, lineGrain: 'contract-month', dueDays: 15 },
    startsOn,
    period: ['2020-06-01', '2020-12-31'],
  })
  const cycles = (given: Case) => [...new Set(computeCase(given).lines.map(line => line.cycleStart.slice(5)))]

  test('rule 1: 94.56 × 1.3 + 20 = 142.93 a month, 857.58 a cycle of 6 from 2020-06-10', () => {
    const rule1 = real('1.3', 6, '2020-06-10')
    expect(cycles(rule1)).toEqual(['06-10', '12-10'])
    expect(amountsOf(rule1)).toEqual(Array(12).fill('142.93'))
    expect(totalOf(rule1)).toBe('1715.16')
    expect(totalOf({ ...rule1, period: ['2020-06-01', '2020-06-30'] })).toBe('857.58')
    expect(computeCase(rule1).lines[6]).toMatchObject({
      segmentStart: '2020-12-10',
      segmentEnd: '2021-01-09',
      cycleStart: '2020-12-10',
      cycleEnd: '2021-06-09',
      billingOn: '2020-12-10',
      dueOn: '2020-12-25',
    })
  })

  test('rule 2: 94.56 × 1 + 20 = 114.56 a month, cycles of 3 from 2020-06-10: 9 lines, 1031.04', () => {
    const rule2 = real('1', 3, '2020-06-10')
    expect(cycles(rule2)).toEqual(['06-10', '09-10', '12-10'])
    expect(amountsOf(rule2)).toEqual(Array(9).fill('114.56'))
    expect(totalOf(rule2)).toBe('1031.04')
  })

  test('rule 2 from 2020-07-10: 6 lines, 687.36', () => {
    const rule2 = real('1', 3, '2020-07-10')
    expect(cycles(rule2)).toEqual(['07-10', '10-10'])
    expect(amountsOf(rule2)).toEqual(Array(6).fill('114.56'))
    expect(totalOf(rule2)).toBe('687.36')
  })

  test('a line explains itself as data', () => {
    expect(computeCase(real('1.3', 6, '2020-06-10')).lines[0]?.explanation).toEqual({
      kind: 'area-price',
      ruleCode: 'WYF',
      ruleName: '物业费',
      ruleVersionId: 'v1',
      versionEffectiveFrom: '2020-01-01',
      segmentStart: '2020-06-10',
      segmentEnd: '2020-07-09',
      areaM2: '94.56',
      unitPrice: '1.3000',
      fixedAmount: '20.00',
      monthFullExact: '142.928',
      percent: '100',
      proration: 'ACTUAL',
      days: 30,
      daysOfMonth: 30,
      shareNumerator: 30,
      shareDenominator: 30,
      exact: '142.928',
      exactIsCut: false,
      roundedFen: 14293,
    })
  })
})

describe('what cannot be priced is never billed, and said', () => {
  const quarter: Case = { startsOn: '2026-01-01', rule: { cycleMonths: 3 }, period: daysOf('2026-01') }

  test('no price yet: the cycle has no line at all, the days without a price are one exception', () => {
    expect(computeCase({ ...quarter, prices: [['2026-02-11', '2.85']] })).toEqual({
      lines: [],
      exceptions: [
        {
          code: 'no-price',
          premisesId: 'U',
          ruleId: 'rule',
          cycleStart: '2026-01-01',
          cycleEnd: '2026-03-31',
          billingOn: '2026-01-01',
          segmentStart: '2026-01-01',
          segmentEnd: '2026-02-10',
        },
      ],
    })
  })

  test('no area, or none above zero', () => {
    const codes = (areas: [string, string][]) =>
      computeCase({ ...quarter, areas }).exceptions.map(e => `${e.code} ${e.segmentStart} ${e.segmentEnd}`)
    expect(codes([])).toEqual(['no-area 2026-01-01 2026-03-31'])
    expect(codes([['2026-01-01', '0.00']])).toEqual(['no-area 2026-01-01 2026-03-31'])
    expect(codes([['2026-03-05', '89.37']])).toEqual(['no-area 2026-01-01 2026-03-04'])
  })

  test('a fixed charge needs no area', () => {
    const fixed: Case = {
      ...quarter,
      rule: { kind: 'fixed', cycleMonths: 3 },
      areas: [],
      prices: [['2000-01-01', '0', '20']],
    }
    expect(amountsOf(fixed)).toEqual(['20.00', '20.00', '20.00'])
    expect(computeCase(fixed).lines[0]).toMatchObject({ areaM2: null, explanation: { areaM2: null, unitPrice: null } })
  })

  test('a price of nothing is an exception; an exemption of 100 % is a line of 0.00 that says so', () => {
    expect(computeCase({ ...quarter, prices: [['2000-01-01', '0']] }).exceptions.map(e => e.code)).toEqual([
      'zero-amount',
    ])
    const exempt = { ...quarter, percents: [{ from: '2026-02-01', to: '2026-02-28', percent: '0' }] }
    expect(amountsOf(exempt)).toEqual(['254.70', '0.00', '254.70'])
    expect(computeCase(exempt).lines[1]?.explanation.percent).toBe('0')
  })

  test('two percentages for one day', () => {
    const percents = [
      { from: '2026-01-01', to: '2026-02-10', percent: '70' },
      { from: '2026-02-01', to: null, percent: '50' },
    ]
    expect(computeCase({ ...quarter, percents }).exceptions).toMatchObject([
      { code: 'percents-overlap', segmentStart: '2026-02-01', segmentEnd: '2026-02-10' },
    ])
  })

  test('one cycle that cannot be priced does not keep the others back', () => {
    const { lines, exceptions } = computeCase({
      startsOn: '2026-01-01',
      prices: [['2026-01-02', '2.85']],
      period: ['2026-01-01', '2026-03-31'],
    })
    expect(exceptions.map(e => e.cycleStart)).toEqual(['2026-01-01'])
    expect(lines.map(l => l.cycleStart)).toEqual(['2026-02-01', '2026-03-01'])
  })

  test('a rule, an assignment and premises that do not belong together are a bug', () => {
    const parts = {
      rule: { id: 'other' } as MonthlyRule,
      assignment: { id: 'a', ruleId: 'rule', premisesId: 'U', startsOn: '2026-01-01', endsOn: null },
      object: { premisesId: 'U', areas: [] },
      period: { from: '2026-01-01', to: '2026-01-31' },
    }
    expect(() => computeLines(parts)).toThrow(RangeError)
  })
})
