import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../platform/period.ts'
import { splitByPayer } from '../assignments/payers.ts'
import { shareOut } from '../revenue/revenue.ts'
import { ruleOf } from '../rules/flat.ts'
import type { MeteredRule, PoolRule } from '../rules/rule.ts'
import { splitTax } from '../taxes/tax.ts'
import { computeCase } from './charge-case.ts'
import { computeMeteredLines } from './compute-metered-lines.ts'
import { computePoolLines } from './compute-pool-lines.ts'

/**
 * A second calculator that shares no code with the engine: fractions of bigints, days walked one by one on the calendar of the
 * JavaScript engine, usage counted unit by unit, shares handed out fen by fen. Whatever the engine says must be the same fen.
 */
type Q = { n: bigint; d: bigint }

const q = (text: string): Q => {
  const sign = text.startsWith('-') ? -1n : 1n
  const [whole = '0', part = ''] = text.replace('-', '').split('.')
  return { n: sign * BigInt(whole + part), d: 10n ** BigInt(part.length) }
}
const int = (n: number | bigint): Q => ({ n: BigInt(n), d: 1n })
const add = (a: Q, b: Q): Q => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d })
const sub = (a: Q, b: Q): Q => add(a, { n: -b.n, d: b.d })
const mul = (...all: Q[]): Q => all.reduce((a, b) => ({ n: a.n * b.n, d: a.d * b.d }), int(1))
const over = (a: Q, b: Q): Q => mul(a, { n: b.d, d: b.n })
const less = (a: Q, b: Q): boolean => a.n * b.d < b.n * a.d
/** Half up, symmetric (R2), to so many places; answers the integer of the last place. */
const halfUp = (a: Q, places: number): bigint => {
  const [n, sign] = a.n < 0n ? [-a.n, -1n] : [a.n, 1n]
  return sign * ((n * 10n ** BigInt(places) * 2n + a.d) / (a.d * 2n))
}
const fen = (yuan: Q): bigint => halfUp(yuan, 2)
const decimal = (units: number, places: number): string => {
  const digits = String(units).padStart(places + 1, '0')
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
const money = (least: number, most: number, places: number) =>
  fc.integer({ min: least, max: most }).map(units => decimal(units, places))

const at = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const day = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10)
const monthsLater = (date: string, months: number) => {
  const [year = 0, month = 0, of = 0] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return day(Date.UTC(year, month - 1 + months, Math.min(of, last)) / 86_400_000)
}

const RUNS = { numRuns: 500 }
const TERMS = {
  ...{ id: 'rule', code: 'R', name: '收费', itemName: '收费', cycleMonths: 1, dueDays: 0 },
  ...{ effectiveFrom: '2000-01-01', effectiveTo: null },
  timing: 'arrears',
  lineGrain: 'natural-month',
  proration: 'ACTUAL',
} as const

