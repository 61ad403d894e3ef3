import { createHash, randomBytes } from 'node:crypto'
import type { identity as contract } from '@anju/contract'
import type { z } from 'zod'

export type AppName = z.output<typeof contract.AppName>

/** How long a session lives at most, and how long without a sign of life (null: no limit of its own). */
export interface Lifetime {
  wholeMs: number
  idleMs: number | null
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

/** Whether a session is over, by age or by idleness. */
export function isOver(session: { lastSeenAt: Date; expiresAt: Date; idleSeconds: number | null }, at: Date): boolean {
  const { idleSeconds } = session
  return (
    session.expiresAt <= at ||
    (idleSeconds !== null && session.lastSeenAt.getTime() + idleSeconds * 1000 <= at.getTime())
  )
}
