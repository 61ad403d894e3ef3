import { createHash, randomInt } from 'node:crypto'

const SIGNS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

export const INVITATION_LIVES_MS = 72 * 3600 * 1000

/** A code of 20 signs in groups of four, about 98 bits: typed, or carried by a link. */
export function makeInvitationCode(): string {
  const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return Array.from({ length: 5 }, group).join('-')
}

/** What the database knows a code by, however it was typed. */
export function invitationHash(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest()
}
