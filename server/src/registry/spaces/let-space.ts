import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { refuse } from '../errors.ts'
import { spacesChanged } from '../events.ts'
import { civilDefenceYears } from '../settings.ts'
import { registry } from '../tables.ts'
import { unlessEnded } from '../unless-ended.ts'
import { dayAfter, isLongerThan, longestYears } from './lease.ts'
import { lockLease } from './lock-lease.ts'
import { lockPair, requireHolder } from './lock-space.ts'
import { readSpace, type SpaceDetail } from './space-view.ts'

/**
 * Lets a space to a holder, with the vehicles that park there; of a mother-child pair both, unless said otherwise.
 * Errors: platform.not_found, registry.space_let, registry.space_public, registry.lease_too_long, registry.period_wrong,
 * registry.vehicle_elsewhere, registry.id_taken.
 */
export async function letSpace(tx: Tx, actor: Actor, input: RequestOf<typeof contract.letSpace>): Promise<SpaceDetail> {
  const { spaceId, apart, ...lease } = input
  const pair = await lockPair(tx, actor, spaceId)
  const spaces = apart ? pair.filter(space => space.premisesId === spaceId) : pair
  await insertLease(tx, actor, spaces, { ...lease, renewsId: null })
  return readSpace(tx, actor, { spaceId })
}

/** Goes on with a lease on the day after its last. Errors: registry.lease_over when it ended early, and those of letting. */
export async function renewSpaceLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.renewSpaceLease>,
): Promise<SpaceDetail> {
  const { spaceId, leaseId, id, toOn, monthlyPriceFen } = input
  const { lease, spaceIds } = await lockLease(tx, actor, spaceId, leaseId, input.version)
  if (lease.endedOn !== null) throw refuse.leaseOver()
  const pair = await lockPair(tx, actor, spaceId)
  const spaces = pair.filter(space => spaceIds.includes(space.premisesId))
  const { holderId, notes } = lease
  // A car that has gone meanwhile does not hinder the renewal: it is left out.
  const { rows } = await sql<{ id: string }>`select v.id from registry.vehicle v where v.tenant_id = ${tenantOf(actor)}
    and v.id = any (${lease.vehicleIds}::uuid[]) and v.state = 'active'`.execute(registry(tx))
  await insertLease(tx, actor, spaces, {
    ...{ id, holderId, toOn, monthlyPriceFen, notes, renewsId: leaseId },
    ...{ fromOn: dayAfter(lease.toOn), vehicleIds: rows.map(row => row.id) },
  })
  return readSpace(tx, actor, { spaceId })
}

interface NewLease {
  id: string
  holderId: string
  fromOn: string
  toOn: string
  monthlyPriceFen: bigint
  vehicleIds: string[]
  notes: string
  renewsId: string | null
}

type Lettable = { premisesId: string; communityId: string; tenure: string; label: string }

async function insertLease(tx: Tx, actor: Actor, spaces: Lettable[], lease: NewLease): Promise<void> {
  const tenantId = tenantOf(actor)
  const communityId = spaces[0]?.communityId ?? ''
  requireTerm(spaces, lease, await readSetting(tx, civilDefenceYears))
  await requireFree(tx, actor, spaces, lease)
  await requireHolder(tx, actor, lease.holderId)
  await requireVehicles(tx, actor, communityId, lease.vehicleIds)
  const added = await registry(tx)
    .insertInto('registry.spaceLease')
    .values({ tenantId, communityId, ...lease, createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.idTaken()
  const { rows } = await unlessEnded(() =>
    sql`insert into registry.let_space (tenant_id, lease_id, premises_id, community_id, days)
    select ${tenantId}, ${lease.id}, r.id, ${communityId}, daterange(${lease.fromOn}::date, ${lease.toOn}::date, '[]')
    from unnest(${spaces.map(space => space.premisesId)}::uuid[]) as r(id) on conflict do nothing returning premises_id`.execute(
      registry(tx),
    ),
  )
  if (rows.length < spaces.length) throw refuse.spaceLet({ label: spaces[0]?.label ?? '', until: '' })
  await sql`update registry.space set reserved_for = null, reserved_until = null, version = version + 1
    where tenant_id = ${tenantId} and premises_id = any (${spaces.map(space => space.premisesId)}::uuid[]) and reserved_for is not null`.execute(
    registry(tx),
  )
  await publish(tx, spacesChanged, { communityId, count: spaces.length })
}

function requireTerm(spaces: Lettable[], { fromOn, toOn }: NewLease, civilDefence: number): void {
  if (toOn < fromOn) throw refuse.periodWrong()
  const shared = spaces.find(space => space.tenure === 'public')
  if (shared) throw refuse.spacePublic({ label: shared.label })
  const years = longestYears(
    spaces.map(space => space.tenure),
    civilDefence,
  )
  if (isLongerThan(fromOn, toOn, years)) throw refuse.leaseTooLong({ years })
}

async function requireFree(tx: Tx, actor: Actor, spaces: Lettable[], { fromOn, toOn }: NewLease): Promise<void> {
  const { rows } = await sql<{ label: string; until: string }>`
    select p.label, (upper(t.days) - 1)::text as until from registry.let_space t join registry.premises p on p.tenant_id = t.tenant_id and p.id = t.premises_id
    where t.tenant_id = ${tenantOf(actor)} and t.premises_id = any (${spaces.map(space => space.premisesId)}::uuid[])
      and t.days && daterange(${fromOn}::date, ${toOn}::date, '[]') limit 1`.execute(registry(tx))
  const [other] = rows
  if (other) throw refuse.spaceLet(other)
}

/** Refuses vehicles that are not active in the community. */
export async function requireVehicles(
  tx: Tx,
  actor: Actor,
  communityId: string,
  vehicleIds: readonly string[],
): Promise<void> {
  if (vehicleIds.length === 0) return
  const there = await registry(tx)
    .selectFrom('registry.vehicle')
    .select(['id', 'communityId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', [...vehicleIds])
    .where('state', '=', 'active')
    .execute()
  if (there.length !== new Set(vehicleIds).size) throw platformRefuse.notFound()
  if (there.some(vehicle => vehicle.communityId !== communityId)) throw refuse.vehicleElsewhere()
}
