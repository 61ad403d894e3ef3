import { describe, expect, test } from 'vitest'
import { amountsOf, computeCase, daysOf, totalOf } from './charge-case.ts'
import { explainLine } from './explain-line.ts'

/** Numbered examples of domain.md §1.4 beside those of month arithmetic, which stand in compute-lines.test.ts. */

const RENT = { kind: 'rent' as const, rent: { basis: 'month' as const } }

describe('rent examples', () => {
  test('E40: rent-free to 2026-02-15, 12000 a month: 13/28 5571.43 + 12000.00 = 17571.43', () => {
    const given = {
      rule: { ...RENT, cycleMonths: 3, freeSpans: [{ from: '2026-01-01', to: '2026-02-15' }] },
      prices: [['2026-01-01', '0', '12000']] as [string, string, string][],
      areas: [],
      startsOn: '2026-01-01',
      period: daysOf('2026-01'),
    }
    expect(amountsOf(given)).toEqual(['0.00', '0.00', '5571.43', '12000.00'])
    expect(totalOf(given)).toBe('17571.43')
    // A cycle that is free from end to end asks for nothing.
    expect(computeCase({ ...given, rule: { ...given.rule, cycleMonths: 1 } })).toEqual({ lines: [], exceptions: [] })
  })

  const rents = (amount: string, mode: 'compound' | 'simple') =>
    ['2026-03', '2027-03', '2028-03', '2029-03'].flatMap(month =>
      amountsOf({
        rule: { kind: 'rent', rent: { basis: 'month', escalation: { percent: '5', mode, everyMonths: 12 } } },
        prices: [['2026-01-01', '0', amount]],
        areas: [],
        startsOn: '2026-03-01',
        period: daysOf(month),
      }),
    )

  test('E41: 5 % compound 12000 → 12600 → 13230 → 13891.50; simple 13800.00; 8888.88 → … → 10289.99', () => {
    expect(rents('12000', 'compound')).toEqual(['12000.00', '12600.00', '13230.00', '13891.50'])
    expect(rents('12000', 'simple')).toEqual(['12000.00', '12600.00', '13200.00', '13800.00'])
    expect(rents('8888.88', 'compound')).toEqual(['8888.88', '9333.32', '9799.99', '10289.99'])
  })

  test('E42: anniversary 2027-03-15: 14/31 5419.35 + 17/31 6909.68 = 12329.03', () => {
    const given = {
      rule: {
        kind: 'rent' as const,
        rent: { basis: 'month' as const, escalation: { percent: '5', mode: 'compound' as const, everyMonths: 12 } },
      },
      prices: [['2026-01-01', '0', '12000']] as [string, string, string][],
      areas: [],
      startsOn: '2026-03-15',
      period: daysOf('2027-03'),
    }
    expect(amountsOf(given)).toEqual(['5419.35', '6909.68'])
    expect(totalOf(given)).toBe('12329.03')
  })

  test('E43: 3.50 a day and ㎡, 128.6㎡: April 13503.00; by the year × 365 ÷ 12 = 13690.54', () => {
    const given = (basis: 'day' | 'year') => ({
      rule: { kind: 'rent' as const, rent: { basis } },
      prices: [['2026-01-01', '3.50']] as [string, string][],
      areas: [['2026-01-01', '128.6']] as [string, string][],
      startsOn: '2026-01-01',
      period: daysOf('2026-04'),
    })
    expect(amountsOf(given('day'))).toEqual(['13503.00'])
    expect(amountsOf(given('year'))).toEqual(['13690.54'])
  })

  test('E44: 20000 or 8 % of the turnover: 312500 → 25000.00; 240000 → 20000.00', () => {
    const given = (turnover: string) => ({
      rule: RENT,
      version: { turnoverPercent: '8' },
      prices: [['2026-01-01', '0', '20000']] as [string, string, string][],
      areas: [],
      measures: { turnover: [{ effectiveFrom: '2026-04-01', effectiveTo: '2026-04-30', value: turnover }] },
      startsOn: '2026-01-01',
      period: daysOf('2026-04'),
    })
    expect(amountsOf(given('312500'))).toEqual(['25000.00'])
    expect(amountsOf(given('240000'))).toEqual(['20000.00'])
    // The turnover of April says nothing of May.
    expect(computeCase({ ...given('240000'), period: daysOf('2026-05') }).exceptions).toMatchObject([
      { code: 'no-measure', at: 'turnover' },
    ])
  })
})

