import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { occupancyChanged } from '../events.ts'
import { addStates } from '../premises/change-state.ts'
import type { State } from '../premises/state.ts'
import { registry } from '../tables.ts'
import type { LockedHousehold } from './lock-household.ts'
import { stateAfter } from './residence.ts'

/** After a household changed: the premises come to the state of who is there today, and the change is told. */
export async function followHousehold(tx: Tx, actor: Actor, household: LockedHousehold, count: number): Promise<void> {
  const { premisesId, communityId } = household
  await followState(tx, actor, premisesId)
  await publish(tx, occupancyChanged, { communityId, premisesId, count })
}

async function followState(tx: Tx, actor: Actor, premisesId: string): Promise<void> {
  const premises = await registry(tx)
    .selectFrom('registry.premises')
    .select(['state', 'communityId', 'endedOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .executeTakeFirstOrThrow()
  // What has ended keeps the state it ended in.
  if (premises.endedOn !== null) return
  const present = await registry(tx)
    .selectFrom('registry.occupancy')
    .select(['kind', 'resides'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('fromOn', '<=', today())
    .where(eb => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', today())]))
    .execute()
  const state = stateAfter(premises.state, present)
  if (state === null) return
  await addStates(tx, actor, [
    { premisesId, communityId: premises.communityId, state: state as State, fromOn: today(), reason: '住户变动' },
  ])
}
