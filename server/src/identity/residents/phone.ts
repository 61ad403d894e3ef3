import { blindIndex } from '../../platform/seal.ts'

/** The 11 digits of a Chinese mobile number however it was written, or null when it is none (codes go to mobiles only). */
export function mobileOf(phone: string | null): string | null {
  const digits = phone?.replace(/[\s\-()]/g, '').replace(/^(\+86|0086)/, '')
  return digits && /^1[3-9]\d{9}$/.test(digits) ? digits : null
}

/** How accounts and codes find a phone without storing it. */
export function phoneIndexOf(mobile: string): Buffer {
  return blindIndex('phone', mobile)
}
