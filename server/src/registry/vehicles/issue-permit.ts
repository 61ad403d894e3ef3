import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { vehiclesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { lockVehicle, requireStays } from './check-vehicle.ts'
import { readVehicle, type VehicleDetail } from './vehicle-view.ts'

/** What a permit says. Days are inclusive; without a last day it lasts. */
export type PermitWords = Omit<RequestOf<typeof contract.issuePermit>, 'vehicleId' | 'id'>

/**
 * Lets a vehicle in. Two permits of one vehicle for the same car park never overlap, and one for the whole community overlaps
 * all. Errors: registry.permit_overlaps, registry.permit_end_missing, registry.period_wrong, registry.space_elsewhere,
 * registry.vehicle_leaves (beyond the last day of a vehicle that leaves).
 */
export async function issuePermit(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.issuePermit>,
): Promise<VehicleDetail> {
  const { vehicleId, id, ...words } = input
  const vehicle = await lockVehicle(tx, actor, vehicleId)
  if (vehicle.state !== 'active') throw refuse.vehicleRemoved()
  await insertPermit(tx, actor, vehicle, id, words)
  await publish(tx, vehiclesChanged, { communityId: vehicle.communityId, count: 1 })
  return readVehicle(tx, actor, { vehicleId })
}

/** Writes the permit of a vehicle that is locked. */
export async function insertPermit(
  tx: Tx,
  actor: Actor,
  vehicle: { id: string; communityId: string; leavesOn?: string | null },
  id: string,
  words: PermitWords,
): Promise<void> {
  await requirePermit(tx, actor, vehicle, words, null)
  const added = await registry(tx)
    .insertInto('registry.vehiclePermit')
    .values({
      tenantId: tenantOf(actor),
      ...words,
      ...{ id, communityId: vehicle.communityId, vehicleId: vehicle.id, createdAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.idTaken()
}

/** Changes a permit that is not revoked, of a vehicle that is here. Errors: as of issuing, and platform.changed_meanwhile, registry.permit_revoked. */
export async function editPermit(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editPermit>,
): Promise<VehicleDetail> {
  const { vehicleId, permitId, version, ...words } = input
  const vehicle = await lockVehicle(tx, actor, vehicleId)
  if (vehicle.state !== 'active') throw refuse.vehicleRemoved()
  const before = await permitOf(tx, actor, vehicleId, permitId, version)
  await requirePermit(tx, actor, vehicle, words, permitId)
  await writePermit(tx, actor, permitId, words)
  recordChanges(tx, before, words)
  await publish(tx, vehiclesChanged, { communityId: vehicle.communityId, count: 1 })
  return readVehicle(tx, actor, { vehicleId })
}

/** Takes a permit back: it holds no more, and stays in the history with its reason. */
export async function revokePermit(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.revokePermit>,
): Promise<VehicleDetail> {
  const vehicle = await lockVehicle(tx, actor, input.vehicleId)
  const before = await permitOf(tx, actor, input.vehicleId, input.permitId, input.version)
  const after = { state: 'revoked', revokedReason: input.reason }
  await writePermit(tx, actor, input.permitId, after)
  recordChanges(tx, before, after)
  await publish(tx, vehiclesChanged, { communityId: vehicle.communityId, count: 1 })
  return readVehicle(tx, actor, input)
}

async function permitOf(tx: Tx, actor: Actor, vehicleId: string, permitId: string, version: number) {
  const permit = await registry(tx)
    .selectFrom('registry.vehiclePermit')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('vehicleId', '=', vehicleId)
    .where('id', '=', permitId)
    .forUpdate()
    .executeTakeFirst()
  if (!permit) throw platformRefuse.notFound()
  if (permit.version !== version) throw platformRefuse.changedMeanwhile({ version: permit.version })
  if (permit.state === 'revoked') throw refuse.permitRevoked()
  return permit
}

async function writePermit(
  tx: Tx,
  actor: Actor,
  permitId: string,
  set: PermitWords | { state: string; revokedReason: string },
): Promise<void> {
  await registry(tx)
    .updateTable('registry.vehiclePermit')
    .set({ ...set, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', permitId)
    .execute()
}

async function requirePermit(
  tx: Tx,
  actor: Actor,
  vehicle: { id: string; communityId: string; leavesOn?: string | null },
  words: PermitWords,
  exceptId: string | null,
): Promise<void> {
  if (words.toOn === null && words.kind !== 'owned') throw refuse.permitEndMissing()
  if (words.toOn !== null && words.toOn < words.fromOn) throw refuse.periodWrong()
  requireStays(vehicle, words.toOn)
  if (words.spaceId) {
    const space = await registry(tx)
      .selectFrom('registry.premises')
      .select(['communityId', 'areaCode', 'use'])
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', words.spaceId)
      .executeTakeFirst()
    if (!space) throw platformRefuse.notFound()
    const beside = words.areaCode !== null && space.areaCode !== words.areaCode
    if (space.communityId !== vehicle.communityId || space.use !== 'parking' || beside) throw refuse.spaceElsewhere()
  }
  const { rows } = await sql<{ fromOn: string; toOn: string | null }>`
    select k.from_on, k.to_on from registry.vehicle_permit k
    where k.tenant_id = ${tenantOf(actor)} and k.vehicle_id = ${vehicle.id} and k.state = 'active'
      and (${exceptId}::uuid is null or k.id <> ${exceptId})
      and (k.area_code is null or ${words.areaCode}::text is null or k.area_code = ${words.areaCode})
      and daterange(k.from_on, k.to_on, '[]') && daterange(${words.fromOn}::date, ${words.toOn}::date, '[]')
    limit 1`.execute(registry(tx))
  const [other] = rows
  if (other) throw refuse.permitOverlaps({ fromOn: other.fromOn, toOn: other.toOn ?? '' })
}
