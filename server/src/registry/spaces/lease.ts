/** Pure rules of a space lease. Days are `YYYY-MM-DD`, both ends inclusive. */

/** A lease has at most twenty years (Civil Code, art. 705). */
const LONGEST_YEARS = 20

/** How long a space may be let at most: civil-defence spaces are state property and let for a short term, by custom three years. */
export function longestYears(tenures: readonly string[], civilDefenceYears: number): number {
  return tenures.includes('civil-defence') ? Math.min(civilDefenceYears, LONGEST_YEARS) : LONGEST_YEARS
}

/** Whether a term is longer than so many years: from 2026-03-01 one year ends on 2027-02-28. */
export function isLongerThan(fromOn: string, toOn: string, years: number): boolean {
  return toOn >= sameDayAfter(fromOn, years)
}

/** The same day some years later; 29 February becomes 1 March. */
function sameDayAfter(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0')
  const leap = new Date(Date.UTC(Number(year), 1, 29)).getUTCMonth() === 1
  return day.endsWith('-02-29') && !leap ? `${year}-03-01` : `${year}${day.slice(4)}`
}

/** The day after. */
export function dayAfter(day: string): string {
  return shift(day, 1)
}

/** The day before. */
export function dayBefore(day: string): string {
  return shift(day, -1)
}

function shift(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

export interface LeaseDays {
  fromOn: string
  toOn: string
  endedOn: string | null
}

/** What a lease is on a day. Cancelled: it ended before it began. */
export function leaseState(
  { fromOn, toOn, endedOn }: LeaseDays,
  day: string,
): 'upcoming' | 'active' | 'ended' | 'cancelled' {
  if (endedOn !== null && endedOn < fromOn) return 'cancelled'
  if ((endedOn ?? toOn) < day) return 'ended'
  return fromOn > day ? 'upcoming' : 'active'
}
