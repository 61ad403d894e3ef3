import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { poolsChanged } from '../events.ts'
import { billing } from '../tables.ts'
import type { PoolDetail } from './pool.ts'
import { readPool } from './pool-view.ts'

/** A shared cost does not count. Errors: platform.not_found, platform.changed_meanwhile, billing.pool_billed, pool_void. */
export async function voidPool(tx: Tx, actor: Actor, input: RequestOf<typeof contract.voidPool>): Promise<PoolDetail> {
  const { poolId, reason, version } = input
  requireWholeCommunities(actor)
  const pool = await billing(tx)
    .selectFrom('billing.pool')
    .select(['version', 'voidedAt', 'communityId', 'ruleId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', poolId)
    .forUpdate()
    .executeTakeFirst()
  if (!pool) throw platformRefuse.notFound()
  if (pool.voidedAt !== null) throw refuse.poolVoid()
  if (pool.version !== version) throw platformRefuse.changedMeanwhile({ version: pool.version })
  const { billCount } = await readPool(tx, actor, { poolId })
  if (billCount > 0) throw refuse.poolBilled({ billCount })
  await billing(tx)
    .updateTable('billing.pool')
    .set({ voidedAt: now(), voidReason: reason, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', poolId)
    .execute()
  await publish(tx, poolsChanged, { communityId: pool.communityId, ruleId: pool.ruleId })
  return readPool(tx, actor, { poolId })
}
