import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenToYuan } from '../../platform/money.ts'
import { addDays } from '../../platform/period.ts'
import { percentOfFen } from '../revenue/revenue.ts'
import { type PenaltyCase, type PenaltyTerms, penaltyOf, settleBoth } from './penalty.ts'

const TERMS: PenaltyTerms = {
  rate: { by: 'day', percent: '0.05' },
  graceDays: 0,
  countedFrom: 'end-of-grace',
  capPercent: null,
}
const BILL: PenaltyCase = { principalFen: 25470n, dueOn: '2026-01-31', payments: [], asOf: '2026-04-10' }

const penalty = (terms: Partial<PenaltyTerms>, given: Partial<PenaltyCase> = {}) =>
  fenToYuan(penaltyOf({ ...TERMS, ...terms }, { ...BILL, ...given }).fen)

describe('numbered examples of penalties', () => {
  test('E46: 0.05 % a day, due 2026-01-31, paid 04-10: 69 days × 254.70 → 8.79', () => {
    expect(penalty({})).toBe('8.79')
    expect(penaltyOf(TERMS, BILL).steps).toEqual([
      { balanceFen: 25470n, from: '2026-02-01', to: '2026-04-10', days: 69, ratePercent: '0.05' },
    ])
    expect(penalty({}, { asOf: '2026-01-31' })).toBe('0.00')
  })

  test('E47: grace of 15 days: from its end 54 days → 6.88; from the due date once it is missed → 8.79', () => {
    expect(penalty({ graceDays: 15 })).toBe('6.88')
    expect(penalty({ graceDays: 15, countedFrom: 'due-date' })).toBe('8.79')
    const inGrace = { payments: [{ paidOn: '2026-02-15', fen: 25470n }] }
    expect(penalty({ graceDays: 15, countedFrom: 'due-date' }, inGrace)).toBe('0.00')
    expect(penalty({ graceDays: 15 }, inGrace)).toBe('0.00')
  })

  test('E48: 0.3 % a day × 400 days = 305.64, capped at 100 % 254.70, at 30 % 76.41', () => {
    const rate = { by: 'day', percent: '0.3' } as const
    const asOf = addDays(BILL.dueOn, 400)
    expect(penalty({ rate }, { asOf })).toBe('305.64')
    expect(penalty({ rate, capPercent: '100' }, { asOf })).toBe('254.70')
    expect(penalty({ rate, capPercent: '30' }, { asOf })).toBe('76.41')
    expect(penaltyOf({ ...TERMS, rate, capPercent: '30' }, { ...BILL, asOf }).capped).toBe(true)
  })

  test('E49: 1000 due 03-31, pays 400 on 04-20 and 600 on 05-30: 10.00 + 12.00 = 22.00', () => {
    const given = {
      principalFen: 100000n,
      dueOn: '2026-03-31',
      payments: [
        { paidOn: '2026-05-30', fen: 60000n },
        { paidOn: '2026-04-20', fen: 40000n },
      ],
    }
    expect(penalty({}, { ...given, asOf: '2026-05-30' })).toBe('22.00')
    expect(penalty({}, { ...given, asOf: '2026-12-31' })).toBe('22.00')
    expect(penalty({}, { ...given, asOf: '2026-04-20' })).toBe('10.00')
  })

  test('E50: LPR 3.0 % × 1.3 on 10000, 69 of 365 days → 73.73', () => {
    const lpr = (rates: { effectiveFrom: string; percent: string }[]) =>
      ({ by: 'lpr', times: '1.3', yearDays: 365, rates }) as const
    const given = { principalFen: 1_000_000n }
    expect(penalty({ rate: lpr([{ effectiveFrom: '2025-01-01', percent: '3.0' }]) }, given)).toBe('73.73')
    // A new rate counts from its day on: 28 days at 3.0, 41 at 3.6.
    const two = lpr([
      { effectiveFrom: '2026-03-01', percent: '3.6' },
      { effectiveFrom: '2025-01-01', percent: '3.0' },
    ])
    expect(
      penaltyOf({ ...TERMS, rate: two }, { ...BILL, ...given }).steps.map(step => [step.days, step.ratePercent]),
    ).toEqual([
      [28, '3.0'],
      [41, '3.6'],
    ])
    expect(() => penalty({ rate: lpr([]) })).toThrow(RangeError)
  })

  test('E51: three bills of 254.70 paid 04-10: 8.79 + 5.22 + 1.27 = 15.28; half of it waived: 7.64', () => {
    const fens = ['2026-01-31', '2026-02-28', '2026-03-31'].map(dueOn => penaltyOf(TERMS, { ...BILL, dueOn }).fen)
    expect(fens.map(fenToYuan)).toEqual(['8.79', '5.22', '1.27'])
    const sum = fens.reduce((a, b) => a + b)
    expect([fenToYuan(sum), fenToYuan(percentOfFen(sum, '50'))]).toEqual(['15.28', '7.64'])
  })

  test('E52: over a leap day: 1000 due 2028-02-10, paid 03-10: 29 days → 14.50', () => {
    expect(penalty({}, { principalFen: 100000n, dueOn: '2028-02-10', asOf: '2028-03-10' })).toBe('14.50')
  })

  test('E53: owes 1000 + 10.00, pays 1005: principal first leaves 5.00 penalty, penalty first 5.00 principal', () => {
    const owed = { principalFen: 100000n, penaltyFen: 1000n }
    const left = (first: 'principal' | 'penalty') => {
      const paid = settleBoth(owed, 100500n, first)
      return [owed.principalFen - paid.principalFen, owed.penaltyFen - paid.penaltyFen]
    }
    expect(left('principal')).toEqual([0n, 500n])
    expect(left('penalty')).toEqual([500n, 0n])
  })

  test('days in dispute do not count', () => {
    const frozen = [{ from: '2026-02-11', to: '2026-02-20' }]
    expect(penaltyOf(TERMS, { ...BILL, frozen }).steps.map(step => [step.from, step.to, step.days])).toEqual([
      ['2026-02-01', '2026-02-10', 10],
      ['2026-02-21', '2026-04-10', 49],
    ])
    expect(penalty({}, { frozen: [{ from: '2026-02-01', to: null }] })).toBe('0.00')
  })
})

test('a penalty is the sum over single days of what was open each day, rounded once', () => {
  const day = fc.integer({ min: -20, max: 200 })
  const payment = fc.record({ day, fen: fc.integer({ min: 1, max: 20_000 }) })
  fc.assert(
    fc.property(
      fc.array(payment, { maxLength: 5 }),
      day,
      fc.integer({ min: 0, max: 40 }),
      (payments, asOf, graceDays) => {
        const given: PenaltyCase = {
          ...BILL,
          asOf: addDays(BILL.dueOn, asOf),
          payments: payments.map(({ day: on, fen }) => ({ paidOn: addDays(BILL.dueOn, on), fen: BigInt(fen) })),
        }
        // 0.05 % of a fen and day is 1/2000 of a fen.
        let halfThousandths = 0n
        for (let on = graceDays + 1; on <= asOf; on += 1) {
          const paid = payments.reduce((sum, { day: when, fen }) => (when < on ? sum + BigInt(fen) : sum), 0n)
          if (paid < BILL.principalFen) halfThousandths += BILL.principalFen - paid
        }
        expect(penaltyOf({ ...TERMS, graceDays }, given).fen).toBe((halfThousandths + 1000n) / 2000n)
      },
    ),
  )
})
