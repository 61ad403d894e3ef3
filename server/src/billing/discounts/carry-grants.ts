import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { addDays, type CivilDate } from '../../platform/period.ts'
import type { SuccessionFacts } from '../../registry/index.ts'
import { type Charge, carriedOf } from '../assignments/carried.ts'
import { billing } from '../tables.ts'

type Granted = Omit<Charge, 'quantity'> & { discountId: string; kind: string }

/**
 * Discounts that still run go on until their day in each of the new premises. Premises that were merged are vacant only while all of the old
 * ones were; any other discount lasts as long as one of them had it. With a discount only that one, for days on which they do not have it yet:
 * it was granted to the old ones afterwards.
 */
export async function carryGrants(
  tx: Tx,
  actor: Actor,
  succession: SuccessionFacts,
  discountId: string | null = null,
): Promise<void> {
  const { premisesIds, successorIds, fromOn } = succession
  const { rows } = await sql<Granted>`
    select g.id, g.discount_id, d.kind, g.from_on as starts_on, g.to_on as ends_on
    from billing.discount_grant g join billing.discount d on d.tenant_id = g.tenant_id and d.id = g.discount_id
    where g.tenant_id = ${tenantOf(actor)}::uuid and g.premises_id = any(${premisesIds}::uuid[]) and g.to_on >= ${fromOn}::date
      and (${discountId}::uuid is null or g.discount_id = ${discountId}::uuid)`.execute(billing(tx))
  const carried = [...Map.groupBy(rows, row => row.discountId).values()].flatMap(granted => {
    const atLeast = granted[0]?.kind === 'vacant' ? premisesIds.length : 1
    const charges = granted.map(({ id, startsOn, endsOn }) => ({ id, startsOn, endsOn, quantity: null }))
    return carriedOf(charges, fromOn, atLeast)
  })
  const known = discountId === null ? [] : await readKnown(tx, actor, discountId, successorIds)
  const wanted = successorIds.flatMap(premisesId => {
    const there = known.filter(one => one.premisesId === premisesId)
    return carried.flatMap(one => daysLeft(one, there)).map(one => ({ ...one, premisesId }))
  })
  if (wanted.length === 0) return
  await sql`
    insert into billing.discount_grant (tenant_id, id, community_id, premises_id, discount_id, from_on, to_on, reason, granted_by,
      granted_by_name, granted_at, photo_ids, judged_to, succession_id)
    select g.tenant_id, n.id, g.community_id, n.premises_id, g.discount_id, n.from_on, n.to_on, g.reason, g.granted_by, g.granted_by_name,
      g.granted_at, g.photo_ids, g.judged_to, ${succession.id}::uuid
    from unnest(${wanted.map(() => newId())}::uuid[], ${wanted.map(one => one.ofId)}::uuid[], ${wanted.map(one => one.premisesId)}::uuid[],
      ${wanted.map(one => one.startsOn)}::date[], ${wanted.map(one => one.endsOn)}::date[]) as n(id, of_id, premises_id, from_on, to_on)
    join billing.discount_grant g on g.tenant_id = ${tenantOf(actor)}::uuid and g.id = n.of_id`.execute(billing(tx))
}

interface Days {
  startsOn: CivilDate
  endsOn: CivilDate | null
}

async function readKnown(
  tx: Tx,
  actor: Actor,
  discountId: string,
  premisesIds: readonly string[],
): Promise<(Days & { premisesId: string })[]> {
  return billing(tx)
    .selectFrom('billing.discountGrant')
    .select(['premisesId', 'fromOn as startsOn', 'toOn as endsOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('discountId', '=', discountId)
    .where('premisesId', '=', sql<string>`any(${[...premisesIds]}::uuid[])`)
    .execute()
}

/** The days of one that none of the others has. */
function daysLeft<One extends Days>(one: One, others: readonly Days[]): One[] {
  return others.reduce(
    (left, other) =>
      left.flatMap(part => {
        if (isBefore(part.endsOn, other.startsOn) || isBefore(other.endsOn, part.startsOn)) return [part]
        const before = { ...part, endsOn: addDays(other.startsOn, -1) }
        const after = other.endsOn === null ? [] : [{ ...part, startsOn: addDays(other.endsOn, 1) }]
        return [before, ...after].filter(({ startsOn, endsOn }) => !isBefore(endsOn, startsOn))
      }),
    [one],
  )
}

function isBefore(endsOn: CivilDate | null, startsOn: CivilDate): boolean {
  return endsOn !== null && endsOn < startsOn
}

/** What was carried goes with the new premises; what was ended by hand since is somebody's word and stays. */
export async function takeGrantsBack(tx: Tx, actor: Actor, successionId: string): Promise<void> {
  await sql`delete from billing.discount_grant g where g.tenant_id = ${tenantOf(actor)}::uuid
    and g.succession_id = ${successionId}::uuid and g.version = 1`.execute(billing(tx))
}
