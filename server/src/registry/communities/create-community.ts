import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import { isWhole, UNKNOWN_FACTS } from './community.ts'

/**
 * Opens a community. The same id again is the same community; another's code is refused.
 * Errors: platform.beyond_scope (staff of some communities only), registry.community_code_taken, registry.position_half.
 */
export async function createCommunity(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createCommunity>,
): Promise<ResponseOf<typeof contract.createCommunity>> {
  // A community is in nobody's list of communities yet: only who works for the whole company may open one.
  if (actor.kind === 'staff' && (actor.communityIds !== null || actor.buildingIds !== null))
    throw platformRefuse.beyondScope()
  const facts = { ...UNKNOWN_FACTS, ...input }
  if (!isWhole(facts)) throw refuse.positionHalf()
  const added = await registry(tx)
    .insertInto('registry.community')
    .values({ ...facts, tenantId: tenantOf(actor), createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.communityCodeTaken()
  const { id, code, name, address } = input
  return { id, code, name, address, buildingCount: 0, premisesCount: 0 }
}
