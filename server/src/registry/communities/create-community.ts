import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'

/** Opens a community. The same id again is the same community; another's code is refused. */
export async function createCommunity(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createCommunity>,
): Promise<ResponseOf<typeof contract.createCommunity>> {
  // A community is in nobody's list of communities yet: only who works for the whole company may open one.
  if (actor.kind === 'staff' && (actor.communityIds !== null || actor.buildingIds !== null))
    throw platformRefuse.beyondScope()
  const added = await registry(tx)
    .insertInto('registry.community')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      code: input.code,
      name: input.name,
      address: input.address,
      createdAt: now(),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.communityCodeTaken()
  return {
    id: input.id,
    code: input.code,
    name: input.name,
    address: input.address,
    buildingCount: 0,
    premisesCount: 0,
  }
}
