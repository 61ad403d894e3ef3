import { registry as contract } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import {
  vehicleApplicationDecided,
  vehicleApplicationOpened,
  vehicleApplicationWithdrawn,
  vehiclesChanged,
} from '../events.ts'
import { parseTold } from '../fields/parse-told.ts'
import { registry } from '../tables.ts'

export interface VehicleInput {
  /** In any spelling that `readPlate` of the contract takes; a row whose plate is none throws, so read plates before. */
  plate: string
  plateColour?: contract.PlateColourName | null
  kind: 'car' | 'bus' | 'truck' | 'motorcycle' | 'other'
  brand: string | null
  model: string | null
  colour: string | null
  ownerId: string | null
  premisesId: string | null
  notes?: string
  /** What is said of it in the company's own fields; of one that is there already nothing is changed. */
  answers?: readonly { fieldId: string; value: string }[]
  /** A permit to begin with; left out where the vehicle has one already. */
  permit?: {
    kind: 'monthly' | 'owned' | 'visitor'
    areaCode: string | null
    spaceId: string | null
    fromOn: string
    toOn: string | null
  } | null
}

/**
 * Registers the vehicles that are not active in the community yet; one that is stays as it is, a permit is added where it has none
 * on those days, and no longer than until the last day of one that leaves. Answers the ids of all given by plate (in its one spelling) and how many were new. Set-based.
 */
export async function ensureVehicles(
  tx: Tx,
  actor: Actor,
  communityId: string,
  vehicles: VehicleInput[],
): Promise<{ idByPlate: Map<string, string>; created: number; permits: number }> {
  const tenantId = tenantOf(actor)
  const rows = vehicles.map(vehicle => ({ ...vehicle, ...spelled(vehicle), id: newId() }))
  const added = await sql<{ id: string }>`
    insert into registry.vehicle (tenant_id, id, community_id, plate, plate_kind, plate_colour, kind, brand, model, colour, owner_id, premises_id, notes, created_at)
    select ${tenantId}, r.id, ${communityId}, r.plate, r.plate_kind, r.plate_colour, r.kind, r.brand, r.model, r.colour, r.owner_id, r.premises_id, r.notes, ${now()}
    from unnest(${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.plate)}::text[], ${rows.map(r => r.plateKind)}::text[], ${rows.map(r => r.plateColour)}::text[],
      ${rows.map(r => r.kind)}::text[], ${rows.map(r => r.brand)}::text[], ${rows.map(r => r.model)}::text[], ${rows.map(r => r.colour)}::text[],
      ${rows.map(r => r.ownerId)}::uuid[], ${rows.map(r => r.premisesId)}::uuid[], ${rows.map(r => r.notes ?? '')}::text[])
      as r(id, plate, plate_kind, plate_colour, kind, brand, model, colour, owner_id, premises_id, notes)
    on conflict do nothing returning id`.execute(registry(tx))
  await answerNew(tx, actor, communityId, rows, new Set(added.rows.map(row => row.id)))
  const known = await sql<{ plate: string; id: string }>`
    select v.plate, v.id from registry.vehicle v where v.tenant_id = ${tenantId} and v.community_id = ${communityId} and v.state = 'active'
      and v.plate = any (${rows.map(r => r.plate)}::text[])`.execute(registry(tx))
  const idByPlate = new Map(known.rows.map(row => [row.plate, row.id]))
  const permits = await ensurePermits(tx, actor, communityId, rows, idByPlate)
  if (added.rows.length + permits > 0) await publish(tx, vehiclesChanged, { communityId, count: added.rows.length })
  return { idByPlate, created: added.rows.length, permits }
}

/** What is said of those that were added. */
async function answerNew(
  tx: Tx,
  actor: Actor,
  communityId: string,
  rows: readonly (VehicleInput & { id: string })[],
  added: ReadonlySet<string>,
): Promise<void> {
  const said = rows.flatMap(({ id, answers }) => (added.has(id) ? (answers ?? []).map(one => ({ ...one, id })) : []))
  if (said.length === 0) return
  await sql`insert into registry.vehicle_field_value (tenant_id, community_id, vehicle_id, field_id, value)
    select ${tenantOf(actor)}, ${communityId}, r.id, r.field_id, r.value
    from unnest(${said.map(one => one.id)}::uuid[], ${said.map(one => one.fieldId)}::uuid[], ${said.map(one => one.value)}::text[])
      as r(id, field_id, value)
    on conflict do nothing`.execute(registry(tx))
}

function spelled({ plate, plateColour }: VehicleInput) {
  const read = contract.readPlate(plate)
  if (!read.ok) throw new Error(`${plate} is no plate (${read.problem}).`)
  const colour = plateColour && read.colours.includes(plateColour) ? plateColour : read.colours[0]
  return { plate: read.plate, plateKind: read.kind, plateColour: colour }
}

async function ensurePermits(
  tx: Tx,
  actor: Actor,
  communityId: string,
  rows: (VehicleInput & { plate: string })[],
  idByPlate: Map<string, string>,
): Promise<number> {
  const wanted = rows.flatMap(({ permit, plate }) => {
    const vehicleId = idByPlate.get(plate)
    return permit && vehicleId ? [{ ...permit, vehicleId }] : []
  })
  if (wanted.length === 0) return 0
  const { rows: added } = await sql<{ id: string }>`
    insert into registry.vehicle_permit (tenant_id, id, community_id, vehicle_id, kind, area_code, space_id, from_on, to_on, created_at)
    select ${tenantOf(actor)}, r.id, ${communityId}, r.vehicle_id, r.kind, r.area_code, r.space_id, r.from_on, least(r.to_on, v.leaves_on), ${now()}
    from unnest(${wanted.map(() => newId())}::uuid[], ${wanted.map(w => w.vehicleId)}::uuid[], ${wanted.map(w => w.kind)}::text[], ${wanted.map(w => w.areaCode)}::text[],
      ${wanted.map(w => w.spaceId)}::uuid[], ${wanted.map(w => w.fromOn)}::date[], ${wanted.map(w => w.toOn)}::date[])
      as r(id, vehicle_id, kind, area_code, space_id, from_on, to_on)
      join registry.vehicle v on v.tenant_id = ${tenantOf(actor)} and v.id = r.vehicle_id
    where (v.leaves_on is null or r.from_on <= v.leaves_on) and not exists (select 1 from registry.vehicle_permit k where k.tenant_id = ${tenantOf(actor)} and k.vehicle_id = r.vehicle_id and k.state = 'active'
      and (k.area_code is null or r.area_code is null or k.area_code = r.area_code)
      and daterange(k.from_on, k.to_on, '[]') && daterange(r.from_on, r.to_on, '[]'))
    on conflict do nothing returning id`.execute(registry(tx))
  return added.length
}

/** Writing many vehicles, that some changed, and what became of those that residents asked for, under one name for the modules to the right. */
export const vehicles = {
  ensureVehicles,
  parseTold,
  changed: vehiclesChanged,
  applicationOpened: vehicleApplicationOpened,
  applicationDecided: vehicleApplicationDecided,
  applicationWithdrawn: vehicleApplicationWithdrawn,
}
