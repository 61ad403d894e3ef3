import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import { unlessEnded } from '../unless-ended.ts'
import { followHousehold } from './follow-household.ts'
import { readHouseholdOn } from './household-view.ts'
import { type HouseholdRow, type LockedHousehold, lockHousehold, namesOf, refuseImpossible } from './lock-household.ts'

/** Somebody moves in on a day, past, present or to come. The same person twice in one kind, or shares above the whole, are refused, premises that have ended, too. */
export async function moveIn(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.moveIn>,
): Promise<ResponseOf<typeof contract.moveIn>> {
  const household = await lockHousehold(tx, actor, input.premisesId)
  const names = await namesOf(
    tx,
    actor,
    input.movers.map(mover => mover.personId),
  )
  const fresh = input.movers.map(mover => ({
    ...mover,
    name: names.get(mover.personId) ?? '',
    fromOn: input.on,
    share: mover.kind === 'owner' ? mover.share : null,
    relation: mover.kind === 'family' ? mover.relation : null,
    resides: mover.kind === 'owner' ? mover.resides : true,
    version: 1,
  }))
  const backwards = fresh.find(one => one.toOn !== null && one.toOn < one.fromOn)
  if (backwards) throw refuse.leavesBeforeMovingIn({ name: backwards.name, fromOn: backwards.fromOn })
  refuseImpossible([...household.occupancies, ...fresh])
  await insertOccupancies(tx, actor, household, fresh)
  await followHousehold(tx, actor, household, fresh.length)
  return readHouseholdOn(tx, actor, { premisesId: input.premisesId, on: input.on })
}

/** Writes records of who is there from when. */
export async function insertOccupancies(
  tx: Tx,
  actor: Actor,
  { premisesId, communityId }: LockedHousehold,
  rows: readonly HouseholdRow[],
): Promise<void> {
  await unlessEnded(() =>
    registry(tx)
      .insertInto('registry.occupancy')
      .values(
        rows.map(({ id, personId, kind, fromOn, toOn, share, relation, resides, note }) => ({
          ...{ tenantId: tenantOf(actor), communityId, premisesId, createdAt: now() },
          ...{ id, personId, kind, fromOn, toOn, share, relation, resides, note },
        })),
      )
      .execute(),
  )
}
