import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { addDays } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { ownershipTransferred } from '../events.ts'
import { endVehiclesOf } from '../vehicles/end-vehicles.ts'
import { followHousehold } from './follow-household.ts'
import { readHouseholdOn } from './household-view.ts'
import { type HouseholdRow, type LockedHousehold, lockHousehold, namesOf, refuseImpossible } from './lock-household.ts'
import { insertOccupancies } from './move-in.ts'
import { endOccupancies, isThere } from './move-out.ts'

type Input = RequestOf<typeof contract.transferOwnership>

/**
 * Transfer of ownership 过户: the owners of the day before end with it, their family too if chosen, tenants stay (买卖不破租赁); the new owners
 * begin on the day, with their shares. An owner who keeps a part is among the new ones again. The vehicles of who leaves, with their
 * permits, end with them unless said otherwise (domain.md §1.2).
 */
export async function transferOwnership(
  tx: Tx,
  actor: Actor,
  input: Input,
): Promise<ResponseOf<typeof contract.transferOwnership>> {
  const { premisesId, on } = input
  const household = await lockHousehold(tx, actor, premisesId)
  const dayBefore = addDays(on, -1)
  const old = oldOwners(household, on, dayBefore)
  const family = household.occupancies.filter(one => one.kind === 'family' && isThere(one, dayBefore))
  const leaving = input.oldFamily === 'ends' ? [...old, ...family] : old
  const fresh = await newOwners(tx, actor, input)
  const kept = household.occupancies.map(row => (leaving.includes(row) ? { ...row, toOn: dayBefore } : row))
  refuseImpossible([...kept, ...fresh])
  const ending = { lastOn: dayBefore, reason: 'transferred', note: input.note || null, forwarding: input.forwarding }
  await endOccupancies(tx, actor, leaving, ending)
  await insertOccupancies(tx, actor, household, fresh)
  await followHousehold(tx, actor, household, leaving.length + fresh.length)
  if (input.oldVehicles !== 'stay')
    await endVehicles(tx, actor, { household, leaving, staying: [...kept, ...fresh] }, on)
  await publish(tx, ownershipTransferred, {
    communityId: household.communityId,
    premisesId,
    on,
    oldOwnerIds: [...new Set(old.map(row => row.personId))],
    newOwnerIds: [...new Set(fresh.map(row => row.personId))],
  })
  return readHouseholdOn(tx, actor, { premisesId, on })
}

/** The vehicles of who lives there no more; those that nobody is known to own only when nobody else stays. What ended is noted for the audit. */
async function endVehicles(
  tx: Tx,
  actor: Actor,
  { household, leaving, staying }: { household: LockedHousehold; leaving: HouseholdRow[]; staying: HouseholdRow[] },
  on: string,
): Promise<void> {
  const there = staying.filter(row => isThere(row, on))
  const stays = new Set(there.map(row => row.personId))
  const plates = await endVehiclesOf(tx, actor, {
    premisesId: household.premisesId,
    communityId: household.communityId,
    ownerIds: [...new Set(leaving.map(row => row.personId))].filter(id => !stays.has(id)),
    unowned: there.every(row => row.kind === 'owner'),
    lastOn: addDays(on, -1),
    reason: '过户',
  })
  if (plates.length > 0) recordChanges<object>(tx, { vehiclesEnded: null }, { vehiclesEnded: plates })
}

/** The owners of the day before; one who begins on the day or later would overlap with the new ones. */
function oldOwners(household: LockedHousehold, on: string, dayBefore: string): HouseholdRow[] {
  const owners = household.occupancies.filter(one => one.kind === 'owner')
  const later = owners.find(one => one.fromOn >= on)
  if (later) throw refuse.transferTooEarly({ name: later.name, fromOn: later.fromOn })
  const old = owners.filter(one => isThere(one, dayBefore))
  if (old.length === 0) throw refuse.noOwner({ on: dayBefore })
  return old
}

async function newOwners(tx: Tx, actor: Actor, input: Input): Promise<HouseholdRow[]> {
  const names = await namesOf(
    tx,
    actor,
    input.owners.map(owner => owner.personId),
  )
  return input.owners.map(owner => ({
    ...owner,
    ...{ name: names.get(owner.personId) ?? '', kind: 'owner', fromOn: input.on, toOn: null, relation: null },
    ...{ note: '', version: 1 },
  }))
}
