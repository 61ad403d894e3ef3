import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysInclusive } from '../../platform/period.ts'
import type { PercentSpan, Proration } from '../rules/rule.ts'
import type { Case } from './charge-case.ts'
import { computeCase } from './charge-case.ts'

/** An exact fraction of integers, rounded to fen by integers alone. */
type Fraction = { top: bigint; bottom: bigint }

function fraction(text: string): Fraction {
  const [whole = '', decimals = ''] = text.split('.')
  return { top: BigInt(whole + decimals), bottom: 10n ** BigInt(decimals.length) }
}

function product(...factors: Fraction[]): Fraction {
  return factors.reduce((a, b) => ({ top: a.top * b.top, bottom: a.bottom * b.bottom }))
}

function sumOf(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }
}

function roundToFen({ top, bottom }: Fraction): bigint {
  return (top * 200n + bottom) / (bottom * 2n)
}

/**
 * The same conventions done the slow way, sharing no code with the engine: walks day by day over the calendar of the
 * JavaScript engine, gives each day its month, price, area and percentage, and gathers equal neighbours into lines.
 */
function walkDays(given: Case & { startsOn: string; endsOn: string }): { from: string; to: string; fen: bigint }[] {
  const anchor = given.rule?.lineGrain === 'contract-month' ? given.startsOn : `${given.startsOn.slice(0, 7)}-01`
  const at = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
  const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
  const [year = 0, month = 0, anchorDay = 0] = anchor.split('-').map(Number)
  const monthStart = (n: number) => {
    const last = new Date(Date.UTC(year, month + n, 0)).getUTCDate()
    return Date.UTC(year, month - 1 + n, Math.min(anchorDay, last)) / 86_400_000
  }
  const latest = <T extends readonly [string, ...unknown[]]>(entries: readonly T[], date: string) =>
    entries
      .filter(([from]) => from <= date)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .at(-1)
  const lines: { from: string; to: string; fen: bigint }[] = []
  for (let n = 0; monthStart(n) <= at(given.endsOn); n += 1) {
    const length = monthStart(n + 1) - monthStart(n)
    const groups: { key: string; days: number[]; full: Fraction }[] = []
    for (let day = monthStart(n); day < monthStart(n + 1); day += 1) {
      const date = text(day)
      if (date < given.startsOn || date > given.endsOn) continue
      const price = latest(given.prices ?? [], date)
      const area = latest(given.areas ?? [], date)
      if (!price || !area) throw new Error(`nothing to price ${date} by`)
      const span = given.percents?.find(({ from, to }) => from <= date && (to === null || date <= to))
      const month = sumOf(product(fraction(area[1]), fraction(price[1])), fraction(price[2] ?? '0'))
      const full = product(month, fraction(span?.percent ?? '100'), { top: 1n, bottom: 100n })
      const key = `${price[0]} ${area[0]} ${span?.from}`
      const group = groups.at(-1)
      if (group?.key === key) group.days.push(day)
      else groups.push({ key, days: [day], full })
    }
    const charged = groups.flatMap(group => group.days)
    const share = shareOfMonth(
      given.rule?.proration ?? 'ACTUAL',
      charged.map(day => day - monthStart(n) + 1),
      length,
    )
    for (const { days, full } of groups) {
      const part: Fraction = { top: BigInt(days.length), bottom: BigInt(charged.length) }
      const fen = roundToFen(product(full, share, part))
      lines.push({ from: text(days[0] ?? 0), to: text(days.at(-1) ?? 0), fen })
    }
  }
  return lines
}

/** R4 again, from the numbers of the days charged within their month. */
function shareOfMonth(proration: Proration, days: number[], length: number): Fraction {
  const count = BigInt(days.length)
  if (days.length === length || proration === 'WHOLE_MONTH') return { top: 1n, bottom: 1n }
  if (proration === 'ACTUAL') return { top: count, bottom: BigInt(length) }
  if (proration === 'DAYS30') return { top: count, bottom: 30n }
  if (proration === 'YEAR365') return { top: count * 12n, bottom: 365n }
  return { top: BigInt(new Set(days.map(day => day <= 15)).size), bottom: 2n }
}

