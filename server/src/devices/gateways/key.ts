import { createHash, randomBytes } from 'node:crypto'

/** A key of a gateway: 256 random bits behind a word that tells what it is, for those who search logs and code for lost keys. */
export function newKey(): string {
  return `anju_gw_${randomBytes(32).toString('base64url')}`
}

/** What the database knows a key by. */
export function keyHash(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** What people know it by. */
export function keyHint(key: string): string {
  return key.slice(-4)
}
