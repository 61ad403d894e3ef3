import type { residents as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { notify } from '../../messaging/index.ts'
import { type Actor, accountOf, systemActor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { maskName } from '../../platform/mask-name.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { invitationChanged } from '../events.ts'
import { settleIn } from '../households/settle-in.ts'
import { residents } from '../tables.ts'
import { codeHashOf } from './create-invitation.ts'
import { invitationState, TRIES_PER_HOUR } from './invitation.ts'

type Accepted = ResponseOf<typeof contract.acceptInvitation>

const HOUR_MS = 3600 * 1000

/**
 * A resident moves into a home by a code. The home lies behind the walls until then, so the system does it in the resident's name.
 * A code works once; the same resident again gets the same answer. Ten wrong codes an hour are the most.
 * Errors: residents.invitation_wrong, residents.invitation_expired (too old, or whoever invited owns the home no more), residents.name_missing, residents.already_there.
 */
export async function acceptInvitation(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.acceptInvitation>,
): Promise<Accepted> {
  await door.run(actor, tx => keepTries(tx, actor))
  const inTheirName = {
    ...systemActor(tenantOf(actor), actor.requestId),
    id: actor.id,
    name: actor.name,
    address: actor.address,
  }
  const accepted = await door.run(inTheirName, tx => accept(tx, inTheirName, input))
  if (accepted) return accepted
  await door.run(actor, tx => noteTry(tx, actor))
  throw refuse.invitationWrong()
}

/** Null: there is no such code for this account. */
async function accept(tx: Tx, actor: Actor, input: { code: string; name?: string }): Promise<Accepted | null> {
  const invitation = await residents(tx)
    .selectFrom('residents.invitation')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('codeHash', '=', codeHashOf(input.code))
    .forUpdate()
    .executeTakeFirst()
  if (!invitation) return null
  const place = await residents(tx)
    .selectFrom('registry.publicPremises as p')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .select(['p.label', 'c.name as communityName'])
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.id', '=', invitation.premisesId)
    .executeTakeFirstOrThrow()
  const answer = { label: place.label ?? '', communityName: place.communityName ?? '' }
  const state = invitationState(invitation, now())
  if (state === 'accepted' && invitation.acceptedBy === actor.id) return answer
  if (state === 'expired') throw refuse.invitationExpired()
  if (state !== 'open') return null
  if (invitation.invitedByKind === 'resident' && !(await isStillOwner(tx, actor, invitation)))
    throw refuse.invitationExpired()
  const { communityId, premisesId, untilOn } = invitation
  await settleIn(tx, actor, {
    ...{ accountId: accountOf(actor), communityId, premisesId, untilOn },
    kind: invitation.kind as 'owner',
    name: input.name ?? invitation.invitedName,
  })
  await finish(tx, actor, invitation, { label: answer.label, name: input.name ?? invitation.invitedName ?? actor.name })
  return answer
}

/** Who has sold the home, or is no owner any more for another reason, lets nobody in: a code holds for 72 hours, ownership may end before. */
async function isStillOwner(
  tx: Tx,
  actor: Actor,
  { premisesId, invitedBy }: { premisesId: string; invitedBy: string },
): Promise<boolean> {
  const stay = await residents(tx)
    .selectFrom('identity.publicResident as r')
    .innerJoin('registry.publicOccupancy as o', join =>
      join.onRef('o.tenantId', '=', 'r.tenantId').onRef('o.personId', '=', 'r.personId'),
    )
    .select('o.id')
    .where('r.tenantId', '=', tenantOf(actor))
    .where('r.id', '=', invitedBy)
    .where('o.premisesId', '=', premisesId)
    .where('o.kind', '=', 'owner')
    .where('o.fromOn', '<=', today())
    .where(day => day.or([day('o.toOn', 'is', null), day('o.toOn', '>=', today())]))
    .limit(1)
    .executeTakeFirst()
  return stay !== undefined
}

async function finish(
  tx: Tx,
  actor: Actor,
  invitation: { id: string; communityId: string; premisesId: string; invitedBy: string; invitedByKind: string },
  { label, name }: { label: string; name: string },
): Promise<void> {
  await residents(tx)
    .updateTable('residents.invitation')
    .set({ acceptedAt: now(), acceptedBy: actor.id, acceptedByName: name })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', invitation.id)
    .execute()
  const { id: invitationId, communityId, premisesId } = invitation
  audit(tx, 'residents.acceptInvitation', invitationId, { premisesId })
  await publish(tx, invitationChanged, { communityId, premisesId, invitationId })
  if (invitation.invitedByKind === 'resident')
    await notify(tx, actor, {
      kind: 'invitation-accepted',
      params: { name: maskName(name), place: label },
      about: { kind: 'home', id: premisesId },
      to: { residentIds: [invitation.invitedBy] },
    })
}

/** Refuses who guesses. */
async function keepTries(tx: Tx, actor: Actor): Promise<void> {
  const since = new Date(now().getTime() - HOUR_MS)
  const { count, first } = await residents(tx)
    .selectFrom('residents.invitationTry')
    .select([sql<number>`count(*)::int`.as('count'), sql<Date | null>`min(at)`.as('first')])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  if (count < TRIES_PER_HOUR || first === null) return
  const retryAfterSeconds = Math.ceil((first.getTime() + HOUR_MS - now().getTime()) / 1000)
  throw platformRefuse.tooManyRequests({ retryAfterSeconds })
}

/** Counts a wrong code, and forgets the tries of yesterday. */
async function noteTry(tx: Tx, actor: Actor): Promise<void> {
  await residents(tx)
    .insertInto('residents.invitationTry')
    .values({ tenantId: tenantOf(actor), id: newId(), accountId: accountOf(actor), at: now() })
    .execute()
  await residents(tx)
    .deleteFrom('residents.invitationTry')
    .where('tenantId', '=', tenantOf(actor))
    .where('at', '<', new Date(now().getTime() - 24 * HOUR_MS))
    .execute()
}
