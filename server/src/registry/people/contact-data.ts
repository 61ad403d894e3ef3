import { blindIndex, seal, unseal } from '../../platform/seal.ts'

/** The blind index of an e-mail address: the same however it is capitalised. */
export function emailIndexOf(email: string): Buffer {
  return blindIndex('email', email.trim().toLowerCase())
}

/** An e-mail address as columns; the plain one stays empty (docs/decisions/0013). */
export function emailColumns(email: string | null) {
  return {
    email: null,
    emailSealed: email === null ? null : seal(email),
    emailIndex: email === null ? null : emailIndexOf(email),
  }
}

/** A postal address as columns. */
export function addressColumns(postalAddress: string | null) {
  return { postalAddress: null, postalAddressSealed: postalAddress === null ? null : seal(postalAddress) }
}

interface ContactColumns {
  email: string | null
  emailSealed: Buffer | null
  postalAddress: string | null
  postalAddressSealed: Buffer | null
}

/** Both in full: sealed, or plain where the row was not sealed yet. */
export function openContactData(row: ContactColumns): { email: string | null; postalAddress: string | null } {
  return {
    email: row.emailSealed ? unseal(row.emailSealed) : row.email,
    postalAddress: row.postalAddressSealed ? unseal(row.postalAddressSealed) : row.postalAddress,
  }
}

/** chen.jing@example.com → c***@example.com */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${email.slice(0, 1)}***${email.slice(at)}`
}

/** 北京市朝阳区安居路 8 号 → 北京市朝阳区*** : enough to tell two apart, not to find the door. */
export function maskAddress(address: string): string {
  return `${[...address].slice(0, Math.min(6, Math.floor([...address].length / 2))).join('')}***`
}
