import type { Stop } from './queries.ts'

/** What may be odd about a reading while it is typed; the server decides. */
export type Odd = 'missingValue' | 'wrongValue' | 'backwards' | 'jump' | null

const DAY_MS = 24 * 3600_000
const MUCH = 3

/** Whether a text can stand on this register. */
export function standsOn(text: string, stop: Pick<Stop, 'digits' | 'decimals'>): boolean {
  const [whole = '', part = ''] = text.split('.')
  return /^\d+(\.\d+)?$/.test(text) && whole.length <= stop.digits && part.length <= stop.decimals
}

/** About how much was used since the last reading, for the eye only; null while it goes backwards. */
export function usedAbout(text: string, stop: Stop): number | null {
  const used = (Number(text) - Number(stop.previousValue)) * Number(stop.multiplier)
  return used < 0 ? null : Math.round(used * 100) / 100
}

/** What is odd about a reading on a day, `today` as a civil date. */
export function oddOf(text: string, stop: Stop, today: string): Odd {
  if (!text) return 'missingValue'
  if (!standsOn(text, stop)) return 'wrongValue'
  const used = usedAbout(text, stop)
  if (used === null) return 'backwards'
  const days = Math.max(1, (Date.parse(today) - Date.parse(stop.previousOn)) / DAY_MS)
  const usual = stop.dailyMean === null ? 0 : Number(stop.dailyMean) * days
  return usual > 0 && used > usual * MUCH ? 'jump' : null
}
