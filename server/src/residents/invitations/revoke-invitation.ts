import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { invitationChanged } from '../events.ts'
import { residents } from '../tables.ts'
import { requireOwner } from './create-invitation.ts'
import { type InvitationView, readInvitation } from './invitation-view.ts'

/** Takes back a code that nobody has used; again changes nothing. Errors: platform.not_found, residents.already_accepted. */
export async function revokeInvitation(tx: Tx, actor: Actor, input: { invitationId: string }): Promise<InvitationView> {
  const invitation = await readInvitation(tx, actor, input.invitationId)
  if (invitation.state === 'revoked') return invitation
  const { numUpdatedRows } = await residents(tx)
    .updateTable('residents.invitation')
    .set({ revokedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.invitationId)
    .where('acceptedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw refuse.alreadyAccepted()
  const { communityId, premisesId, id } = invitation
  await publish(tx, invitationChanged, { communityId, premisesId, invitationId: id })
  return readInvitation(tx, actor, input.invitationId)
}

/** An owner takes back an invitation to the own home. Errors: platform.not_found, residents.owners_only, residents.already_accepted. */
export async function revokeMyInvitation(
  tx: Tx,
  actor: Actor,
  input: { invitationId: string },
): Promise<InvitationView> {
  const { premisesId } = await readInvitation(tx, actor, input.invitationId)
  await requireOwner(tx, actor, premisesId)
  return revokeInvitation(tx, actor, input)
}
