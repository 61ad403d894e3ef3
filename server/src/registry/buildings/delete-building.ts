import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { buildingsChanged } from '../events.ts'
import { unlessUsed } from '../still-used.ts'
import { registry } from '../tables.ts'

/** Removes a building without units and premises. Errors: platform.not_found, platform.changed_meanwhile, registry.still_used. */
export async function deleteBuilding(
  tx: Tx,
  actor: Actor,
  { buildingId, version }: RequestOf<typeof contract.deleteBuilding>,
): Promise<void> {
  await remove(tx, actor, 'registry.building', { id: buildingId, version })
}

/** Removes a unit without premises. Errors: platform.not_found, platform.changed_meanwhile, registry.still_used. */
export async function deleteUnit(
  tx: Tx,
  actor: Actor,
  { unitId, version }: RequestOf<typeof contract.deleteUnit>,
): Promise<void> {
  await remove(tx, actor, 'registry.unit', { id: unitId, version })
}

async function remove(
  tx: Tx,
  actor: Actor,
  table: 'registry.building' | 'registry.unit',
  seen: { id: string; version: number },
): Promise<void> {
  const { id } = seen
  const before = await registry(tx)
    .selectFrom(table)
    .select('version')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw platformRefuse.notFound()
  if (before.version !== seen.version) throw platformRefuse.changedMeanwhile({ version: before.version })
  const gone = await unlessUsed(refuse.stillUsed, () =>
    registry(tx)
      .deleteFrom(table)
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', id)
      .returning(['communityId', 'code'])
      .executeTakeFirstOrThrow(),
  )
  audit(tx, `${table}Deleted`, id, { code: gone.code })
  await publish(tx, buildingsChanged, { communityId: gone.communityId })
}
