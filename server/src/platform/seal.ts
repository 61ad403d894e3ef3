import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { Secrets } from './config.ts'

let keys: Secrets | null = null
let readAgain: (() => Secrets) | null = null

/**
 * Gives the process its secrets; called once at the start.
 * @param again reads them anew: keys may be rotated while the process runs
 */
export function useSecrets(secrets: Secrets, again: (() => Secrets) | null = null): void {
  keys = secrets
  readAgain = again
}

function secrets(): Secrets {
  if (!keys) throw new Error('The secrets are not loaded yet.')
  return keys
}

/** Keys as the crypto library wants them: made once each, which is most of the cost of sealing tens of thousands of rows. */
const made = new Map<string, KeyObject>()

function keyOf(hex: string): KeyObject {
  const known = made.get(hex)
  if (known) return known
  const key = createSecretKey(Buffer.from(hex, 'hex'))
  made.set(hex, key)
  return key
}

/** Seals a personal text: version byte, 12-byte nonce, ciphertext, 16-byte tag (AES-256-GCM). */
export function seal(text: string): Buffer {
  const version = secrets().sealingKeys.length - 1
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(version), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([version]), nonce, body, cipher.getAuthTag()])
}

/** Opens what `seal` made, with the key of its version; throws when it was altered. */
export function unseal(sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(sealed[0] ?? 0), sealed.subarray(1, 13))
  decipher.setAuthTag(sealed.subarray(sealed.length - 16))
  return Buffer.concat([decipher.update(sealed.subarray(13, sealed.length - 16)), decipher.final()]).toString('utf8')
}

/** The version of the key that seals now. */
export function sealingVersion(): number {
  return secrets().sealingKeys.length - 1
}

/** Tells two sets of secrets apart without telling either: the same as long as the blind indexes are. */
export function keysFingerprint(of: Pick<Secrets, 'indexKey'>): string {
  return createHmac('sha256', Buffer.from(of.indexKey, 'hex')).update('anju keys').digest('hex')
}

function sealingKey(version: number): KeyObject {
  if (!secrets().sealingKeys[version] && readAgain) keys = readAgain()
  const key = secrets().sealingKeys[version]
  if (!key) throw new Error(`There is no sealing key of version ${version}.`)
  return keyOf(key)
}

/** A blind index: finds equal values without opening them. `domain` keeps phone and ID indexes apart. */
export function blindIndex(domain: string, value: string): Buffer {
  return createHmac('sha256', keyOf(secrets().indexKey)).update(`${domain}\0${value}`).digest()
}

/** Signs a short text for an address, base64url. */
export function sign(text: string): string {
  return createHmac('sha256', keyOf(secrets().signingKey)).update(text).digest('base64url')
}

/** Whether a signature is ours, in constant time. */
export function signatureFits(text: string, signature: string): boolean {
  const wanted = Buffer.from(sign(text))
  const given = Buffer.from(signature)
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

/** 13812341234 → 138****1234; shorter numbers keep their last two digits. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-2)}`
}

/** 11010519491231002X → 110***********002X (domain.md §7 "Masking"). */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length < 8 ? '****' : `${idNumber.slice(0, 3)}${'*'.repeat(idNumber.length - 7)}${idNumber.slice(-4)}`
}
