import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import { lockVehicle, requirePlate, requireStays } from './check-vehicle.ts'
import { readVehicle, type VehicleDetail } from './vehicle-view.ts'

/**
 * Another plate for a while. Errors: registry.plate_wrong, registry.period_wrong, registry.replacement_overlaps,
 * registry.vehicle_removed, registry.vehicle_leaves (beyond the last day of a vehicle that leaves).
 */
export async function addReplacementPlate(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addReplacementPlate>,
): Promise<VehicleDetail> {
  const { vehicleId, id, fromOn, toOn, reason } = input
  const vehicle = await lockVehicle(tx, actor, vehicleId)
  if (vehicle.state !== 'active') throw refuse.vehicleRemoved()
  if (toOn < fromOn) throw refuse.periodWrong()
  requireStays(vehicle, toOn)
  const { plate, plateKind } = requirePlate(input.plate)
  const overlapping = await registry(tx)
    .selectFrom('registry.replacementPlate')
    .select('plate')
    .where('tenantId', '=', tenantOf(actor))
    .where('vehicleId', '=', vehicleId)
    .where('fromOn', '<=', toOn)
    .where('toOn', '>=', fromOn)
    .executeTakeFirst()
  if (overlapping) throw refuse.replacementOverlaps({ plate: overlapping.plate })
  const { communityId } = vehicle
  const added = await registry(tx)
    .insertInto('registry.replacementPlate')
    .values({
      tenantId: tenantOf(actor),
      ...{ id, communityId, vehicleId, plate, plateKind, fromOn, toOn, reason, createdAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.idTaken()
  return readVehicle(tx, actor, { vehicleId })
}

/** Today is the last day of a replacement plate. Errors: registry.replacement_over when its last day is past. */
export async function endReplacementPlate(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.endReplacementPlate>,
): Promise<VehicleDetail> {
  await lockVehicle(tx, actor, input.vehicleId)
  const at = registry(tx)
    .selectFrom('registry.replacementPlate')
    .select(['fromOn', 'toOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('vehicleId', '=', input.vehicleId)
    .where('id', '=', input.replacementPlateId)
  const before = await at.executeTakeFirst()
  if (!before) throw platformRefuse.notFound()
  if (before.toOn < today()) throw refuse.replacementOver()
  // One that has not begun never comes about: its only day is the first, which nobody will see.
  const begun = before.fromOn <= today()
  const toOn = begun ? today() : before.fromOn
  await registry(tx)
    .updateTable('registry.replacementPlate')
    .set({ toOn })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.replacementPlateId)
    .execute()
  recordChanges(tx, before, { toOn })
  return readVehicle(tx, actor, input)
}
