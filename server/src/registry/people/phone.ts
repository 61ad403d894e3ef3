import { blindIndex, seal } from '../../platform/seal.ts'

/** A phone as it is stored and compared: without blanks, brackets and +86; a mobile is its 11 digits, a landline keeps its hyphen. */
export function tidyPhone(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s()]/g, '')
    .replace(/^(?:\+|00)86-?/, '')
  const digits = plain.replace(/-/g, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : plain
}

/** Whether a text is a whole phone, however it is written: `139 1111 2222`, `139-1111-2222`, `0571-88886666`. */
export function isPhone(text: string): boolean {
  return /^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(tidyPhone(text.trim()))
}

export interface SealedPhone {
  sealed: Buffer
  index: Buffer
  tail: Buffer
}

/** A tidy phone as it is stored: sealed, and the blind indexes of the whole and of its last four digits. */
export function sealPhone(phone: string): SealedPhone {
  return { sealed: seal(phone), index: phoneIndexOf(phone), tail: blindIndex('phone-tail', phone.slice(-4)) }
}

/** How a tidy phone is found. */
export function phoneIndexOf(phone: string): Buffer {
  return blindIndex('phone', phone)
}
