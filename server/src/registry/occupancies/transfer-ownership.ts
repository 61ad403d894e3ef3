import { registry as contract, type RequestOf, type ResponseOf } from '@anju/contract'
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
import { endOccupancies } from './move-out.ts'

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
  const family = household.occupancies.filter(one => one.kind === 'family' && contract.isThere(one, dayBefore))
  const leaving = input.oldFamily === 'ends' ? [...old, ...family] : old
  const fresh = await newOwners(tx, actor, input)
  const kept = household.occupancies.map(row => (leaving.includes(row) ? { ...row, toOn: dayBefore } : row))
  refuseImpossible([...kept, ...fresh])
  const ending = { lastOn: dayBefore, reason: 'transferred', note: input.note || null, forwarding: input.forwarding }
  await endOccupancies(tx, actor, leaving, ending)
  await insertOccupancies(tx, actor, household, fresh)
  await followHousehold(tx, actor, household, leaving.length + fresh.length)
  if (input.oldVehicles !== 'stay') await endVehicles(tx, actor, household, input)
  await publish(tx, ownershipTransferred, {
    communityId: household.communityId,
    premisesId,
    on,
    oldOwnerIds: [...new Set(old.map(row => row.personId))],
    newOwnerIds: [...new Set(fresh.map(row => row.personId))],
  })
  return readHouseholdOn(tx, actor, { premisesId, on })
}

/** The vehicles of who lives there no more (`vehiclesThatLeave`). What ended is noted for the audit. */
async function endVehicles(tx: Tx, actor: Actor, household: LockedHousehold, input: Input): Promise<void> {
  const dayBefore = addDays(input.on, -1)
  const leaving = contract.vehiclesThatLeave(household.occupancies, {
    ...{ dayBefore, on: input.on, familyEnds: input.oldFamily === 'ends' },
    newOwnerIds: input.owners.map(owner => owner.personId),
  })
  const plates = await endVehiclesOf(tx, actor, {
    ...leaving,
    ...{ premisesId: household.premisesId, communityId: household.communityId, lastOn: dayBefore, reason: '过户' },
  })
  if (plates.length > 0) recordChanges<object>(tx, { vehiclesEnded: null }, { vehiclesEnded: plates })
}

/** The owners of the day before; one who begins on the day or later would overlap with the new ones. */
function oldOwners(household: LockedHousehold, on: string, dayBefore: string): HouseholdRow[] {
  const owners = household.occupancies.filter(one => one.kind === 'owner')
  const later = owners.find(one => one.fromOn >= on)
  if (later) throw refuse.transferTooEarly({ name: later.name, fromOn: later.fromOn })
  const old = owners.filter(one => contract.isThere(one, dayBefore))
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
