import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { requireCommunity } from '../communities/community-exists.ts'
import { refuse } from '../errors.ts'
import { buildingsChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { buildingName } from './building.ts'
import { type BuildingView, readBuilding } from './building-view.ts'

/** Adds a building; the same id again is the same building. Errors: platform.not_found (community), registry.building_code_taken. */
export async function createBuilding(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createBuilding>,
): Promise<BuildingView> {
  await requireCommunity(tx, actor, input.communityId)
  const added = await registry(tx)
    .insertInto('registry.building')
    .values({ ...input, name: buildingName(input.code, input.name), tenantId: tenantOf(actor) })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.buildingCodeTaken()
  await publish(tx, buildingsChanged, { communityId: input.communityId })
  return readBuilding(tx, actor, input.id)
}
