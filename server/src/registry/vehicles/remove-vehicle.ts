import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { vehiclesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { lockVehicle, requirePlateFree } from './check-vehicle.ts'
import { endRights } from './end-vehicles.ts'
import { readVehicle, type VehicleDetail } from './vehicle-view.ts'

/**
 * A vehicle is here no more. Permits in force end today, those to come are revoked, a replacement plate is not needed any longer;
 * nothing is deleted. Errors: platform.changed_meanwhile, registry.vehicle_removed.
 */
export async function removeVehicle(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.removeVehicle>,
): Promise<VehicleDetail> {
  const before = await lockVehicle(tx, actor, input.vehicleId)
  if (before.version !== input.version) throw platformRefuse.changedMeanwhile({ version: before.version })
  if (before.state !== 'active') throw refuse.vehicleRemoved()
  await setState(tx, actor, input.vehicleId, { state: 'removed', removedReason: input.reason })
  await endRights(tx, actor, [{ id: input.vehicleId, lastOn: today() }], input.reason)
  recordChanges(tx, before, { state: 'removed', removedReason: input.reason })
  await publish(tx, vehiclesChanged, { communityId: before.communityId, count: 1 })
  return readVehicle(tx, actor, input)
}

/** A removed vehicle is back; permits are issued anew. Errors: platform.changed_meanwhile, registry.plate_taken. */
export async function restoreVehicle(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.restoreVehicle>,
): Promise<VehicleDetail> {
  const before = await lockVehicle(tx, actor, input.vehicleId)
  if (before.version !== input.version) throw platformRefuse.changedMeanwhile({ version: before.version })
  if (before.state === 'active') return readVehicle(tx, actor, input)
  await requirePlateFree(tx, actor, before.communityId, before.plate, input.vehicleId)
  await setState(tx, actor, input.vehicleId, { state: 'active', removedReason: null })
  recordChanges(tx, before, { state: 'active', removedReason: null })
  await publish(tx, vehiclesChanged, { communityId: before.communityId, count: 1 })
  return readVehicle(tx, actor, input)
}

async function setState(
  tx: Tx,
  actor: Actor,
  vehicleId: string,
  set: { state: 'active' | 'removed'; removedReason: string | null },
): Promise<void> {
  await registry(tx)
    .updateTable('registry.vehicle')
    .set({ ...set, leavesOn: null, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', vehicleId)
    .execute()
}