describe('tiers', () => {
  const JUNE = { from: '2026-06-01', to: '2026-06-30' }
  const limits = fc
    .uniqueArray(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 4 })
    .map(units => units.toSorted((a, b) => a - b))
  const prices = fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 5, maxLength: 5 })
  const persons = fc.option(
    fc.record({ above: fc.integer({ min: 1, max: 5 }), each: fc.integer({ min: 0, max: 400 }) }),
  )

  /** Tenths of a unit, each priced by where it lies. */
  function walkUnits(given: {
    used: number
    before: number
    limits: readonly number[]
    prices: readonly number[]
  }): bigint {
    let sum = int(0)
    const [from, to] =
      given.used < 0 ? [given.before + given.used, given.before] : [given.before, given.before + given.used]
    const counts = new Map<number, bigint>()
    for (let unit = from; unit < to; unit += 1) {
      const found = given.limits.findIndex(limit => unit < limit)
      const step = found === -1 ? given.limits.length : found
      counts.set(step, (counts.get(step) ?? 0n) + 1n)
    }
    for (const [step, count] of counts) sum = add(sum, { n: count * BigInt(given.prices[step] ?? 0), d: 10n * 10_000n })
    return fen(given.used < 0 ? { n: -sum.n, d: sum.d } : sum)
  }

  const anyReading = fc.record({
    ...{ limits, prices, terms: persons, span: fc.constantFrom<'month' | 'year'>('month', 'year') },
    household: fc.integer({ min: 0, max: 9 }),
    used: fc.integer({ min: 0, max: 5000 }),
    before: fc.integer({ min: 0, max: 4000 }),
    billed: fc.integer({ min: 0, max: 5000 }),
    months: fc.integer({ min: 1, max: 3 }),
  })

  test('each tenth of a unit at the price of its step, estimates taken back down the same steps', () => {
    fc.assert(
      fc.property(anyReading, given => {
        const tiers = [...given.limits, null].map((limit, index) => ({
          upTo: limit === null ? null : decimal(limit, 1),
          unitPrice: decimal(given.prices[index] ?? 1, 4),
        }))
        const terms = given.terms && { above: given.terms.above, each: decimal(given.terms.each, 1) }
        const rule = ruleOf({
          ...{ ...TERMS, kind: 'metered', tierTerms: { span: given.span, persons: terms } },
          versions: [{ id: 'v', effectiveFrom: '2000-01-01', unitPrice: '0', fixedAmount: '0', tiers }],
        }) as MeteredRule
        const { lines, exceptions } = computeMeteredLines({
          ...{ rule, premisesId: 'U' },
          readings: [
            {
              ...JUNE,
              registers: [{ meter: 'M', previous: '0', current: decimal(given.used, 1) }],
              ...{ billedBefore: decimal(given.billed, 1), usedInYear: { '2026': decimal(given.before, 1) } },
              ...{ persons: given.household, months: given.months },
            },
          ],
        })
        expect(exceptions).toEqual([])
        const extra = given.terms ? given.terms.each * Math.max(0, given.household - given.terms.above) : 0
        const times = given.span === 'month' ? given.months : 1
        const expected = walkUnits({
          used: given.used - given.billed,
          before: given.span === 'year' ? given.before : 0,
          limits: given.limits.map(limit => (limit + extra) * times),
          prices: given.prices,
        })
        expect(lines.map(line => line.amountFen)).toEqual([expected])
      }),
      RUNS,
    )
  })
})

describe('pools', () => {
  const members = fc.uniqueArray(
    fc.record({ premisesId: fc.uuid(), weight: money(0, 50_000, 2), isExempt: fc.boolean() }),
    { minLength: 1, maxLength: 25, selector: member => member.premisesId },
  )
  const cost = fc.oneof(
    fc.bigInt({ min: 1n, max: 10n ** 9n }).map(totalFen => ({ totalFen })),
    fc.record({ quantity: money(1, 9_999_999, 2), unit: fc.constant('kWh'), unitPrice: money(1, 99_999, 4) }),
  )

  test('fen by fen to whom the most is missing, the lowest id first: the parts are the whole', () => {
    const rule = ruleOf({
      ...{ ...TERMS, kind: 'pool' },
      versions: [{ id: 'v', effectiveFrom: '2000-01-01', unitPrice: '0', fixedAmount: '0' }],
    }) as PoolRule
    fc.assert(
      fc.property(
        members,
        cost,
        fc.constantFrom<'company-bears' | 'redistribute'>('company-bears', 'redistribute'),
        (all, of, exempt) => {
          const pool = {
            name: '公摊',
            from: '2026-06-01',
            to: '2026-06-30',
            basis: 'area' as const,
            cost: of,
            exempt,
            members: all,
          }
          const sharing = all.filter(member => exempt === 'company-bears' || !member.isExempt)
          const weightSum = sharing.reduce((sum, member) => add(sum, q(member.weight)), int(0))
          const total = 'totalFen' in of ? of.totalFen : fen(mul(q(of.quantity), q(of.unitPrice)))
          const found = computePoolLines(rule, pool)
          if (weightSum.n === 0n || total === 0n) {
            expect(found).toHaveProperty('problem')
            return
          }
          if ('problem' in found) throw new Error(found.problem.code)
          const wanted = sharing.map(member => ({
            ...{ ...member, given: 0n },
            exact: over(mul(int(total), q(member.weight)), weightSum),
          }))
          for (const member of wanted) member.given = member.exact.n / member.exact.d
          let left = total - wanted.reduce((sum, member) => sum + member.given, 0n)
          const missing = (member: (typeof wanted)[number]) => sub(member.exact, int(member.given))
          for (; left > 0n; left -= 1n) {
            const next = wanted.reduce((a, b) => {
              if (less(missing(a), missing(b))) return b
              return less(missing(b), missing(a)) || a.premisesId < b.premisesId ? a : b
            })
            next.given += 1n
          }
          const paying = wanted.filter(member => !member.isExempt)
          expect(found.shares.map(share => [share.premisesId, share.line.amountFen])).toEqual(
            paying.map(member => [member.premisesId, member.given]),
          )
          const shared = found.shares.reduce((sum, share) => sum + share.line.amountFen, found.companyFen)
          expect(shared).toBe(total)
        },
      ),
      RUNS,
    )
  })
})

