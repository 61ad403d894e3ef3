import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { spacesChanged, vehiclesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { carryLeases, type LetDays } from './carry-leases.ts'

/** What went along to the successors. */
export interface Carried {
  vehicles: Moved[]
  permits: Moved[]
  leases: LetDays[]
}

interface Moved {
  id: string
  /** The premises before. */
  from: string
}

export interface Carriage {
  oldIds: string[]
  successorIds: string[]
  /** Which of the new ones takes what can be in one place only: vehicles, permits, leases. */
  toId: string
  fromOn: string
}

/**
 * Vehicles, permits of a space and running leases go on in one of the new premises; papers and the company's own fields in each of
 * them. What a space is (tenure, zone, charging) goes along, too. Errors: registry.space_let (two leases would let one space, or
 * what is let becomes no space).
 */
export async function carryBelongings(tx: Tx, actor: Actor, carriage: Carriage): Promise<Carried> {
  await carrySpaceFacts(tx, actor, carriage)
  const leases = await carryLeases(tx, actor, carriage)
  const vehicles = await carryVehicles(tx, actor, carriage)
  const permits = await carryPermits(tx, actor, carriage)
  await carryFields(tx, actor, carriage)
  await carryDocuments(tx, actor, carriage)
  return { vehicles, permits, leases }
}

async function carryVehicles(tx: Tx, actor: Actor, { oldIds, toId }: Carriage): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select v.id, v.premises_id as "from" from registry.vehicle v
    where v.tenant_id = ${tenantOf(actor)}::uuid and v.premises_id = any(${oldIds}::uuid[]) and v.state = 'active'
    order by v.id for update`.execute(registry(tx))
  await sql`update registry.vehicle v set premises_id = ${toId}::uuid, version = v.version + 1
    where v.tenant_id = ${tenantOf(actor)}::uuid and v.id = any(${rows.map(row => row.id)}::uuid[])`.execute(
    registry(tx),
  )
  return rows
}

async function carryPermits(tx: Tx, actor: Actor, { oldIds, toId, fromOn }: Carriage): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select k.id, k.space_id as "from" from registry.vehicle_permit k
    where k.tenant_id = ${tenantOf(actor)}::uuid and k.space_id = any(${oldIds}::uuid[]) and k.state = 'active'
      and (k.to_on is null or k.to_on >= ${fromOn}::date)
    order by k.id for update`.execute(registry(tx))
  await sql`update registry.vehicle_permit k set space_id = ${toId}::uuid, version = k.version + 1
    where k.tenant_id = ${tenantOf(actor)}::uuid and k.id = any(${rows.map(row => row.id)}::uuid[])`.execute(
    registry(tx),
  )
  return rows
}

/** Parking premises are spaces by themselves; what kind of space they are is that of the first before. */
async function carrySpaceFacts(tx: Tx, actor: Actor, { oldIds, successorIds }: Carriage): Promise<void> {
  await sql`
    update registry.space n set tenure = o.tenure, zone = o.zone, size = o.size, charging = o.charging
    from registry.space o where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = ${oldIds[0]}::uuid
      and n.tenant_id = o.tenant_id and n.premises_id = any(${successorIds}::uuid[])`.execute(registry(tx))
}

/** Where several of the old ones say something, the first has the word. */
async function carryFields(tx: Tx, actor: Actor, { oldIds, successorIds }: Carriage): Promise<void> {
  await sql`
    insert into registry.premises_field_value (tenant_id, community_id, premises_id, field_id, value)
    select distinct on (n.id, v.field_id) v.tenant_id, v.community_id, n.id, v.field_id, v.value
    from registry.premises_field_value v cross join unnest(${successorIds}::uuid[]) as n(id)
    where v.tenant_id = ${tenantOf(actor)}::uuid and v.premises_id = any(${oldIds}::uuid[])
    order by n.id, v.field_id, array_position(${oldIds}::uuid[], v.premises_id)
    on conflict do nothing`.execute(registry(tx))
}

/** The papers stay with the old premises and stand with the new ones as well: one file, several places. */
async function carryDocuments(tx: Tx, actor: Actor, { oldIds, successorIds }: Carriage): Promise<void> {
  const papers = await registry(tx)
    .selectFrom('registry.placeDocument')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', sql<string>`any(${oldIds}::uuid[])`)
    .where('removedAt', 'is', null)
    .execute()
  const copies = successorIds.flatMap(premisesId =>
    papers.map(paper => ({ ...paper, id: newId(), premisesId, carriedFrom: paper.id, version: 1 })),
  )
  if (copies.length === 0) return
  const told = { addedBy: actor.id, addedByName: actor.name, addedAt: now() }
  await registry(tx)
    .insertInto('registry.placeDocument')
    .values(copies.map(copy => ({ ...copy, ...told })))
    .execute()
}

/** Lists of vehicles and spaces ask again. */
export async function tellOfBelongings(tx: Tx, communityId: string, { vehicles, leases }: Carried): Promise<void> {
  if (vehicles.length > 0) await publish(tx, vehiclesChanged, { communityId, count: vehicles.length })
  if (leases.length > 0) await publish(tx, spacesChanged, { communityId, count: leases.length })
}

/** Lets go of what went along, so that the new premises can be removed; what came to them otherwise keeps them. */
export async function releaseBelongings(tx: Tx, tenantId: string, carried: Carried, freshIds: string[]): Promise<void> {
  await sql`update registry.vehicle v set premises_id = null
    where v.tenant_id = ${tenantId}::uuid and v.id = any(${carried.vehicles.map(one => one.id)}::uuid[])
      and v.premises_id = any(${freshIds}::uuid[])`.execute(registry(tx))
  await sql`
    update registry.vehicle_permit k set space_id = r.before, version = k.version + 1
    from unnest(${carried.permits.map(one => one.id)}::uuid[], ${carried.permits.map(one => one.from)}::uuid[]) as r(id, before)
    where k.tenant_id = ${tenantId}::uuid and k.id = r.id and k.space_id = any(${freshIds}::uuid[])`.execute(
    registry(tx),
  )
}

/** What went along is back where it was; a vehicle that meanwhile lives elsewhere stays there. */
export async function bringBelongingsBack(tx: Tx, tenantId: string, { vehicles }: Carried): Promise<void> {
  await sql`
    update registry.vehicle v set premises_id = r.before, version = v.version + 1
    from unnest(${vehicles.map(one => one.id)}::uuid[], ${vehicles.map(one => one.from)}::uuid[]) as r(id, before)
    where v.tenant_id = ${tenantId}::uuid and v.id = r.id and v.premises_id is null and v.state = 'active'`.execute(
    registry(tx),
  )
}

/** What was kept of a succession; those before nothing went along carried nothing. */
export function carriedOf(kept: unknown): Carried {
  const { vehicles = [], permits = [], leases = [] } = (kept ?? {}) as Partial<Carried>
  return { vehicles, permits, leases }
}
