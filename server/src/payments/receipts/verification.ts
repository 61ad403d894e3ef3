/** The address that a receipt's QR code holds. */

/** The token of a receipt as it stands in the address: 22 letters for 122 random bits. */
function tokenText(token: string): string {
  return Buffer.from(token.replaceAll('-', ''), 'hex').toString('base64url')
}

/** The token of an address, as the database keeps it; null for what is none. */
export function tokenOf(text: string): string | null {
  if (!/^[A-Za-z0-9_-]{22}$/.test(text)) return null
  const hex = Buffer.from(text, 'base64url').toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Where anyone with the paper can check it, and the short code that a person compares with it. */
export function verificationOf(origin: string, token: string): { url: string; code: string } {
  const text = tokenText(token)
  return { url: `${origin}/verify/${text}`, code: text.slice(0, 8) }
}
