import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { endInvitations } from '../invitations/end-invitations.ts'
import { forgetLink } from '../links/forget-link.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import { requireAccountToManage } from '../staff/require-account.ts'
import { makePassword, ONE_TIME_LIVES_MS } from './one-time-password.ts'
import { setPassword } from './set-password.ts'

/**
 * Gives somebody a one-time password, told once, good for 72 hours and to be changed at once. Sessions, invitations and the link to
 * accounts in other companies end: who resets a password must not come into another company by it.
 * Errors: platform.not_found, identity.not_for_self, identity.account_disabled, identity.beyond_own_authority.
 */
export async function resetPassword(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.resetPassword>,
): Promise<ResponseOf<typeof contract.resetPassword>> {
  const { state } = await requireAccountToManage(tx, actor, input.staffId)
  if (state !== 'active') throw refuse.accountDisabled()
  const password = makePassword()
  const validUntil = new Date(now().getTime() + ONE_TIME_LIVES_MS)
  await setPassword(tx, actor, { staffId: input.staffId, password, until: validUntil, checked: false })
  await endSessionsOf(tx, actor, input.staffId)
  await endInvitations(tx, actor, input.staffId)
  await forgetLink(tx, actor, input.staffId)
  return { password, validUntil }
}