describe('rent', () => {
  const anyRent = fc.record({
    startsOn: fc.integer({ min: 0, max: 800 }).map(days => addDays('2024-01-01', days)),
    length: fc.integer({ min: 0, max: 900 }),
    basis: fc.constantFrom<'month' | 'day' | 'year'>('month', 'day', 'year'),
    unitPrice: money(1, 99_999, 4),
    fixedAmount: money(0, 500_000, 2),
    area: money(1, 50_000, 2),
    percent: money(1, 2_000, 2),
    mode: fc.constantFrom<'compound' | 'simple'>('compound', 'simple'),
    everyMonths: fc.constantFrom(6, 12, 18),
    free: fc.option(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 90 }))),
  })

  /** The rent of the step a day lies in: each step an amount of the contract, rounded to its scale (E41). */
  function stepOf(given: { unitPrice: string; fixedAmount: string; percent: string; mode: string }, step: number) {
    const raise = (text: string, places: number): Q => {
      let value = q(text)
      const rate = over(q(given.percent), int(100))
      if (given.mode === 'simple' && step > 0) value = mul(value, add(int(1), mul(rate, int(step))))
      else
        for (let n = 0; n < step; n += 1)
          value = { n: halfUp(mul(value, add(int(1), rate)), places), d: 10n ** BigInt(places) }
      return step === 0 ? value : { n: halfUp(value, places), d: 10n ** BigInt(places) }
    }
    return { unitPrice: raise(given.unitPrice, 4), fixedAmount: raise(given.fixedAmount, 2) }
  }

  test('days walked one by one: basis, escalation on the anniversary, free days', () => {
    fc.assert(
      fc.property(anyRent, given => {
        const endsOn = addDays(given.startsOn, given.length)
        const free = given.free && [
          addDays(given.startsOn, given.free[0]),
          addDays(given.startsOn, given.free[0] + given.free[1]),
        ]
        const { lines, exceptions } = computeCase({
          rule: {
            ...{ kind: 'rent', timing: 'advance', zeroIsFree: true },
            rent: {
              basis: given.basis,
              escalation: { percent: given.percent, mode: given.mode, everyMonths: given.everyMonths },
            },
            ...(free ? { freeSpans: [{ from: free[0] ?? '', to: free[1] ?? '' }] } : {}),
          },
          prices: [['2000-01-01', given.unitPrice, given.fixedAmount]],
          areas: [['2000-01-01', given.area]],
          ...{ startsOn: given.startsOn, endsOn, period: ['2000-01-01', '2040-01-01'] },
        })
        expect(exceptions).toEqual([])
        const expected: { from: string; to: string; fen: bigint; free: boolean }[] = []
        let steps = 0
        let group: { from: number; to: number; month: string; step: number; free: boolean } | null = null
        const flush = () => {
          if (!group) return
          const length = at(monthsLater(`${group.month}-01`, 1)) - at(`${group.month}-01`)
          const { unitPrice, fixedAmount } = stepOf(given, group.step)
          const times = { month: int(1), day: int(length), year: { n: 365n, d: 12n } }[given.basis]
          const full = add(mul(q(given.area), unitPrice, times), fixedAmount)
          const exact = mul(full, int(group.free ? 0 : 1), { n: BigInt(group.to - group.from + 1), d: BigInt(length) })
          expected.push({ from: day(group.from), to: day(group.to), fen: fen(exact), free: group.free })
        }
        for (let n = at(given.startsOn); n <= at(endsOn); n += 1) {
          const date = day(n)
          while (monthsLater(given.startsOn, (steps + 1) * given.everyMonths) <= date) steps += 1
          const isFree = free !== null && (free[0] ?? '') <= date && date <= (free[1] ?? '')
          const month = date.slice(0, 7)
          if (group && group.month === month && group.step === steps && group.free === isFree) group.to = n
          else {
            flush()
            group = { from: n, to: n, month, step: steps, free: isFree }
          }
        }
        flush()
        // A month that is free from end to end makes no bill.
        const billed = new Set(expected.flatMap(line => (line.free ? [] : [line.from.slice(0, 7)])))
        expect(lines.map(line => ({ from: line.segmentStart, to: line.segmentEnd, fen: line.amountFen }))).toEqual(
          expected
            .filter(line => billed.has(line.from.slice(0, 7)))
            .map(line => ({ from: line.from, to: line.to, fen: line.fen })),
        )
      }),
      RUNS,
    )
  })
})

