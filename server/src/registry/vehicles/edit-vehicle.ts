import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { vehiclesChanged } from '../events.ts'
import { setVehicleFields } from '../fields/set-fields.ts'
import { registry } from '../tables.ts'
import { unlessEnded } from '../unless-ended.ts'
import { lockVehicle, requireBelongings, requirePlate, requirePlateFree } from './check-vehicle.ts'
import { readVehicle, type VehicleDetail } from './vehicle-view.ts'

/** Changes what is registered of a vehicle; permits stay. Errors: as of adding, and platform.changed_meanwhile, registry.vehicle_removed. */
export async function editVehicle(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editVehicle>,
): Promise<VehicleDetail> {
  const { vehicleId, version, plate: typed, plateColour, values, ...words } = input
  const before = await lockVehicle(tx, actor, vehicleId)
  if (before.version !== version) throw platformRefuse.changedMeanwhile({ version: before.version })
  if (before.state !== 'active') throw refuse.vehicleRemoved()
  const after = { ...words, ...requirePlate(typed, plateColour) }
  await requireBelongings(tx, actor, before.communityId, after, before.photoIds)
  await requirePlateFree(tx, actor, before.communityId, after.plate, vehicleId)
  // With another owner or home it stays when the seller leaves.
  const moves = after.ownerId !== before.ownerId || after.premisesId !== before.premisesId
  await unlessEnded(() =>
    registry(tx)
      .updateTable('registry.vehicle')
      .set({ ...after, ...(moves ? { leavesOn: null } : {}), version: sql`version + 1` })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', vehicleId)
      .execute(),
  )
  recordChanges(tx, before, after)
  if (values) await setVehicleFields(tx, actor, { vehicleId, values })
  await publish(tx, vehiclesChanged, { communityId: before.communityId, count: 1 })
  return readVehicle(tx, actor, { vehicleId })
}
