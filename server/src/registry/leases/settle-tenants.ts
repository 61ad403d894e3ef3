import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { addDays } from '../../platform/period.ts'
import { takeAway } from '../occupancies/correct-occupancy.ts'
import { followHousehold } from '../occupancies/follow-household.ts'
import { type HouseholdRow, lockHousehold, namesOf, refuseImpossible } from '../occupancies/lock-household.ts'
import { insertOccupancies } from '../occupancies/move-in.ts'
import { endOccupancies } from '../occupancies/move-out.ts'
import type { LeaseCore } from './write-lease.ts'

type Days = Pick<LeaseCore, 'premisesIds' | 'tenantIds' | 'fromOn' | 'toOn'>

/**
 * The tenants of a lease live in what it lets for its days. Who is recorded there as a tenant already, or was until the day before
 * (a renewal), goes on with the same stay until the last day of the lease. Premises are taken in the order of their ids.
 */
export async function settleTenants(tx: Tx, actor: Actor, lease: Days): Promise<void> {
  const names = await namesOf(tx, actor, lease.tenantIds)
  for (const premisesId of lease.premisesIds.toSorted()) {
    const household = await lockHousehold(tx, actor, premisesId)
    const stays = lease.tenantIds.map(personId => ({ personId, stay: stayOf(household.occupancies, personId, lease) }))
    const lasting = stays.flatMap(({ stay }) => (stay && stay.toOn !== lease.toOn ? [stay] : []))
    const fresh = stays
      .filter(({ stay }) => !stay)
      .map(({ personId }) => ({
        ...{
          id: newId(),
          personId,
          name: names.get(personId) ?? '',
          kind: 'tenant',
          fromOn: lease.fromOn,
          toOn: lease.toOn,
        },
        ...{ share: null, relation: null, resides: true, note: '', version: 1 },
      }))
    const after = household.occupancies.map(row => (lasting.includes(row) ? { ...row, toOn: lease.toOn } : row))
    refuseImpossible([...after, ...fresh])
    await endOccupancies(tx, actor, lasting, { lastOn: lease.toOn, reason: null, note: null, forwarding: null })
    if (fresh.length > 0) await insertOccupancies(tx, actor, household, fresh)
    await followHousehold(tx, actor, household, lasting.length + fresh.length)
  }
}

/** The stay as a tenant that the lease goes on with: of these days, or until the day before. */
function stayOf(rows: readonly HouseholdRow[], personId: string, { fromOn, toOn }: Days): HouseholdRow | undefined {
  return rows
    .filter(row => row.personId === personId && row.kind === 'tenant' && row.fromOn <= toOn)
    .findLast(row => row.toOn === null || row.toOn >= addDays(fromOn, -1))
}

/**
 * The tenants leave on `lastOn`, the lease's own last day being later. A stay that would have begun after that is taken away, with the
 * reason kept among the corrections; one that began with an earlier lease ends with that.
 */
export async function unsettleTenants(
  tx: Tx,
  actor: Actor,
  lease: Days,
  { lastOn, reason }: { lastOn: string; reason: string },
): Promise<void> {
  for (const premisesId of lease.premisesIds.toSorted()) {
    const household = await lockHousehold(tx, actor, premisesId)
    const stays = lease.tenantIds.flatMap(personId => {
      const stay = stayOf(household.occupancies, personId, lease)
      return stay && (stay.toOn === null || stay.toOn > lastOn) ? [stay] : []
    })
    const begun = stays.filter(stay => stay.fromOn <= lastOn)
    const never = stays.filter(stay => stay.fromOn > lastOn)
    await endOccupancies(tx, actor, begun, { lastOn, reason: 'lease-ended', note: reason, forwarding: null })
    for (const stay of never) await takeAway(tx, actor, household, stay, reason)
    await followHousehold(tx, actor, household, stays.length)
  }
}
