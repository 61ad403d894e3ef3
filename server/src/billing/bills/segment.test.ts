import { describe, expect, test } from 'vitest'
import type { Proration } from '../rules/rule.ts'
import type { Case } from './charge-case.ts'
import { amountsOf, computeCase, daysOf } from './charge-case.ts'

describe('part months', () => {
  test.each<[string, string | undefined, string]>([
    ['2026-03-15', undefined, '254.70'],
    ['2026-03-16', undefined, '127.35'],
    ['2026-03-01', '2026-03-15', '127.35'],
    ['2026-03-01', '2026-03-16', '254.70'],
    ['2026-03-10', '2026-03-20', '254.70'],
    ['2026-03-31', '2026-03-31', '127.35'],
  ])('HALF_MONTH charges each half touched: %s to %s → %s', (startsOn, endsOn, amount) => {
    const rule = { proration: 'HALF_MONTH' as const }
    expect(amountsOf({ startsOn, endsOn, rule, period: daysOf('2026-03') })).toEqual([amount])
  })

  test('DAYS30: 30 of 31 days are a full month, 27 of 28 are not, 28 of 28 are', () => {
    const rule = { proration: 'DAYS30' as const }
    expect(amountsOf({ startsOn: '2026-03-02', rule, period: daysOf('2026-03') })).toEqual(['254.70'])
    expect(amountsOf({ startsOn: '2026-02-02', rule, period: daysOf('2026-02') })).toEqual(['229.23'])
    expect(amountsOf({ startsOn: '2026-02-01', rule, period: daysOf('2026-02') })).toEqual(['254.70'])
  })

  test('a part month cut by a new price shares out its proration by days', () => {
    const given: Case = {
      startsOn: '2026-03-18',
      period: daysOf('2026-03'),
      prices: [
        ['2000-01-01', '2.85'],
        ['2026-03-28', '3.10'],
      ],
    }
    const shares = (proration: Proration) =>
      computeCase({ ...given, rule: { proration } }).lines.map(
        ({ explanation: e }) => `${e.shareNumerator}/${e.shareDenominator}`,
      )
    expect(shares('ACTUAL')).toEqual(['10/31', '4/31'])
    expect(shares('DAYS30')).toEqual(['10/30', '4/30'])
    expect(shares('YEAR365')).toEqual(['120/365', '48/365'])
    expect(shares('HALF_MONTH')).toEqual(['10/28', '4/28'])
    expect(shares('WHOLE_MONTH')).toEqual(['10/14', '4/14'])
  })

  test('what is counted is charged for each whole month, or half, of which it was there a day', () => {
    const counted = (proration: Proration, ...quantity: [string, string][]) =>
      computeCase({
        startsOn: '2026-05-01',
        period: ['2026-05-01', '2026-07-31'],
        rule: { proration, kind: 'count-price', measure: 'quantity', timing: 'advance' },
        prices: [['2000-01-01', '150']],
        measures: { quantity: quantity.map(([effectiveFrom, value]) => ({ effectiveFrom, value })) },
      }).lines.map(line => `${line.segmentStart} ${line.amountFen}`)
    const two = ['2026-01-01', '2'] as [string, string]
    // One goes on the 11th of June: by days, for all of June, for its first half.
    const gone = ['2026-06-11', '1'] as [string, string]
    expect(counted('ACTUAL', two, gone)).toEqual([
      '2026-05-01 30000',
      '2026-06-01 10000',
      '2026-06-11 10000',
      '2026-07-01 15000',
    ])
    expect(counted('WHOLE_MONTH', two, gone)).toEqual(['2026-05-01 30000', '2026-06-01 30000', '2026-07-01 15000'])
    expect(counted('HALF_MONTH', two, gone)).toEqual([
      '2026-05-01 30000',
      '2026-06-01 15000',
      '2026-06-16 7500',
      '2026-07-01 15000',
    ])
    // One more on the 20th of May, whose halves have 15 and 16 days.
    const more = ['2026-05-20', '3'] as [string, string]
    expect(counted('WHOLE_MONTH', two, more).slice(0, 1)).toEqual(['2026-05-01 45000'])
    expect(counted('HALF_MONTH', two, more).slice(0, 2)).toEqual(['2026-05-01 15000', '2026-05-16 22500'])
    // The last goes: from the next month on nothing.
    expect(counted('WHOLE_MONTH', two, ['2026-06-01', '0']).slice(0, 1)).toEqual(['2026-05-01 30000'])
  })

  test('what never ends is cut, not rounded, so that it shows on which side of half a fen it lies', () => {
    const { lines } = computeCase({ startsOn: '2026-03-18', period: daysOf('2026-03') })
    expect(lines[0]?.explanation).toMatchObject({ exact: '115.027838', exactIsCut: true, days: 14, daysOfMonth: 31 })
  })
})