describe('properties', () => {
  const money = (most: number, scale: number) =>
    fc.integer({ min: 1, max: most * 10 ** scale }).map(value => (value / 10 ** scale).toFixed(scale))
  const dayAfter = (first: string, span: number) => fc.integer({ min: 0, max: span }).map(days => addDays(first, days))
  const start = dayAfter('2023-01-01', 1500)
  const price = fc.tuple(dayAfter('2022-06-01', 2500), money(30, 4), money(100, 2))
  const area = fc.tuple(dayAfter('2022-06-01', 2500), money(400, 2))
  const spans = fc.uniqueArray(dayAfter('2023-01-01', 2000), { maxLength: 6 }).map(days =>
    days.toSorted().flatMap((from, index, all): PercentSpan[] => {
      const next = all[index + 1]
      if (index % 2 === 1) return []
      return [{ from, to: next === undefined ? null : addDays(next, -1), percent: `${(index * 17) % 101}.5` }]
    }),
  )
  const anyCase = fc.record({
    startsOn: start,
    length: fc.integer({ min: 0, max: 900 }),
    prices: fc.uniqueArray(price, { maxLength: 3, selector: ([from]) => from }),
    areas: fc.uniqueArray(area, { maxLength: 3, selector: ([from]) => from }),
    percents: spans,
    rule: fc.record({
      proration: fc.constantFrom<Proration>('ACTUAL', 'DAYS30', 'YEAR365', 'HALF_MONTH', 'WHOLE_MONTH'),
      lineGrain: fc.constantFrom('contract-month' as const, 'natural-month' as const),
      timing: fc.constantFrom('advance' as const, 'arrears' as const),
      cycleMonths: fc.integer({ min: 1, max: 24 }),
    }),
  })
  /** A first price and area hold from the beginning, so that everything can be priced. */
  const complete = ({ length, prices, areas, ...rest }: typeof anyCase extends fc.Arbitrary<infer T> ? T : never) => ({
    ...rest,
    endsOn: addDays(rest.startsOn, length),
    prices: [['2000-01-01', '2.85', '12.34'], ...prices] as [string, string, string][],
    areas: [['2000-01-01', '89.37'], ...areas] as [string, string][],
    period: ['2000-01-01', '2040-01-01'] as [string, string],
  })

  test('amounts differ from exact fractions, walked day by day, by nothing', () => {
    fc.assert(
      fc.property(anyCase, raw => {
        const given = complete(raw)
        const { lines, exceptions } = computeCase(given)
        expect(exceptions).toEqual([])
        const engine = lines.map(line => ({ from: line.segmentStart, to: line.segmentEnd, fen: line.amountFen }))
        expect(engine).toEqual(walkDays(given))
      }),
      { numRuns: 400 },
    )
  })

  test('lines tile their cycle, cycles tile the assignment: no gap, no overlap', () => {
    fc.assert(
      fc.property(anyCase, raw => {
        const given = complete(raw)
        const { lines } = computeCase(given)
        let expected = given.startsOn
        for (const [index, line] of lines.entries()) {
          expect(line.segmentStart).toBe(expected)
          expect(line.explanation.days).toBe(daysInclusive(line.segmentStart, line.segmentEnd))
          expect(line.cycleStart <= line.segmentStart && line.segmentEnd <= line.cycleEnd).toBe(true)
          const startsCycle = lines[index - 1]?.cycleStart !== line.cycleStart
          expect(line.segmentStart === line.cycleStart).toBe(startsCycle)
          const endsCycle = lines[index + 1]?.cycleStart !== line.cycleStart
          expect(line.segmentEnd === line.cycleEnd).toBe(endsCycle)
          expected = addDays(line.segmentEnd, 1)
        }
        expect(expected).toBe(addDays(given.endsOn, 1))
      }),
    )
  })

  test('the explanation alone gives the amount', () => {
    fc.assert(
      fc.property(anyCase, raw => {
        for (const { amountFen, explanation: e } of computeCase(complete(raw)).lines) {
          const share = { top: BigInt(e.shareNumerator), bottom: BigInt(e.shareDenominator) }
          const percent = product(fraction(e.percent), { top: 1n, bottom: 100n })
          const full = sumOf(product(fraction(e.areaM2 ?? '0'), fraction(e.unitPrice ?? '0')), fraction(e.fixedAmount))
          expect(roundToFen(product(full, percent, share))).toBe(amountFen)
          expect(roundToFen(product(fraction(e.monthFullExact), percent, share))).toBe(amountFen)
          expect(BigInt(e.roundedFen)).toBe(amountFen)
          expect(roundToFen(fraction(e.exact))).toBe(amountFen)
          expect(JSON.parse(JSON.stringify(e))).toEqual(e)
        }
      }),
    )
  })

  test('a year is 12 times the month, from any anchor (R3, R5)', () => {
    fc.assert(
      fc.property(start, money(400, 2), money(30, 4), money(100, 2), (startsOn, areaM2, unitPrice, fixedAmount) => {
        const given: Case = {
          startsOn,
          areas: [['2000-01-01', areaM2]],
          prices: [['2000-01-01', unitPrice, fixedAmount]],
          period: [startsOn, startsOn],
        }
        const bill = (cycleMonths: number) =>
          computeCase({ ...given, rule: { cycleMonths, lineGrain: 'contract-month' } }).lines.reduce(
            (sum, line) => sum + line.amountFen,
            0n,
          )
        expect(bill(12)).toBe(12n * bill(1))
      }),
    )
  })
})
