import type { identity as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { requireAccountToManage } from '../staff/require-account.ts'
import { identity } from '../tables.ts'
import { endInvitations } from './end-invitations.ts'
import { INVITATION_LIVES_MS, invitationHash, makeInvitationCode } from './invitation.ts'

/**
 * Invites somebody who has no password yet to their account; an earlier invitation ends. The code leaves once, in this answer.
 * Errors: platform.not_found, identity.not_for_self, identity.has_password, identity.account_disabled,
 * identity.beyond_own_authority.
 */
export async function inviteStaff(
  tx: Tx,
  actor: Actor,
  input: { staffId: string },
): Promise<ResponseOf<typeof contract.inviteStaff>> {
  const staff = await requireAccountToManage(tx, actor, input.staffId)
  if (staff.state !== 'active') throw refuse.accountDisabled()
  if (staff.access === 'password' || staff.access === 'one-time') throw refuse.hasPassword()
  await endInvitations(tx, actor, input.staffId)
  const code = makeInvitationCode()
  const at = now()
  const expiresAt = new Date(at.getTime() + INVITATION_LIVES_MS)
  await identity(tx)
    .insertInto('identity.invitation')
    .values({
      tenantId: tenantOf(actor),
      id: newId(),
      staffId: input.staffId,
      codeHash: invitationHash(code),
      invitedBy: actor.id,
      createdAt: at,
      expiresAt,
    })
    .execute()
  return { code, expiresAt }
}
