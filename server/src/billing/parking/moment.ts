/**
 * Moments on a community's wall clock, `YYYY-MM-DDTHH:MM:SS`, and the exact seconds between them. No zone takes part: a barrier
 * shows the local time, tariffs are written in it, and Shanghai has no summer time.
 */
import { addDays, type CivilDate, daysBetween, isCivilDate } from '../../platform/period.ts'

/** `YYYY-MM-DDTHH:MM:SS` */
export type Moment = string
/** Seconds since the first midnight of 2000 on the wall clock; whole. */
export type Seconds = number
/** From a moment until before another. */
export type Span = { from: Seconds; to: Seconds }

export const MINUTE_S = 60
export const DAY_S = 86_400

const FIRST_DAY: CivilDate = '2000-01-01'
const FORM = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/

/** Whether a text is a moment that there is: no 30th of February, no 24:00. */
export function isMoment(text: string): boolean {
  return FORM.test(text) && isCivilDate(text.slice(0, 10))
}

/** The midnight on which a day begins. */
export function midnightOf(date: CivilDate): Seconds {
  return daysBetween(FIRST_DAY, date) * DAY_S
}

/** Throws RangeError for what is no moment. */
export function secondsOf(moment: Moment): Seconds {
  if (!isMoment(moment)) throw new RangeError(`not a moment of the form YYYY-MM-DDTHH:MM:SS: ${moment}`)
  const [hours = 0, minutes = 0, seconds = 0] = moment.slice(11).split(':').map(Number)
  return midnightOf(moment.slice(0, 10)) + hours * 3600 + minutes * MINUTE_S + seconds
}

export function dateOf(at: Seconds): CivilDate {
  return addDays(FIRST_DAY, Math.floor(at / DAY_S))
}

export function momentOf(at: Seconds): Moment {
  const ofDay = at - Math.floor(at / DAY_S) * DAY_S
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(ofDay / 3600), Math.floor(ofDay / MINUTE_S) % 60]
  return `${dateOf(at)}T${two(hours)}:${two(minutes)}:${two(ofDay % 60)}`
}

/** `07:00` as seconds after midnight. */
export function secondsOfDay(wallTime: string): number {
  const [hours = 0, minutes = 0] = wallTime.split(':').map(Number)
  return hours * 3600 + minutes * MINUTE_S
}

/** The seconds of spans together. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** What of a span lies in no other; in order. */
export function without(span: Span, others: readonly Span[]): Span[] {
  let left = span.from < span.to ? [span] : []
  for (const other of others)
    left = left.flatMap(part =>
      [
        { from: part.from, to: Math.min(part.to, other.from) },
        { from: Math.max(part.from, other.to), to: part.to },
      ].filter(({ from, to }) => from < to),
    )
  return left
}

/** Cuts so many seconds off the beginning of spans in order: what was cut, and what is left. */
export function cutBeginning(spans: readonly Span[], seconds: number): { cut: Span[]; left: Span[] } {
  const cut: Span[] = []
  const left: Span[] = []
  let open = seconds
  for (const { from, to } of spans) {
    const until = Math.min(to, from + open)
    open -= until - from
    if (until > from) cut.push({ from, to: until })
    if (until < to) left.push({ from: until, to })
  }
  return { cut, left }
}
