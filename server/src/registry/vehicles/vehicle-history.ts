import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'
import { readVehicle } from './vehicle-view.ts'

/** What was done to a vehicle, its permits, its replacement plates, and the application it came from. Errors: platform.not_found. */
export async function vehicleHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.vehicleHistory>,
): Promise<ResponseOf<typeof contract.vehicleHistory>> {
  const vehicle = await readVehicle(tx, actor, input)
  const applications = await registry(tx)
    .selectFrom('registry.vehicleApplication')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('vehicleId', '=', vehicle.id)
    .execute()
  const parts = [...vehicle.permits, ...vehicle.replacementPlates, ...applications]
  return historyOf(tx, actor, [vehicle.id, ...parts.map(part => part.id)], input)
}
