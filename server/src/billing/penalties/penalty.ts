/**
 * 违约金 (R8, R9): simple interest on what is unpaid of a line, per balance, never on interest, rounded once per line and
 * capped. Worked out as of a day; nothing is stored before it is paid, waived or frozen.
 */
import { type Decimal, dec } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import { addDays, type CivilDate, daysBetween, maxDate, minDate } from '../../platform/period.ts'
import { roundToFen, yuanOf } from '../rules/rounding.ts'

/** A rate by the day, or a multiple of the LPR by the year. Percents with up to 6 decimals: 0.05 is 万分之五. */
export type PenaltyRate =
  | { by: 'day'; percent: string }
  | { by: 'lpr'; times: string; yearDays: 360 | 365; rates: readonly { effectiveFrom: CivilDate; percent: string }[] }

export type PenaltyTerms = {
  rate: PenaltyRate
  graceDays: number
  /** once the grace is missed: counted from its end, or from the due date after all */
  countedFrom: 'end-of-grace' | 'due-date'
  /** at most so many percent of the principal; null without a cap */
  capPercent: string | null
}

export type PenaltyCase = {
  principalFen: Fen
  dueOn: CivilDate
  /** where not all of the principal was due on one day: its parts, the oldest first, which is paid first */
  parts?: readonly { fen: Fen; dueOn: CivilDate }[]
  /** what was paid of the principal, in any order */
  payments: readonly { paidOn: CivilDate; fen: Fen }[]
  asOf: CivilDate
  /** days that do not count: in dispute, before a court; both ends included */
  frozen?: readonly { from: CivilDate; to: CivilDate | null }[]
}

/** An unpaid balance for some days: fen × rate × days. */
export type PenaltyStep = { balanceFen: Fen; from: CivilDate; to: CivilDate; days: number; ratePercent: string }

export type Penalty = {
  fen: Fen
  steps: PenaltyStep[]
  capped: boolean
  /** what a former system had counted to a day; in `fen`, and its days are in no step */
  takenOver?: { fen: Fen; to: CivilDate }
}

/** The penalty of a line as of a day, with its arithmetic. A day counts from the day after the due date on (R8). */
export function penaltyOf(terms: PenaltyTerms, given: PenaltyCase): Penalty {
  const payments = given.payments.filter(payment => payment.paidOn <= given.asOf)
  const parts = countedParts(terms, given, payments)
  const starts = parts.map(part => part.start)
  const start = starts.reduce(minDate, given.asOf)
  const cuts = [
    ...starts,
    given.asOf,
    ...payments.map(payment => payment.paidOn),
    ...rateDates(terms.rate).map(day => addDays(day, -1)),
    ...(given.frozen ?? []).flatMap(({ from, to }) => [addDays(from, -1), ...(to === null ? [] : [to])]),
  ]
  const days = [...new Set(cuts.map(day => maxDate(start, minDate(day, given.asOf))))].sort()
  const steps: PenaltyStep[] = []
  let sum = dec('0')
  days.slice(1).forEach((to, index) => {
    const after = days[index] ?? to
    const from = addDays(after, 1)
    // A payment counts on its own day still (R8): the balance of a stretch is what was open before its last day's money.
    const paid = payments.reduce((all, payment) => (payment.paidOn < to ? all + payment.fen : all), 0n)
    const balanceFen = parts.reduce((all, part) => (part.start <= after ? all + openOf(part, paid) : all), 0n)
    if (balanceFen <= 0n || isFrozen(given, from)) return
    const daily = rateOn(terms.rate, from)
    const count = daysBetween(after, to)
    sum = sum.plus(yuanOf(balanceFen).times(count).times(daily.numerator).div(daily.divisor))
    steps.push({ balanceFen, from, to, days: count, ratePercent: daily.percent })
  })
  const fen = roundToFen(sum)
  const cap =
    terms.capPercent === null ? null : roundToFen(yuanOf(given.principalFen).times(dec(terms.capPercent)).div(100))
  return cap !== null && fen > cap ? { fen: cap, steps, capped: true } : { fen, steps, capped: false }
}

interface CountedPart {
  fen: Fen
  /** what is paid before it */
  belowFen: Fen
  /** the day after which its days count */
  start: CivilDate
}

/** The parts of the principal whose days count: their grace is over, and counted from the due date they were not paid within it. */
function countedParts(terms: PenaltyTerms, given: PenaltyCase, payments: PenaltyCase['payments']): CountedPart[] {
  let belowFen = 0n
  return (given.parts ?? [{ fen: given.principalFen, dueOn: given.dueOn }]).flatMap(({ fen, dueOn }) => {
    const graceEnd = addDays(dueOn, terms.graceDays)
    const part = { fen, belowFen, start: terms.countedFrom === 'due-date' ? dueOn : graceEnd }
    belowFen += fen
    if (given.asOf <= graceEnd) return []
    const paid = payments.reduce((all, payment) => (payment.paidOn <= graceEnd ? all + payment.fen : all), 0n)
    // Whoever has paid all within the grace owes nothing.
    return terms.countedFrom === 'due-date' && openOf(part, paid) <= 0n ? [] : [part]
  })
}

function openOf({ fen, belowFen }: CountedPart, paid: Fen): Fen {
  const over = paid - belowFen
  if (over <= 0n) return fen
  return over >= fen ? 0n : fen - over
}

function isFrozen({ frozen }: PenaltyCase, on: CivilDate): boolean {
  return (frozen ?? []).some(({ from, to }) => from <= on && (to === null || on <= to))
}

function rateDates(rate: PenaltyRate): CivilDate[] {
  return rate.by === 'day' ? [] : rate.rates.map(({ effectiveFrom }) => effectiveFrom)
}

/** The rate of a day as numerator ÷ divisor. An LPR that is not known on a day is an error of the terms: RangeError. */
function rateOn(rate: PenaltyRate, on: CivilDate): { numerator: Decimal; divisor: number; percent: string } {
  if (rate.by === 'day') return { numerator: dec(rate.percent), divisor: 100, percent: rate.percent }
  const known = rate.rates.filter(({ effectiveFrom }) => effectiveFrom <= on)
  const [first, ...others] = known
  if (!first) throw new RangeError(`no LPR is known on ${on}`)
  const latest = others.reduce((a, b) => (b.effectiveFrom > a.effectiveFrom ? b : a), first)
  const numerator = dec(latest.percent).times(dec(rate.times))
  return { numerator, divisor: 100 * rate.yearDays, percent: latest.percent }
}

/** How money goes to principal and penalty when both are owed: principal first unless agreed otherwise (R10, E53). */
export function settleBoth(
  owed: { principalFen: Fen; penaltyFen: Fen },
  fen: Fen,
  first: 'principal' | 'penalty',
): { principalFen: Fen; penaltyFen: Fen } {
  const least = (a: Fen, b: Fen) => (a < b ? a : b)
  if (first === 'principal') {
    const principalFen = least(fen, owed.principalFen)
    return { principalFen, penaltyFen: least(fen - principalFen, owed.penaltyFen) }
  }
  const penaltyFen = least(fen, owed.penaltyFen)
  return { principalFen: least(fen - penaltyFen, owed.principalFen), penaltyFen }
}
