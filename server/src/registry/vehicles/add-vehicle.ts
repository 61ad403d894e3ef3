import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { vehiclesChanged } from '../events.ts'
import { answerFields } from '../fields/set-fields.ts'
import { registry } from '../tables.ts'
import { unlessEnded } from '../unless-ended.ts'
import { requireBelongings, requirePlate, requirePlateFree } from './check-vehicle.ts'
import { readVehicle, type VehicleDetail } from './vehicle-view.ts'

/**
 * Registers a vehicle. Errors: platform.not_found (community, owner, household, photo), registry.plate_wrong, registry.plate_taken;
 * platform.input_wrong (a field of the company's own is not answered).
 */
export async function addVehicle(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addVehicle>,
): Promise<VehicleDetail> {
  const { plate: typed, plateColour, values, ...words } = input
  const plate = requirePlate(typed, plateColour)
  await requireBelongings(tx, actor, input.communityId, input)
  await requirePlateFree(tx, actor, input.communityId, plate.plate, null)
  const added = await unlessEnded(() =>
    registry(tx)
      .insertInto('registry.vehicle')
      .values({ tenantId: tenantOf(actor), ...words, ...plate, createdAt: now() })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  if (!added) {
    // Somebody was quicker with the plate, or the id is another vehicle's.
    await requirePlateFree(tx, actor, input.communityId, plate.plate, null)
    throw refuse.idTaken()
  }
  await answerFields(tx, actor, { subject: 'vehicle', id: input.id }, values)
  await publish(tx, vehiclesChanged, { communityId: input.communityId, count: 1 })
  return readVehicle(tx, actor, { vehicleId: input.id })
}
