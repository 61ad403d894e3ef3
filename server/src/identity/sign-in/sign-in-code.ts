import { randomInt } from 'node:crypto'
import { blindIndex } from '../../platform/seal.ts'
import { phoneIndexOf } from '../residents/phone.ts'

export const CODE_LIVES_SECONDS = 300
export const RESEND_AFTER_SECONDS = 60
export const TRIES_PER_CODE = 5
export const CODES_PER_PHONE_AND_HOUR = 5
export const CODES_PER_ADDRESS_AND_HOUR = 20

/** Six digits, evenly random. */
export function newCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0')
}

/** What a code is for: a code that links accounts opens no door, and the other way round. */
export type CodePurpose = 'sign-in' | 'link'

/** What is stored of a code: an HMAC bound to its phone and purpose, since a million plain hashes are soon tried. */
export function codeHash(phone: string, code: string, purpose: CodePurpose = 'sign-in'): Buffer {
  return blindIndex(purpose === 'link' ? 'link-code' : 'sign-in-code', `${phone}\0${code}`)
}

/** How codes of a purpose are found by the phone. */
export function codeIndexOf(phone: string, purpose: CodePurpose): Buffer {
  return purpose === 'link' ? blindIndex('link-phone', phone) : phoneIndexOf(phone)
}
