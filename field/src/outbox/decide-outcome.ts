/** `late` is deleted too, but the person is told: others were faster. */
export type Outcome = 'delete' | 'late' | 'park' | 'retry'

/** A server that fails the same entry this often fails because of the entry; the others shall not wait for it for ever. */
const MOST_SERVER_FAILURES = 8

/** Not about the entry: nobody answered, slow down, sign in again, or a server between that is restarting. */
const PASSING = new Set([0, 401, 408, 425, 429, 502, 503, 504])

/**
 * What happens to an entry after an attempt. `status` is the HTTP status, 0 without an answer; `tries` the failures before
 * this one. 2xx and 409 delete (409 is told), other 4xx park, everything else is tried again. stack.md "PWA/offline".
 */
export function decideOutcome({ status, code }: { status: number; code?: string }, tries: number): Outcome {
  // What is there under the same id has arrived before.
  if ((status >= 200 && status < 300) || code === 'platform.already_there') return 'delete'
  // The same key is being worked on at this moment: its answer is not known yet.
  if (PASSING.has(status) || code === 'platform.busy') return 'retry'
  if (status === 409) return 'late'
  if (status >= 500) return tries + 1 >= MOST_SERVER_FAILURES ? 'park' : 'retry'
  return 'park'
}

const WAITS_MS = [2_000, 5_000, 15_000, 30_000, 60_000] as const

/** How long to wait after so many failures in a row, in ms. */
export function waitAfter(failures: number): number {
  return WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] ?? WAITS_MS[0]
}
