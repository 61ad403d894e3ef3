import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { buildingsChanged } from '../events.ts'
import { renamePremises } from '../premises/rename-premises.ts'
import { registry } from '../tables.ts'
import { buildingName } from './building.ts'
import { type BuildingView, readBuilding } from './building-view.ts'

/**
 * Writes down what is known of a building, from the version that was read. A new code renames its premises; bills and receipts
 * that were made keep the words they have. Errors: platform.not_found, platform.changed_meanwhile, registry.building_code_taken.
 */
export async function editBuilding(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editBuilding>,
): Promise<BuildingView> {
  const { buildingId, version, ...facts } = input
  const tenantId = tenantOf(actor)
  const before = await registry(tx)
    .selectFrom('registry.building')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', buildingId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw platformRefuse.notFound()
  if (before.version !== version) throw platformRefuse.changedMeanwhile({ version: before.version })
  const taken = await registry(tx)
    .selectFrom('registry.building')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', before.communityId)
    .where('code', '=', facts.code)
    .where('id', '<>', buildingId)
    .executeTakeFirst()
  if (taken) throw refuse.buildingCodeTaken()
  const called = before.name === buildingName(before.code, '') && facts.name === before.name ? '' : facts.name
  const {
    version: _,
    sortKey: __,
    ...after
  } = await registry(tx)
    .updateTable('registry.building')
    .set({ ...facts, name: buildingName(facts.code, called), version: version + 1 })
    .where('tenantId', '=', tenantId)
    .where('id', '=', buildingId)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordChanges(tx, before, after)
  if (before.code !== after.code) await renamePremises(tx, tenantId, { buildingId })
  await publish(tx, buildingsChanged, { communityId: before.communityId })
  return readBuilding(tx, actor, buildingId)
}
