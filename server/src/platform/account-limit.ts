import { type Route, writes } from '@anju/contract'
import type { Actor } from './actor.ts'
import { refuse } from './errors.ts'

/** How many requests one account may send within a minute, from wherever: people at work stay far below, a runaway script does not. */
export interface AccountLimits {
  requestsPerMinute: number
  writesPerMinute: number
}

export const ACCOUNT_LIMITS: AccountLimits = { requestsPerMinute: 1200, writesPerMinute: 300 }

const WINDOW_MS = 60_000

interface Window {
  beganMs: number
  requests: number
  writes: number
}

/**
 * Counts the requests of each account in this process, whatever its addresses and sessions; one too many is refused with the seconds
 * until the next minute begins. Addresses are counted apart (app.ts).
 */
export function limitAccounts(limits: AccountLimits): (actor: Actor, route: Route) => void {
  const windows = new Map<string, Window>()
  let sweptMs = performance.now()
  return (actor, route) => {
    if (actor.id === null) return
    const nowMs = performance.now()
    if (nowMs - sweptMs > WINDOW_MS) {
      sweptMs = nowMs
      for (const [id, window] of windows) if (nowMs - window.beganMs > WINDOW_MS) windows.delete(id)
    }
    const key = `${actor.tenantId} ${actor.id}`
    let window = windows.get(key)
    if (!window || nowMs - window.beganMs > WINDOW_MS) {
      window = { beganMs: nowMs, requests: 0, writes: 0 }
      windows.set(key, window)
    }
    window.requests += 1
    if (writes(route)) window.writes += 1
    const tooMany = writes(route) && window.writes > limits.writesPerMinute
    if (tooMany || window.requests > limits.requestsPerMinute)
      throw refuse.tooManyRequests({ retryAfterSeconds: Math.ceil((window.beganMs + WINDOW_MS - nowMs) / 1000) })
  }
}
