/** When a clocking counts, without a database. */

/** Sent so much later than done, it is marked. */
const LATE_SENT_MS = 2 * 60_000
/** What a phone kept longer than this is not taken any more. */
const OLDEST_MS = 7 * 24 * 3600_000

/**
 * The time of a clocking: the server's, unless the phone says that it was done earlier. A time in the future is the server's.
 * null: too old.
 */
export function clockTime(claimed: Date | null, now: Date): { at: Date; lateSent: boolean } | null {
  if (claimed === null || claimed >= now) return { at: now, lateSent: false }
  const age = now.getTime() - claimed.getTime()
  if (age > OLDEST_MS) return null
  return age > LATE_SENT_MS ? { at: claimed, lateSent: true } : { at: now, lateSent: false }
}
