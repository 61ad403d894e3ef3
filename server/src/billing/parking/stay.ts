/**
 * The fee of a stay (E30–E38). What a month card covers and what coupons for time cover costs nothing; what is left is charged as a stay
 * of that length would be, so free minutes and first blocks begin there. Coupons for money and what was paid come off the fee; nothing
 * is given back. Lines add up to what is due, and each says why.
 */
import type { Fen } from '../../platform/money.ts'
import { addDays, type CivilDate } from '../../platform/period.ts'
import { type Charged, chargesOf } from './charge.ts'
import {
  cutBeginning,
  lengthOf,
  MINUTE_S,
  type Moment,
  midnightOf,
  momentOf,
  type Seconds,
  type Span,
  secondsOf,
  without,
} from './moment.ts'
import type { ParkingTariff } from './tariff.ts'

export type Coupon = { kind: 'minutes'; minutes: number } | { kind: 'money'; fen: Fen } | { kind: 'whole' }

export type Stay = {
  entry: Moment
  exit: Moment
  /** days of month cards, both ends included */
  cards: readonly { from: CivilDate; to: CivilDate | null }[]
  coupons: readonly Coupon[]
  /** what was paid before driving out; nothing counts, too, where coupons settled all */
  payments: readonly { at: Moment; fen: Fen }[]
}

/** The arithmetic of a line as data; moments on the wall clock, amounts in fen. */
export type ParkingExplanation = { from: Moment; to: Moment; seconds: number } & (
  | { kind: 'card'; cardFrom: CivilDate; cardTo: CivilDate | null }
  | { kind: 'coupon-minutes'; minutes: number }
  | { kind: 'free'; minutes: number; freeFor: ParkingTariff['freeFor'] }
  | {
      kind: 'charge'
      day: CivilDate | null
      steps: {
        of: 'first' | 'block' | 'period'
        period: { from: string; to: string } | null
        seconds: number
        minutes: number | null
        count: number
        fen: number
      }[]
      sumFen: number
      cap: { per: '24-hours' | 'day'; fen: number } | null
    }
  | { kind: 'coupon-money'; couponFen: number }
  | { kind: 'coupon-whole' }
  | { kind: 'paid'; fen: number }
  | { kind: 'grace'; minutes: number; until: Moment }
)

export type ParkingLine = { amountFen: Fen; explanation: ParkingExplanation }

export type ParkingFee = {
  staySeconds: number
  chargedSeconds: number
  /** Before what was paid. */
  feeFen: Fen
  paidFen: Fen
  dueFen: Fen
  /** Until when somebody who has paid all may drive out, where that is so on leaving. */
  graceUntil: Moment | null
  lines: ParkingLine[]
}

/** What a stay costs, what of it is due on leaving, and why. Throws RangeError when it ends before it begins. */
export function feeOfStay(tariff: ParkingTariff, stay: Stay): ParkingFee {
  const whole = { from: secondsOf(stay.entry), to: secondsOf(stay.exit) }
  if (whole.to < whole.from) throw new RangeError(`a stay ends at ${stay.exit} before it begins at ${stay.entry}`)
  const { lines, feeFen, chargedSeconds } = feeUntil(tariff, stay, whole)
  const paidFen = stay.payments.reduce((sum, { fen }) => sum + fen, 0n)
  const grace = graceOf(tariff, stay, whole)
  const used = least(paidFen, feeFen)
  const openFen = feeFen - used
  for (const { at, fen } of stay.payments) {
    const before = lines.reduce((sum, line) => sum + line.amountFen, 0n)
    lines.push({
      amountFen: -least(fen, before),
      explanation: { ...during(secondsOf(at)), kind: 'paid', fen: Number(fen) },
    })
  }
  if (grace && openFen > 0n) {
    const explanation = { kind: 'grace', minutes: tariff.graceMinutes, until: momentOf(grace.to) } as const
    lines.push({ amountFen: -openFen, explanation: { ...spanOf({ from: grace.from, to: whole.to }), ...explanation } })
  }
  return {
    ...{ staySeconds: whole.to - whole.from, chargedSeconds, feeFen, paidFen, dueFen: grace ? 0n : openFen },
    graceUntil: grace ? momentOf(grace.to) : null,
    lines,
  }
}

