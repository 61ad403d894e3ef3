import { createHash, randomBytes } from 'node:crypto'
import type { identity as contract } from '@anju/contract'
import type { z } from 'zod'

export type AppName = z.output<typeof contract.AppName>

const HOUR_MS = 3600 * 1000
const DAY_MS = 24 * HOUR_MS

/** How long a session lives at most, and how long without a sign of life (null: no limit of its own). */
const LIFETIME: Record<AppName, { wholeMs: number; idleMs: number | null }> = {
  console: { wholeMs: 12 * HOUR_MS, idleMs: 2 * HOUR_MS },
  field: { wholeMs: 30 * DAY_MS, idleMs: 7 * DAY_MS },
  resident: { wholeMs: 90 * DAY_MS, idleMs: null },
}

/** Signs of life are written down at most this often. */
export const TOUCH_EVERY_MS = 60_000

/** A new token: 256 random bits. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database knows a token by. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** When a session of an app that starts now ends at the latest. */
export function expiryOf(app: AppName, startedAt: Date): Date {
  return new Date(startedAt.getTime() + LIFETIME[app].wholeMs)
}

/** The last moment of life before which a session counts as idle; null where idleness does not end it. */
function idleSince(app: AppName, at: Date): Date | null {
  const { idleMs } = LIFETIME[app]
  return idleMs === null ? null : new Date(at.getTime() - idleMs)
}

/** Whether a session is over, by age or by idleness. */
export function isOver(session: { app: AppName; lastSeenAt: Date; expiresAt: Date }, at: Date): boolean {
  const idle = idleSince(session.app, at)
  return session.expiresAt <= at || (idle !== null && session.lastSeenAt <= idle)
}
