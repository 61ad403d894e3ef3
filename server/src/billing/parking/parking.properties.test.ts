import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tariffProblems } from './check.ts'
import { momentOf, secondsOf } from './moment.ts'
import { feeOfStay, type Stay } from './stay.ts'
import type { ParkingTariff, TariffPeriod } from './tariff.ts'

const RUNS = { numRuns: 300 }
const DAY_MINUTES = 1440
const START = secondsOf('2026-03-01T00:00:00')
const at = (seconds: number) => momentOf(START + seconds)

const fen = fc.bigInt({ min: 0n, max: 2000n })
const block = fc.record({ minutes: fc.constantFrom(15, 30, 60, 90), fen })
const wall = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const periods: fc.Arbitrary<TariffPeriod[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: DAY_MINUTES - 1 }), { minLength: 1, maxLength: 4 })
  .chain(cuts => {
    const sorted = cuts.toSorted((a, b) => a - b)
    const price = fc.oneof(
      block.map(one => ({ per: 'block' as const, ...one })),
      fen.map(amount => ({ per: 'period' as const, fen: amount })),
    )
    return fc.array(price, { minLength: sorted.length, maxLength: sorted.length }).map(prices =>
      sorted.map((from, index) => ({
        from: wall(from),
        to: wall(sorted[(index + 1) % sorted.length] ?? from),
        price: prices[index] ?? { per: 'period' as const, fen: 0n },
      })),
    )
  })

const tariff: fc.Arbitrary<ParkingTariff> = fc.record({
  freeMinutes: fc.constantFrom(0, 15, 30),
  freeFor: fc.constantFrom('short-stays', 'every-stay'),
  charge: fc.oneof(
    fc.record({ by: fc.constant('blocks' as const), first: fc.option(block), each: block }),
    fc.record({ by: fc.constant('periods' as const), periods }),
  ),
  cap: fc.option(fc.record({ per: fc.constantFrom('24-hours', 'day'), fen: fc.bigInt({ min: 0n, max: 5000n }) })),
  graceMinutes: fc.constantFrom(0, 15),
})

const MOST_S = 5 * DAY_MINUTES * 60
const second = fc.integer({ min: 0, max: MOST_S })
const plainStay = (entry: number, exit: number): Stay => ({
  ...{ entry: at(entry), exit: at(exit), cards: [], coupons: [], payments: [] },
})
const feeOf = (its: ParkingTariff, entry: number, exit: number) => feeOfStay(its, plainStay(entry, exit)).feeFen

/** The same done the slow way, sharing no code: walks minute by minute and asks of each which block has to begin. */
function walkMinutes({ charge, cap, ...free }: ParkingTariff, entry: number, exit: number): bigint {
  if (free.freeFor === 'short-stays' && exit - entry <= free.freeMinutes) return 0n
  const start = free.freeFor === 'every-stay' ? entry + free.freeMinutes : entry
  const sums = new Map<string, bigint>()
  const add = (key: string, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount)
  let [key, paidUntil] = ['', start]
  for (let minute = start; minute < exit; minute += 1) {
    const window = String(Math.floor((minute - start) / DAY_MINUTES))
    const day = String(Math.floor(minute / DAY_MINUTES))
    if (charge.by === 'blocks') {
      const now = cap === null ? 'all' : cap.per === 'day' ? day : window
      const isNew = now !== key
      if (!isNew && minute < paidUntil) continue
      const next = isNew && charge.first ? charge.first : charge.each
      add(now, next.fen)
      ;[key, paidUntil] = [now, minute + next.minutes]
      continue
    }
    const { period, began } = periodAt(charge.periods, minute)
    const isNew = String(began) !== key
    if (isNew) paidUntil = minute
    key = String(began)
    if (period.price.per === 'period' ? !isNew : minute < paidUntil) continue
    add(cap?.per === '24-hours' ? window : `day ${Math.floor(began / DAY_MINUTES)}`, period.price.fen)
    if (period.price.per === 'block') paidUntil = minute + period.price.minutes
  }
  return [...sums.values()].reduce((sum, one) => sum + (cap && one > cap.fen ? cap.fen : one), 0n)
}

