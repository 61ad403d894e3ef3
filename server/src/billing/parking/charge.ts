/** What the time costs that is charged, in steps and up to the cap: pure, in exact seconds and integer fen (E30–E35). */
import type { Fen } from '../../platform/money.ts'
import type { CivilDate } from '../../platform/period.ts'
import { DAY_S, dateOf, MINUTE_S, midnightOf, type Span, secondsOfDay } from './moment.ts'
import { type Block, type ParkingTariff, periodSeconds, type TariffPeriod } from './tariff.ts'

/** So many times a price: the first block, blocks that have begun, or a period whatever it lasted. */
export type ChargeStep = Span & {
  of: 'first' | 'block' | 'period'
  period: Pick<TariffPeriod, 'from' | 'to'> | null
} & {
  minutes: number | null
  count: number
  fen: Fen
}

/** What one cap is for: 24 hours, a day, or without a cap a whole stay; a day also where periods are charged. */
export type Charged = Span & { day: CivilDate | null; steps: ChargeStep[]; sumFen: Fen; capped: boolean; fen: Fen }

/** What a span without gaps costs. Later ends never cost less; each part of it costs at most the cap. */
export function chargesOf(tariff: ParkingTariff, span: Span): Charged[] {
  const { charge, cap } = tariff
  const parts =
    charge.by === 'blocks'
      ? byBlocks(charge, cap?.per ?? null, span)
      : byPeriods(charge.periods, cap?.per ?? null, span)
  return parts.map(({ day, steps }) => {
    const sumFen = steps.reduce((sum, step) => sum + BigInt(step.count) * step.fen, 0n)
    const capped = cap !== null && sumFen > cap.fen
    const [first, last] = [steps[0], steps.at(-1)]
    if (!first || !last) throw new Error('What is charged has a step.')
    return { from: first.from, to: last.to, day, steps, sumFen, capped, fen: capped ? cap.fen : sumFen }
  })
}

type Part = { day: CivilDate | null; steps: ChargeStep[] }
type CapPer = '24-hours' | 'day' | null

/** With every 24 hours, or every day, the first block comes again (E33). */
function byBlocks({ first, each }: { first: Block | null; each: Block }, per: CapPer, span: Span): Part[] {
  const parts: Part[] = []
  for (let from = span.from; from < span.to; ) {
    const to = Math.min(span.to, endOfWindow(per, from))
    const steps: ChargeStep[] = []
    const after = first === null ? from : Math.min(to, from + first.minutes * MINUTE_S)
    if (first !== null)
      steps.push({ from, to: after, of: 'first', period: null, minutes: first.minutes, count: 1, fen: first.fen })
    const count = Math.ceil((to - after) / (each.minutes * MINUTE_S))
    if (count > 0)
      steps.push({ from: after, to, of: 'block', period: null, minutes: each.minutes, count, fen: each.fen })
    parts.push({ day: per === 'day' ? dateOf(from) : null, steps })
    from = to
  }
  return parts
}

function endOfWindow(per: CapPer, from: number): number {
  if (per === null) return Number.POSITIVE_INFINITY
  return per === '24-hours' ? from + DAY_S : midnightOf(dateOf(from)) + DAY_S
}

/** A block, or a period with one price, belongs to the 24 hours in which it begins, or to the day on which its period does (E34, E35). */
function byPeriods(periods: readonly TariffPeriod[], per: CapPer, span: Span): Part[] {
  const parts = new Map<string, Part>()
  const add = (key: string, day: CivilDate | null, step: ChargeStep) => {
    const part = parts.get(key) ?? { day, steps: [] }
    part.steps.push(step)
    parts.set(key, part)
  }
  for (const { day, period, within } of occurrences(periods, span)) {
    for (const step of stepsOf(period, within, per === '24-hours' ? span.from : null)) {
      const window = Math.floor((step.from - span.from) / DAY_S)
      if (per === '24-hours') add(String(window), null, step)
      else add(day, day, step)
    }
  }
  return [...parts.values()]
}

/** The periods that a span touches, with what of each it touches, in order. */
function* occurrences(periods: readonly TariffPeriod[], span: Span) {
  const inOrder = periods.toSorted((a, b) => secondsOfDay(a.from) - secondsOfDay(b.from))
  // A night of the day before may still be going on.
  for (let midnight = midnightOf(dateOf(span.from)) - DAY_S; midnight < span.to; midnight += DAY_S) {
    for (const period of inOrder) {
      const start = midnight + secondsOfDay(period.from)
      const within = { from: Math.max(span.from, start), to: Math.min(span.to, start + periodSeconds(period)) }
      if (within.from < within.to) yield { day: dateOf(midnight), period, within }
    }
  }
}

/** One step of a period, or two where a window that begins again every 24 hours after `anchor` does so inside it. */
function stepsOf({ from, to, price }: TariffPeriod, within: Span, anchor: number | null): ChargeStep[] {
  const period = { from, to }
  if (price.per === 'period') return [{ ...within, of: 'period', period, minutes: null, count: 1, fen: price.fen }]
  const block = price.minutes * MINUTE_S
  const count = Math.ceil((within.to - within.from) / block)
  const boundary = anchor === null ? within.to : anchor + (Math.floor((within.from - anchor) / DAY_S) + 1) * DAY_S
  const before = Math.min(count, Math.ceil((boundary - within.from) / block))
  const cut = Math.min(within.to, within.from + before * block)
  const step = { of: 'block', period, minutes: price.minutes, fen: price.fen } as const
  const steps: ChargeStep[] = [{ ...step, from: within.from, to: cut, count: before }]
  if (before < count) steps.push({ ...step, from: cut, to: within.to, count: count - before })
  return steps
}
