/** An invitation code and its life, without a database. */
import { randomInt } from 'node:crypto'
import type { residents } from '@anju/contract'
import type { z } from 'zod'

type InvitationState = z.output<typeof residents.InvitationState>

export const INVITATION_LIVES_MS = 72 * 3600 * 1000
export const OPEN_INVITATIONS_PER_HOME = 10
export const TRIES_PER_HOUR = 10

/** Without 0 O, 1 I L, and without vowels, so that no word appears. */
const LETTERS = '23456789BCDFGHJKMNPQRSTVWXYZ'
const LENGTH = 8

/** A new code: 28^8 possibilities, evenly random. */
export function newInvitationCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}

/** What an invitation is at a moment. */
export function invitationState(
  invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  at: Date,
): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.revokedAt) return 'revoked'
  return invitation.expiresAt <= at ? 'expired' : 'open'
}
