import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'

/** Errors: platform.not_found when the actor's company has no such community within the actor's scope (the wall leaves out the others). */
export async function requireCommunity(tx: Tx, actor: Actor, communityId: string): Promise<void> {
  const community = await registry(tx)
    .selectFrom('registry.community')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', communityId)
    .executeTakeFirst()
  if (!community) throw refuse.notFound()
}

/** The communities of the actor's company within the walls; of a resident those of the own homes. */
export async function communityIds(tx: Tx): Promise<string[]> {
  const { actor } = tx
  if (actor.kind === 'resident') {
    const homes = await registry(tx)
      .selectFrom('registry.premises')
      .select('communityId')
      .distinct()
      .where('tenantId', '=', tenantOf(actor))
      .execute()
    return homes.map(home => home.communityId)
  }
  const rows = await registry(tx)
    .selectFrom('registry.community')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .execute()
  return rows.map(({ id }) => id)
}
