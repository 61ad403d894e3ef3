const TRIES_PER_ROUND = 5
const FIRST_LOCK_MS = 15 * 60 * 1000
const LONGEST_LOCK_MS = 24 * 3600 * 1000

/**
 * The lock that a failure brings: every fifth in a row locks, for 15 minutes the first time, twice as long each further time, at
 * most a day. Null where the failure does not lock.
 * @param failedCount failures in a row, this one included
 */
export function lockAfter(failedCount: number, at: Date): Date | null {
  if (failedCount === 0 || failedCount % TRIES_PER_ROUND !== 0) return null
  const round = failedCount / TRIES_PER_ROUND
  return new Date(at.getTime() + Math.min(FIRST_LOCK_MS * 2 ** (round - 1), LONGEST_LOCK_MS))
}
