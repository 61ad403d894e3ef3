import type { billing, WireRequestOf, WireResponseOf } from '@anju/contract'
import type { Choice } from '../../registry/vehicles/FindSelect.tsx'
import { parseYuan } from '../cashier/yuan.ts'

type Body = WireRequestOf<typeof billing.previewParking>['body']
export type ParkingFee = WireResponseOf<typeof billing.previewParking>

/** Minutes of a day. */
export const MOST_A_DAY = 1440

export interface PeriodValues {
  from: string
  per: 'block' | 'period'
  minutes: number | null
  yuan: string
}

export interface CouponValues {
  kind: 'minutes' | 'money' | 'whole'
  minutes: number | null
  yuan: string
}

export interface PaymentValues {
  on: string | null
  at: string
  yuan: string
}

/** What is typed: a tariff, a stay, what covers of it, and what was paid. */
export interface ParkingValues {
  by: 'blocks' | 'periods'
  freeMinutes: number
  freeFor: 'short-stays' | 'every-stay'
  hasFirst: boolean
  firstMinutes: number | null
  firstYuan: string
  eachMinutes: number | null
  eachYuan: string
  periods: Partial<PeriodValues>[]
  cap: 'none' | '24-hours' | 'day'
  capYuan: string
  graceMinutes: number
  entryOn: string | null
  entryAt: string
  exitOn: string | null
  exitAt: string
  card: 'none' | 'days' | 'space'
  cardFrom: string | null
  cardTo: string | null
  space: Choice | null
  /** `lease:<id>` or `assignment:<id>` */
  cards: string[]
  coupons: Partial<CouponValues>[]
  payments: Partial<PaymentValues>[]
}

/** An everyday tariff and stay, so that the page shows a fee at once. */
export function exampleOn(day: string): ParkingValues {
  return {
    ...{ by: 'blocks', freeMinutes: 15, freeFor: 'short-stays', graceMinutes: 15 },
    ...{ hasFirst: true, firstMinutes: 60, firstYuan: '5.00', eachMinutes: 60, eachYuan: '2.00' },
    periods: [
      { from: '07:00', per: 'block', minutes: 60, yuan: '3.00' },
      { from: '21:00', per: 'period', minutes: 60, yuan: '5.00' },
    ],
    ...{ cap: '24-hours', capYuan: '25.00' },
    ...{ entryOn: day, entryAt: '10:00:00', exitOn: day, exitAt: '15:20:00' },
    ...{ card: 'none', cardFrom: null, cardTo: null, space: null, cards: [], coupons: [], payments: [] },
  }
}

const TIME = /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/

/** `9:05` and `09:05:30` as people type them, with a Chinese colon or a blank about them, to `HH:MM:SS`; null for anything else. */
export function timeOf(text: string | undefined): string | null {
  const plain = (text ?? '').normalize('NFKC').trim()
  if (!TIME.test(plain)) return null
  const [hours = '', minutes = '', seconds = '00'] = plain.split(':')
  return `${hours.padStart(2, '0')}:${minutes}:${seconds}`
}

/** `HH:MM` of a period, to the minute. */
export function minuteOf(text: string | undefined): string | null {
  const time = timeOf(text)
  return time?.endsWith(':00') ? time.slice(0, 5) : null
}

const YUAN_MOST = 100_000_000

/** An amount of a tariff, 0 included; null when it is none. */
export function fenOf(text: string | undefined): number | null {
  const fen = parseYuan(text ?? '')
  return fen !== null && fen <= YUAN_MOST ? fen : null
}

/** The form as a question to the server; null while something is missing or wrong. */
export function bodyOf(values: Partial<ParkingValues>): Body | null {
  const tariff = tariffOf(values)
  const entry = momentOf(values.entryOn, values.entryAt)
  const exit = momentOf(values.exitOn, values.exitAt)
  const cards = cardsOf(values)
  const coupons = whole((values.coupons ?? []).map(couponOf))
  const payments = whole((values.payments ?? []).map(paymentOf))
  return tariff && entry && exit && cards && coupons && payments
    ? { tariff, entry, exit, cards, coupons, payments }
    : null
}

