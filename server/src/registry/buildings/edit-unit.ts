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
import { type BuildingView, readBuilding } from './building-view.ts'

/**
 * Writes down what is known of a unit, from the version that was read; a new code renames its premises. Answers the building.
 * Errors: platform.not_found, platform.changed_meanwhile, registry.unit_code_taken.
 */
export async function editUnit(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editUnit>,
): Promise<BuildingView> {
  const { unitId, version, ...facts } = input
  const tenantId = tenantOf(actor)
  const before = await registry(tx)
    .selectFrom('registry.unit')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', unitId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw platformRefuse.notFound()
  if (before.version !== version) throw platformRefuse.changedMeanwhile({ version: before.version })
  const taken = await registry(tx)
    .selectFrom('registry.unit')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('buildingId', '=', before.buildingId)
    .where('code', '=', facts.code)
    .where('id', '<>', unitId)
    .executeTakeFirst()
  if (taken) throw refuse.unitCodeTaken()
  await registry(tx)
    .updateTable('registry.unit')
    .set({ ...facts, version: version + 1 })
    .where('tenantId', '=', tenantId)
    .where('id', '=', unitId)
    .execute()
  recordChanges<object>(tx, before, facts)
  if (before.code !== facts.code) await renamePremises(tx, tenantId, { unitId })
  await publish(tx, buildingsChanged, { communityId: before.communityId })
  return readBuilding(tx, actor, before.buildingId)
}
