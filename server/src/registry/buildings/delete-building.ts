import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { buildingsChanged } from '../events.ts'
import { unlessUsed } from '../still-used.ts'
import { registry } from '../tables.ts'

/** Removes a building without units and premises. Errors: platform.not_found, registry.still_used. */
export async function deleteBuilding(tx: Tx, actor: Actor, input: { buildingId: string }): Promise<void> {
  await remove(tx, actor, 'registry.building', input.buildingId)
}

/** Removes a unit without premises. Errors: platform.not_found, registry.still_used. */
export async function deleteUnit(tx: Tx, actor: Actor, input: { unitId: string }): Promise<void> {
  await remove(tx, actor, 'registry.unit', input.unitId)
}

async function remove(tx: Tx, actor: Actor, table: 'registry.building' | 'registry.unit', id: string): Promise<void> {
  const gone = await unlessUsed(refuse.stillUsed, () =>
    registry(tx)
      .deleteFrom(table)
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', id)
      .returning(['communityId', 'code'])
      .executeTakeFirst(),
  )
  if (!gone) throw platformRefuse.notFound()
  audit(tx, `${table}Deleted`, id, { code: gone.code })
  await publish(tx, buildingsChanged, { communityId: gone.communityId })
}
