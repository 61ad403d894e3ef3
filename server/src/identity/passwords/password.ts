import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id (the library's default kind) as OWASP asks: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** One spelling for what keyboards write in several ways (full-width letters, composed accents). */
function written(password: string): string {
  return password.normalize('NFKC')
}

/** The stored form of a password, with its salt and cost in it. */
export function hashPassword(password: string): Promise<string> {
  return hash(written(password), COST)
}

let nobody: Promise<string> | null = null

/**
 * Whether a password fits. Where there is no account (null), a hash that nobody knows is tried instead, so that the time of the
 * answer does not tell who exists.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash(randomBytes(32), COST)
  const fallback = await nobody
  const fits = await verify(stored ?? fallback, written(password))
  return fits && stored !== null
}