describe('other kinds', () => {
  test('E39: a month card of 300 from 2026-03-18 by calendar month → 135.48', () => {
    const card = {
      rule: { kind: 'count-price' as const, measure: 'spaces' },
      prices: [['2026-01-01', '300']] as [string, string][],
      measures: { spaces: [{ effectiveFrom: '2026-01-01', value: '1' }] },
      startsOn: '2026-03-18',
      period: daysOf('2026-03'),
    }
    expect(amountsOf(card)).toEqual(['135.48'])
    // Cancelled after 04-20: what is not used of April, and May, go back.
    const unused = { ...card, startsOn: '2026-04-21', endsOn: '2026-05-31' }
    expect(amountsOf({ ...unused, period: ['2026-04-21', '2026-05-31'] })).toEqual(['100.00', '300.00'])
    expect(totalOf({ ...unused, period: ['2026-04-21', '2026-05-31'] })).toBe('400.00')
  })

  test('E62: 装修管理费 2.00 × 89.37 = 178.74, once', () => {
    const given = {
      rule: { kind: 'one-off' as const, measure: 'area' },
      prices: [['2026-01-01', '2.00']] as [string, string][],
      startsOn: '2026-05-07',
      period: ['2026-05-01', '2026-12-31'] as [string, string],
    }
    expect(amountsOf(given)).toEqual(['178.74'])
    const [line] = computeCase(given).lines
    expect(line).toMatchObject({ segmentStart: '2026-05-07', segmentEnd: '2026-05-07', billingOn: '2026-05-07' })
    expect(line && explainLine(line.explanation, 'zh-CN')).toBe('89.37㎡ × 2.0000元 = 178.74元（2026-05-07，一次性）')
    expect(amountsOf({ ...given, rule: { kind: 'deposit' }, prices: [['2026-01-01', '0', '2000']] })).toEqual([
      '2000.00',
    ])
  })

  test('per person, per household and by quantity', () => {
    const given = {
      rule: { kind: 'count-price' as const, measure: 'persons' },
      prices: [['2026-01-01', '6.5']] as [string, string][],
      measures: {
        persons: [
          { effectiveFrom: '2026-01-01', value: '3' },
          { effectiveFrom: '2026-06-16', value: '4' },
        ],
      },
      startsOn: '2026-01-01',
    }
    expect(amountsOf({ ...given, period: daysOf('2026-05') })).toEqual(['19.50'])
    // Somebody moves in on the 16th: two segments, as when an area changes (R7).
    expect(amountsOf({ ...given, period: daysOf('2026-06') })).toEqual(['9.75', '13.00'])
    const none = computeCase({ ...given, measures: {}, period: daysOf('2026-05') })
    expect(none.exceptions).toMatchObject([{ code: 'no-measure', at: 'persons' }])
  })

  test('a formula bills what it comes to, and what it cannot work out is an exception', () => {
    const given = {
      rule: { kind: 'formula' as const },
      version: { formula: '建筑面积 × 单价 + max(0, 楼层 − 5) × 5' },
      measures: { floor: [{ effectiveFrom: '2000-01-01', value: '12' }] },
      startsOn: '2026-01-01',
      period: daysOf('2026-03'),
    }
    expect(amountsOf(given)).toEqual(['289.70'])
    const [line] = computeCase(given).lines
    expect(line && explainLine(line.explanation, 'zh-CN')).toBe(
      '建筑面积 × 单价 + max(0, 楼层 − 5) × 5（建筑面积 89.37㎡，单价 2.85，楼层 12） = 289.7045元，四舍五入到分 289.70元（2026-03-01 至 2026-03-31，整月）',
    )
    const code = (change: object) =>
      computeCase({ ...given, ...change }).exceptions.map(found => [found.code, found.at])
    expect(code({ measures: {} })).toEqual([['no-measure', 'floor']])
    expect(code({ version: { formula: '固定金额 ÷ (楼层 − 12)' } })).toEqual([['formula-failed', 'division-by-zero']])
    expect(code({ version: { formula: '楼层 × 1 - 13' } })).toEqual([['negative-amount', '-1']])
    expect(code({ version: { formula: '楼层 × 1 - 12' } })).toEqual([['zero-amount', undefined]])
    expect(code({ version: { formula: '我是神啊' } })).toEqual([['no-measure', 'f_我是神啊']])
    expect(code({ version: { formula: '楼层 ×' } })).toEqual([['formula-failed', 'syntax']])
    // Zero is free only where the rule says so.
    const free = computeCase({
      ...given,
      version: { formula: '楼层 × 1 - 12' },
      rule: { kind: 'formula', zeroIsFree: true },
    })
    expect(free).toEqual({ lines: [], exceptions: [] })
  })

  test('a floor, a cap, free months and roundings of a rule', () => {
    const month = { startsOn: '2026-01-01', period: daysOf('2026-04') }
    expect(amountsOf({ ...month, rule: { minimum: '300' } })).toEqual(['300.00'])
    expect(amountsOf({ ...month, rule: { minimum: '200' } })).toEqual(['254.70'])
    const hardship = { from: '2026-01-01', to: null, percent: '50', reason: '困难家庭' }
    expect(amountsOf({ ...month, percents: [hardship] })).toEqual(['127.35'])
    expect(amountsOf({ ...month, percents: [{ ...hardship, capYuan: '50' }] })).toEqual(['204.70'])
    expect(amountsOf({ ...month, startsOn: '2026-03-16', rule: { freeMonths: 1 } })).toEqual(['0.00', '127.35'])
    expect(amountsOf({ ...month, rule: { rounding: { mode: 'UP', to: 'jiao' } } })).toEqual(['254.80'])
    expect(amountsOf({ ...month, rule: { rounding: { mode: 'DOWN', to: 'yuan' } } })).toEqual(['254.00'])
    expect(amountsOf({ ...month, rule: { rounding: { mode: 'HALF_UP', to: 'yuan' } } })).toEqual(['255.00'])
  })
})
