import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { buildingsChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { type BuildingView, readBuilding } from './building-view.ts'

/** Adds a unit to a building; answers the building. Errors: platform.not_found (building), registry.unit_code_taken. */
export async function createUnit(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createUnit>,
): Promise<BuildingView> {
  const tenantId = tenantOf(actor)
  const building = await registry(tx)
    .selectFrom('registry.building')
    .select('communityId')
    .where('tenantId', '=', tenantId)
    .where('id', '=', input.buildingId)
    .executeTakeFirst()
  if (!building) throw platformRefuse.notFound()
  const added = await registry(tx)
    .insertInto('registry.unit')
    .values({ ...input, ...building, tenantId })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.unitCodeTaken()
  await publish(tx, buildingsChanged, building)
  return readBuilding(tx, actor, input.buildingId)
}
