import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { maskName } from '../../platform/mask-name.ts'
import { refuse } from '../errors.ts'
import { vehicleApplicationOpened, vehicleApplicationWithdrawn } from '../events.ts'
import { registry } from '../tables.ts'
import { applicationRows } from './application-view.ts'
import { requirePlate } from './check-vehicle.ts'

type Mine = ResponseOf<typeof contract.listMyVehicles>
type MyApplication = Mine['applications'][number]

/**
 * The vehicles of the resident's households and what was applied for there. The walls keep to the own premises; a vehicle whose
 * owner lives there no more is not told to who lives there now.
 */
export async function listMyVehicles(tx: Tx, actor: Actor): Promise<Mine> {
  const { rows } = await sql<Omit<Vehicle, 'permit'> & { isMine: boolean }>`
    select v.id, v.premises_id, p.label as premises_label, v.plate, v.plate_kind, v.plate_colour, v.kind, v.brand, v.model, v.colour, n.name as owner_name, coalesce(v.owner_id = ${actor.personId}::uuid, false) as is_mine
    from registry.vehicle v join registry.premises p on p.tenant_id = v.tenant_id and p.id = v.premises_id
    left join registry.person n on n.tenant_id = v.tenant_id and n.id = v.owner_id
    where v.tenant_id = ${tenantOf(actor)} and v.state = 'active' and (v.owner_id is null or exists (select 1 from registry.occupancy o
      where o.tenant_id = v.tenant_id and o.premises_id = v.premises_id and o.person_id = v.owner_id
        and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)))
    order by p.label, v.plate limit 100`.execute(registry(tx))
  const applications = await applicationRows(tx, actor, {})
    .where(sql<boolean>`a.person_id = ${actor.personId}::uuid`)
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.id', 'desc')
    .limit(50)
    .execute()
  return {
    vehicles: await withPermits(tx, rows.map(masked)),
    applications: applications as unknown as MyApplication[],
    spaces: await mySpaces(tx, actor),
  }
}

type Vehicle = Mine['vehicles'][number]

/** Of others in the household one sees as much of the name as among its members. */
function masked({ isMine, ...vehicle }: Omit<Vehicle, 'permit'> & { isMine: boolean }): Omit<Vehicle, 'permit'> {
  return {
    ...vehicle,
    ownerName: isMine || vehicle.ownerName === null ? vehicle.ownerName : maskName(vehicle.ownerName),
  }
}

async function withPermits(tx: Tx, vehicles: Omit<Vehicle, 'permit'>[]): Promise<Vehicle[]> {
  const { rows } = await sql<{ vehicleId: string } & NonNullable<Vehicle['permit']>>`
    select distinct on (vehicle_id) vehicle_id, kind, area_code, to_on from registry.my_permits()
    where from_on <= ${today()}::date order by vehicle_id, to_on desc nulls first`.execute(registry(tx))
  const permits = new Map(rows.map(({ vehicleId, ...permit }) => [vehicleId, permit]))
  return vehicles.map(vehicle => ({ ...vehicle, permit: permits.get(vehicle.id) ?? null }))
}

/** The spaces of the person: owned and rented ones, past the walls of staff. */
async function mySpaces(tx: Tx, actor: Actor): Promise<Mine['spaces']> {
  const { rows } = await sql<Mine['spaces'][number]>`
    select s.label, s.community_name, s.held, s.from_on, s.to_on, s.monthly_price_fen,
      array(select v.plate from registry.vehicle v where v.tenant_id = ${tenantOf(actor)} and v.id = any(s.vehicle_ids) order by v.plate) as plates
    from registry.my_spaces() s order by s.community_name, s.label limit 100`.execute(registry(tx))
  return rows
}

/**
 * Asks to have a vehicle of the own household registered; staff decide. Errors: platform.not_found (not my home, or photos that are
 * not mine), registry.plate_wrong, registry.plate_known (the household has it), registry.application_open.
 */
export async function applyForMyVehicle(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.applyForMyVehicle>,
): Promise<MyApplication> {
  const { plate: typed, plateColour: colourSaid, ...words } = input
  const plate = requirePlate(typed, colourSaid)
  const home = await registry(tx)
    .selectFrom('registry.premises')
    .select(['id', 'communityId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.premisesId)
    .executeTakeFirst()
  if (!home || !actor.personId) throw platformRefuse.notFound()
  await requireOwnFiles(tx, actor, input.photoIds, 'photo')
  const known = await registry(tx)
    .selectFrom('registry.vehicle')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', home.id)
    .where('plate', '=', plate.plate)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (known) throw refuse.plateKnown({ plate: plate.plate })
  await requireNotAsked(tx, actor, home.id, plate.plate)
  await registry(tx)
    .insertInto('registry.vehicleApplication')
    .values({
      tenantId: tenantOf(actor),
      ...{ ...words, ...plate, communityId: home.communityId, personId: actor.personId, askedBy: accountOf(actor) },
      createdAt: now(),
    })
    .execute()
  await publish(tx, vehicleApplicationOpened, { communityId: home.communityId, applicationId: input.id })
  return myApplication(tx, actor, input.id)
}

async function requireNotAsked(tx: Tx, actor: Actor, premisesId: string, plate: string): Promise<void> {
  const open = await registry(tx)
    .selectFrom('registry.vehicleApplication')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('plate', '=', plate)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (open) throw refuse.applicationOpen({ plate })
}

/** Takes back an application that nobody has decided yet. Errors: registry.application_decided. */
export async function withdrawMyVehicleApplication(
  tx: Tx,
  actor: Actor,
  input: { applicationId: string },
): Promise<MyApplication> {
  const before = await registry(tx)
    .selectFrom('registry.vehicleApplication')
    .select(['state', 'communityId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.applicationId)
    .where(sql<boolean>`person_id = ${actor.personId}::uuid`)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw platformRefuse.notFound()
  if (before.state === 'withdrawn') return myApplication(tx, actor, input.applicationId)
  if (before.state !== 'open') throw refuse.applicationDecided({ state: before.state })
  await registry(tx)
    .updateTable('registry.vehicleApplication')
    .set({ state: 'withdrawn', version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.applicationId)
    .execute()
  const { communityId } = before
  await publish(tx, vehicleApplicationWithdrawn, { communityId, applicationId: input.applicationId })
  return myApplication(tx, actor, input.applicationId)
}

async function myApplication(tx: Tx, actor: Actor, applicationId: string): Promise<MyApplication> {
  const row = await applicationRows(tx, actor, {}).where('a.id', '=', applicationId).executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  return row as unknown as MyApplication
}