/** None where one of them is missing. */
function whole<Thing>(things: (Thing | null)[]): Thing[] | null {
  const there = things.filter(thing => thing !== null)
  return there.length === things.length ? there : null
}

function momentOf(on: string | null | undefined, at: string | undefined): string | null {
  const time = timeOf(at)
  return on && time ? `${on}T${time}` : null
}

/** As the field takes it: a whole number of minutes within a day; what is not asked for is none. */
function minutesOf(minutes: number | null | undefined): number | null {
  if (minutes === undefined) return 0
  return minutes !== null && Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST_A_DAY ? minutes : null
}

function blockOf(minutes: number | null | undefined, yuan: string | undefined) {
  const fen = fenOf(yuan)
  return minutes && minutesOf(minutes) !== null && fen !== null ? { minutes, fen } : null
}

function tariffOf(values: Partial<ParkingValues>): Body['tariff'] | null {
  const charge = chargeOf(values)
  const capFen = fenOf(values.capYuan)
  const per = values.cap ?? 'none'
  const [freeMinutes, graceMinutes] = [minutesOf(values.freeMinutes), minutesOf(values.graceMinutes)]
  if (!charge || (per !== 'none' && capFen === null) || freeMinutes === null || graceMinutes === null) return null
  return {
    ...{
      freeMinutes,
      freeFor: values.freeFor,
      graceMinutes,
      charge,
    },
    cap: per === 'none' || capFen === null ? null : { per, fen: capFen },
  }
}

function chargeOf(values: Partial<ParkingValues>): Body['tariff']['charge'] | null {
  if (values.by === 'periods') {
    const periods = whole(
      (values.periods ?? []).map((period, index, all) => periodOf(period, all[index + 1] ?? all[0])),
    )
    return periods && periods.length > 0 ? { by: 'periods', periods } : null
  }
  const each = blockOf(values.eachMinutes, values.eachYuan)
  const first = values.hasFirst ? blockOf(values.firstMinutes, values.firstYuan) : null
  return each && (first || !values.hasFirst) ? { by: 'blocks', first, each } : null
}

/** A period lasts until the next begins. */
function periodOf(period: Partial<PeriodValues>, next: Partial<PeriodValues> | undefined) {
  const [from, to, fen] = [minuteOf(period.from), minuteOf(next?.from), fenOf(period.yuan)]
  if (from === null || to === null || fen === null) return null
  if (period.per === 'period') return { from, to, price: { per: 'period' as const, fen } }
  return period.minutes ? { from, to, price: { per: 'block' as const, minutes: period.minutes, fen } } : null
}

function cardsOf({ card, cardFrom, cardTo, cards }: Partial<ParkingValues>): Body['cards'] | null {
  if (card === 'days') return cardFrom ? [{ from: cardFrom, to: cardTo ?? null }] : null
  if (card !== 'space') return []
  return (cards ?? []).map(one => {
    const [kind, id = ''] = one.split(':')
    return kind === 'lease' ? { leaseId: id } : { assignmentId: id }
  })
}

function couponOf({ kind = 'minutes', minutes, yuan }: Partial<CouponValues>) {
  if (kind === 'whole') return { kind }
  if (kind === 'minutes') return minutes ? { kind, minutes } : null
  const fen = fenOf(yuan)
  return fen === null ? null : { kind, fen }
}

function paymentOf({ on, at, yuan }: Partial<PaymentValues>) {
  const [moment, fen] = [momentOf(on, at), fenOf(yuan)]
  return moment !== null && fen !== null ? { at: moment, fen } : null
}

/** What the server found wrong: the field of this form that it is about. */
export function fieldOf(path: string): (string | number)[] {
  const [root = '', index = '0', ...rest] = path.replace('tariff.charge.', '').split('.')
  if (root === 'entry' || root === 'exit') return [`${root}At`]
  if (root === 'cards') return [rest[0] === 'to' ? 'cardTo' : 'cardFrom']
  if (root === 'periods') return [root, Number(index), 'from']
  return [root, Number(index), ...rest]
}
