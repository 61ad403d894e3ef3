import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { communityChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { isWhole } from './community.ts'
import { readCommunity } from './community-view.ts'

/**
 * Writes down what is known of a community, from the version that was read.
 * Errors: platform.beyond_scope (staff of some buildings), platform.not_found, platform.changed_meanwhile, registry.community_code_taken, registry.position_half.
 */
export async function editCommunity(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editCommunity>,
): Promise<ResponseOf<typeof contract.editCommunity>> {
  requireWholeCommunities(actor)
  const { communityId, version, ...facts } = input
  if (!isWhole(facts)) throw refuse.positionHalf()
  const before = await registry(tx)
    .selectFrom('registry.community')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', communityId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw platformRefuse.notFound()
  if (before.version !== version) throw platformRefuse.changedMeanwhile({ version: before.version })
  const taken = await registry(tx)
    .selectFrom('registry.community')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('code', '=', facts.code)
    .where('id', '<>', communityId)
    .executeTakeFirst()
  if (taken) throw refuse.communityCodeTaken()
  const { version: _, ...after } = await registry(tx)
    .updateTable('registry.community')
    .set({ ...facts, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', communityId)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordChanges(tx, before, after)
  await publish(tx, communityChanged, { communityId })
  return readCommunity(tx, actor, { communityId })
}
