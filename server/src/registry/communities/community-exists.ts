import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'

/** Whether the actor's company has such a community within the actor's scope (the wall leaves out the others). */
export async function communityExists(tx: Tx, actor: Actor, communityId: string): Promise<boolean> {
  const community = await registry(tx)
    .selectFrom('registry.community')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', communityId)
    .executeTakeFirst()
  return community !== undefined
}

/** Errors: platform.not_found when the actor cannot see the community. */
export async function requireCommunity(tx: Tx, actor: Actor, communityId: string): Promise<void> {
  if (!(await communityExists(tx, actor, communityId))) throw refuse.notFound()
}