function periodAt(all: readonly TariffPeriod[], minute: number): { period: TariffPeriod; began: number } {
  const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  const [latest] = all
    .flatMap(period =>
      [0, DAY_MINUTES].map(back => {
        const began = Math.floor(minute / DAY_MINUTES) * DAY_MINUTES - back + minutesOf(period.from)
        return { period, began }
      }),
    )
    .filter(({ began }) => began <= minute)
    .toSorted((a, b) => b.began - a.began)
  if (!latest) throw new Error('The periods are a whole day.')
  return latest
}

describe('the fee of a stay', () => {
  test('is what walking through its minutes comes to', () => {
    fc.assert(
      fc.property(
        tariff,
        fc.integer({ min: 0, max: 2880 }),
        fc.integer({ min: 0, max: 5000 }),
        (its, entry, length) => {
          fc.pre(tariffProblems(its).length === 0)
          expect(feeOf(its, entry * 60, (entry + length) * 60)).toBe(walkMinutes(its, entry, entry + length))
        },
      ),
      RUNS,
    )
  })

  test('never falls the later somebody leaves, also with cards, coupons and payments', () => {
    const more = fc.record({
      cards: fc.array(
        fc.record({
          from: fc.constantFrom('2026-02-01', '2026-03-03'),
          to: fc.constantFrom('2026-03-01', '2026-03-03', null),
        }),
        { maxLength: 2 },
      ),
      coupons: fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 200 }) }),
          fc.record({ kind: fc.constant('money' as const), fen }),
        ),
        { maxLength: 2 },
      ),
    })
    fc.assert(
      fc.property(tariff, more, fc.array(second, { minLength: 4, maxLength: 4 }), fen, (its, given, times, paid) => {
        const [entry = 0, pay = 0, exit = 0, later = 0] = times.toSorted((a, b) => a - b)
        const cards = given.cards.filter(({ from, to }) => to === null || from <= to)
        const due = (out: number) => {
          const payments = [{ at: at(pay), fen: paid }]
          const fee = feeOfStay(its, { entry: at(entry), exit: at(out), ...given, cards, payments })
          expect(fee.lines.reduce((sum, line) => sum + line.amountFen, 0n)).toBe(fee.dueFen)
          expect(fee.dueFen).toBeGreaterThanOrEqual(0n)
          return fee
        }
        const [early, late] = [due(exit), due(later)]
        expect(late.dueFen).toBeGreaterThanOrEqual(early.dueFen)
        expect(late.feeFen).toBeGreaterThanOrEqual(early.feeFen)
      }),
      RUNS,
    )
  })

  test('never goes beyond the cap, of a line and of the days there are', () => {
    fc.assert(
      fc.property(tariff, second, second, (its, one, other) => {
        const { cap } = its
        fc.pre(cap !== null)
        const [entry, exit] = one < other ? [one, other] : [other, one]
        const { lines, feeFen } = feeOfStay(its, plainStay(entry, exit))
        for (const line of lines) expect(line.amountFen <= (cap?.fen ?? 0n)).toBe(true)
        // A stay touches one day more than it has nights, and the night before its first day.
        const most = BigInt(Math.ceil((exit - entry) / 86_400) + 2)
        expect(feeFen <= most * (cap?.fen ?? 0n)).toBe(true)
      }),
      RUNS,
    )
  })

  test('is the sum of its parts where it is split as the cap begins anew', () => {
    fc.assert(
      fc.property(tariff, second, second, fc.integer({ min: 1, max: 4 }), (its, one, other, days) => {
        const { cap } = its
        fc.pre(its.charge.by === 'blocks' && cap !== null)
        const plain = { ...its, freeMinutes: 0 }
        const [entry, exit] = one < other ? [one, other] : [other, one]
        const cut = cap?.per === 'day' ? (Math.floor(entry / 86_400) + days) * 86_400 : entry + days * 86_400
        fc.pre(cut < exit)
        expect(feeOf(plain, entry, cut) + feeOf(plain, cut, exit)).toBe(feeOf(plain, entry, exit))
      }),
      RUNS,
    )
  })

  test('with a card that ends inside is that of a stay from the midnight after it', () => {
    fc.assert(
      fc.property(tariff, second, second, (its, one, other) => {
        const midnight = 2 * 86_400
        const [entry, exit] = [one % midnight, midnight + (other % (3 * 86_400))]
        const card = { ...plainStay(entry, exit), cards: [{ from: '2026-02-01', to: '2026-03-02' }] }
        expect(feeOfStay(its, card).feeFen).toBe(feeOf(its, midnight, exit))
      }),
      RUNS,
    )
  })
})