/** After a payment that settled everything until then: so long that nothing is asked for more. */
function graceOf(tariff: ParkingTariff, stay: Stay, whole: Span): Span | null {
  let paidFen = 0n
  let grace: Span | null = null
  for (const { at, fen } of stay.payments.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    paidFen += fen
    const from = secondsOf(at)
    const to = from + tariff.graceMinutes * MINUTE_S
    if (whole.to <= to && paidFen >= feeUntil(tariff, stay, { from: whole.from, to: from }).feeFen) grace = { from, to }
  }
  return grace
}

/** The fee of a stay until a moment, coupons taken off, payments not. */
function feeUntil(tariff: ParkingTariff, stay: Stay, whole: Span) {
  const cards = stay.cards.map(({ from, to }) => ({
    ...{ cardFrom: from, cardTo: to, from: midnightOf(from) },
    to: to === null ? Number.POSITIVE_INFINITY : midnightOf(addDays(to, 1)),
  }))
  const lines: ParkingLine[] = []
  const nothing = (explanation: ParkingExplanation) => lines.push({ amountFen: 0n, explanation })
  let left = without(whole, cards)
  for (const { cardFrom, cardTo, ...days } of cards) {
    const [from, to] = [Math.max(whole.from, days.from), Math.min(whole.to, days.to)]
    if (from < to) nothing({ ...spanOf({ from, to }), kind: 'card', cardFrom, cardTo })
  }
  const takeOff = (minutes: number, of: { kind: 'coupon-minutes' } | { kind: 'free'; freeFor: 'every-stay' }) => {
    const { cut, left: rest } = cutBeginning(left, minutes * MINUTE_S)
    left = rest
    for (const part of cut) nothing({ ...spanOf(part), ...of, minutes })
  }
  for (const coupon of stay.coupons) if (coupon.kind === 'minutes') takeOff(coupon.minutes, { kind: 'coupon-minutes' })
  const { freeMinutes, freeFor } = tariff
  if (freeFor === 'every-stay') takeOff(freeMinutes, { kind: 'free', freeFor })
  else if (lengthOf(left) <= freeMinutes * MINUTE_S) {
    for (const part of left) nothing({ ...spanOf(part), kind: 'free', freeFor, minutes: freeMinutes })
    left = []
  }
  // A card covers whole days: what lies before and after one shares neither a day nor 24 hours.
  for (const charged of left.flatMap(part => chargesOf(tariff, part)))
    lines.push({ amountFen: charged.fen, explanation: explainedCharge(tariff, charged) })
  lines.sort((a, b) => (a.explanation.from < b.explanation.from ? -1 : a.explanation.from > b.explanation.from ? 1 : 0))
  takeMoneyOff(stay.coupons, lines, whole.to)
  return { lines, feeFen: lines.reduce((sum, line) => sum + line.amountFen, 0n), chargedSeconds: lengthOf(left) }
}

function explainedCharge(
  { cap }: ParkingTariff,
  { day, steps, sumFen, capped, from, to }: Charged,
): ParkingExplanation {
  return {
    ...{ ...spanOf({ from, to }), kind: 'charge', day, sumFen: Number(sumFen) },
    steps: steps.map(({ of, period, minutes, count, fen, ...step }) => ({
      ...{ of, period, seconds: step.to - step.from, minutes, count, fen: Number(fen) },
    })),
    cap: capped && cap ? { per: cap.per, fen: Number(cap.fen) } : null,
  }
}

/** A coupon takes off no more than there is (E36). */
function takeMoneyOff(coupons: readonly Coupon[], lines: ParkingLine[], at: Seconds): void {
  for (const coupon of coupons) {
    if (coupon.kind === 'minutes') continue
    const open = lines.reduce((sum, line) => sum + line.amountFen, 0n)
    const fen = coupon.kind === 'whole' ? open : least(coupon.fen, open)
    const why =
      coupon.kind === 'whole'
        ? ({ kind: 'coupon-whole' } as const)
        : ({ kind: 'coupon-money', couponFen: Number(coupon.fen) } as const)
    lines.push({ amountFen: -fen, explanation: { ...during(at), ...why } })
  }
}

function spanOf({ from, to }: Span) {
  return { from: momentOf(from), to: momentOf(to), seconds: to - from }
}

function during(at: Seconds) {
  return spanOf({ from: at, to: at })
}

function least(a: Fen, b: Fen): Fen {
  return a < b ? a : b
}
