/** What parking for a while costs (临停, domain.md §1.2, E30–E38): a tariff as data. */
import type { Fen } from '../../platform/money.ts'
import { DAY_S, secondsOfDay } from './moment.ts'

/** So much for each block that has begun. */
export type Block = { minutes: number; fen: Fen }

/** A part of every day, `HH:MM` to `HH:MM`; one that ends no later than it begins ends on the next day, and belongs to the day on which it begins. */
export type TariffPeriod = {
  from: string
  to: string
  /** for each block that has begun in it, or once however long somebody stays in it */
  price: ({ per: 'block' } & Block) | { per: 'period'; fen: Fen }
}

export type ParkingTariff = {
  freeMinutes: number
  /** Short stays only, then not taken off longer ones; or the first minutes of every stay. */
  freeFor: 'short-stays' | 'every-stay'
  charge:
    | { by: 'blocks'; first: Block | null; each: Block }
    /** Together they are the whole day. */
    | { by: 'periods'; periods: readonly TariffPeriod[] }
  /** At most so much within 24 hours from when charging begins, or within a day of the calendar. */
  cap: { per: '24-hours' | 'day'; fen: Fen } | null
  /** To drive out in, once all is paid. */
  graceMinutes: number
}

/** How long a period lasts: a whole day when it ends as it begins. */
export function periodSeconds({ from, to }: Pick<TariffPeriod, 'from' | 'to'>): number {
  const seconds = secondsOfDay(to) - secondsOfDay(from)
  return seconds > 0 ? seconds : seconds + DAY_S
}