describe('discounts', () => {
  test('a percentage, but no more let off a month than its cap', () => {
    const given = fc.record({
      ...{ price: money(1, 300_000, 4), fixed: money(0, 10_000, 2), area: money(1, 40_000, 2) },
      ...{ percent: money(0, 10_000, 2), cap: fc.option(money(0, 30_000, 2)), from: fc.integer({ min: 1, max: 30 }) },
    })
    fc.assert(
      fc.property(given, ({ price, fixed, area, percent, cap, from }) => {
        const first = `2026-06-${String(from).padStart(2, '0')}`
        const { lines } = computeCase({
          prices: [['2000-01-01', price, fixed]],
          areas: [['2000-01-01', area]],
          percents: [{ from: first, to: null, percent, capYuan: cap }],
          ...{ startsOn: '2026-06-01', endsOn: '2026-06-30', period: ['2026-06-01', '2026-06-30'] },
        })
        const full = add(mul(q(area), q(price)), q(fixed))
        const off = mul(full, over(sub(int(100), q(percent)), int(100)))
        const letOff = cap !== null && less(q(cap), off) ? q(cap) : off
        const charged = sub(full, letOff)
        const expected = [
          ...(from > 1 ? [fen(mul(full, { n: BigInt(from - 1), d: 30n }))] : []),
          fen(mul(charged, { n: BigInt(31 - from), d: 30n })),
        ]
        expect(lines.map(line => line.amountFen)).toEqual(expected)
      }),
      RUNS,
    )
  })
})

describe('payers and taxes', () => {
  const amount = fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n })
  /** Hundredths of a percent that make 100 % together. */
  const percents = fc
    .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 0, maxLength: 4 })
    .map(cuts => [0, ...cuts.toSorted((a, b) => a - b), 10_000])
    .map(cuts => cuts.slice(1).map((cut, index) => decimal(cut - (cuts[index] ?? 0), 2)))

  test('each payer’s part rounded, the last pays what is left', () => {
    fc.assert(
      fc.property(amount, percents, (whole, shares) => {
        const parts = shares.map(share => fen(over(mul({ n: whole, d: 100n }, q(share)), int(100))))
        const last = whole - parts.slice(0, -1).reduce((sum, part) => sum + part, 0n)
        const expected = [...parts.slice(0, -1), last]
        expect(shareOut(whole, shares)).toEqual(expected)
        const payers = shares.map((percent, index) => ({ kind: 'person' as const, personId: String(index), percent }))
        expect(splitByPayer(whole, payers).map(part => part.fen)).toEqual(expected)
      }),
      RUNS,
    )
  })

  test('tax inside an amount: the net rounded once, the tax the rest; a reversal is the mirror', () => {
    fc.assert(
      fc.property(amount, money(0, 2_000_000, 5), (gross, rate) => {
        const net = fen(over(mul({ n: gross, d: 100n }, int(100)), add(int(100), q(rate))))
        expect(splitTax(gross, rate)).toEqual({ netFen: net, taxFen: gross - net })
        const mirror = splitTax(-gross, rate)
        expect([mirror.netFen + net, mirror.taxFen + (gross - net)]).toEqual([0n, 0n])
      }),
      RUNS,
    )
  })
})
