import type { residents as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { blindIndex } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { invitationChanged } from '../events.ts'
import { kindIn } from '../households/household-view.ts'
import { residents } from '../tables.ts'
import { INVITATION_LIVES_MS, newInvitationCode, OPEN_INVITATIONS_PER_HOME } from './invitation.ts'
import { readInvitation } from './invitation-view.ts'

type Made = ResponseOf<typeof contract.createInvitation>

/** What is stored of a code. */
export function codeHashOf(code: string): Buffer {
  return blindIndex('invitation', code)
}

/**
 * Staff make a code for a home; it works once, within 72 hours. The same id again answers the invitation there is, without the code.
 * Errors: platform.not_found, residents.until_past, residents.too_many_invitations.
 */
export async function createInvitation(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createInvitation>,
): Promise<Made> {
  if (input.untilOn && input.untilOn < today()) throw refuse.untilPast()
  const premises = await residents(tx)
    .selectFrom('registry.publicPremises')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.premisesId)
    .where('endedOn', 'is', null)
    .executeTakeFirst()
  if (!premises?.communityId) throw platformRefuse.notFound()
  await keepFew(tx, actor, input.premisesId)
  const code = newInvitationCode()
  const createdAt = now()
  const inserted = await residents(tx)
    .insertInto('residents.invitation')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      communityId: premises.communityId,
      premisesId: input.premisesId,
      codeHash: codeHashOf(code),
      kind: input.kind,
      invitedName: input.name ?? null,
      untilOn: input.untilOn ?? null,
      invitedByKind: actor.kind,
      invitedBy: accountOf(actor),
      invitedByName: actor.name,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + INVITATION_LIVES_MS),
    })
    .onConflict(conflict => conflict.columns(['tenantId', 'id']).doNothing())
    .executeTakeFirst()
  const fresh = inserted.numInsertedOrUpdatedRows === 1n
  const invitation = await readInvitation(tx, actor, input.id)
  if (fresh)
    await publish(tx, invitationChanged, {
      communityId: premises.communityId,
      premisesId: input.premisesId,
      invitationId: input.id,
    })
  return { invitation, code: fresh ? code : null }
}

/**
 * An owner invites family, tenants or guests into the own home.
 * Errors: platform.not_found, residents.owners_only, residents.until_past, residents.too_many_invitations.
 */
export async function inviteToMyHousehold(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.inviteToMyHousehold>,
): Promise<Made> {
  await requireOwner(tx, actor, input.premisesId)
  return createInvitation(tx, actor, input)
}

/** Refuses who is not an owner of the home today; who is nobody there does not learn of it. */
export async function requireOwner(tx: Tx, actor: Actor, premisesId: string): Promise<void> {
  const kind = await kindIn(tx, actor, premisesId)
  if (kind === null) throw platformRefuse.notFound()
  if (kind !== 'owner') throw refuse.ownersOnly()
}

async function keepFew(tx: Tx, actor: Actor, premisesId: string): Promise<void> {
  const { count } = await residents(tx)
    .selectFrom('residents.invitation')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now())
    .executeTakeFirstOrThrow()
  if (count >= OPEN_INVITATIONS_PER_HOME) throw refuse.tooManyInvitations({ max: OPEN_INVITATIONS_PER_HOME })
}
