import type { OrderRow } from './order.ts'

type DueOrder = Pick<OrderRow, 'state' | 'respondBy' | 'finishBy' | 'late'>

export interface Due {
  /** What is due: the first response, or the end of the work. */
  of: 'respond' | 'finish'
  at: string
  late: boolean
  /** How long until then, or since then when it is late; whole minutes, rounded down. */
  minutes: number
}

const MINUTE_MS = 60_000

/**
 * What is due next of an order and how long until then (domain.md §5): the response while nobody has responded, else the end; null
 * when nothing is due any more. A row does not say whether somebody has responded, but it was `late` or not when the server answered:
 * an order past its response that was not late then had one. `nowMs` and `askedMs` (when the server answered) are the browser's time.
 */
export function dueOf(order: DueOrder, nowMs: number, askedMs: number): Due | null {
  if (order.state !== 'reported' && order.state !== 'assigned' && order.state !== 'working') return null
  const respondMs = Date.parse(order.respondBy)
  const finishMs = Date.parse(order.finishBy)
  const responded = order.state === 'working' || (respondMs < askedMs && !order.late)
  const of = responded || nowMs > finishMs ? 'finish' : 'respond'
  const leftMs = (of === 'finish' ? finishMs : respondMs) - nowMs
  return {
    of,
    at: of === 'finish' ? order.finishBy : order.respondBy,
    late: leftMs < 0,
    minutes: Math.floor(Math.abs(leftMs) / MINUTE_MS),
  }
}

/** A span in the two largest units that say something: 25 minutes, 3 hours 5 minutes, 2 days 4 hours. */
export type Span = { unit: 'minutes'; minutes: number } | { unit: 'hours'; hours: number; minutes: number } | DaySpan
type DaySpan = { unit: 'days'; days: number; hours: number }

const HOUR = 60
const DAY = 24 * HOUR

/** Splits whole minutes into the words' units. */
export function spanOf(minutes: number): Span {
  if (minutes < HOUR) return { unit: 'minutes', minutes }
  if (minutes < DAY) return { unit: 'hours', hours: Math.floor(minutes / HOUR), minutes: minutes % HOUR }
  return { unit: 'days', days: Math.floor(minutes / DAY), hours: Math.floor((minutes % DAY) / HOUR) }
}
