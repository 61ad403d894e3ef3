import type { residents as contract, RequestOf, ResponseOf } from '@anju/contract'
import { notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { homes } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { householdChanged } from '../events.ts'
import { residents } from '../tables.ts'
import { mayEndStay } from './household.ts'
import { readMyHousehold, staysOf } from './household-view.ts'

/**
 * An owner ends the stay of family, tenants or guests: today is its last day. Who leaves is told.
 * Errors: platform.not_found, residents.owners_only, residents.stay_not_yours.
 */
export async function endStay(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.endStay>,
): Promise<ResponseOf<typeof contract.endStay>> {
  const stays = await staysOf(tx, actor, input.premisesId)
  const mine = stays.find(stay => stay.personId === actor.personId)
  const stay = stays.find(each => each.occupancyId === input.occupancyId)
  if (!mine || !stay) throw platformRefuse.notFound()
  if (mine.kind !== 'owner') throw refuse.ownersOnly()
  if (!mayEndStay(mine, { kind: stay.kind, isMe: stay.personId === actor.personId })) throw refuse.stayNotYours()
  // Ended already: today is its last day all the same.
  await homes.endStay(tx, actor, input.occupancyId)
  const premises = await residents(tx)
    .selectFrom('registry.publicPremises')
    .select(['label', 'communityId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.premisesId)
    .executeTakeFirstOrThrow()
  await notify(tx, actor, {
    kind: 'stay-ended',
    params: { place: premises.label ?? '', date: today() },
    to: { personIds: [stay.personId] },
  })
  await publish(tx, householdChanged, { communityId: premises.communityId ?? '', premisesId: input.premisesId })
  return readMyHousehold(tx, actor, input)
}
