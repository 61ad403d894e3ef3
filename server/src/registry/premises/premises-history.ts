import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { requireCommunity } from '../communities/community-exists.ts'
import { registry } from '../tables.ts'

/** What was done to premises, and the merges and splits they were part of. Errors: platform.not_found. */
export async function premisesHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.premisesHistory>,
): Promise<ResponseOf<typeof contract.premisesHistory>> {
  const { premisesId } = input
  const premises = await registry(tx)
    .selectFrom('registry.premises')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .executeTakeFirst()
  if (!premises) throw refuse.notFound()
  const successions = await registry(tx)
    .selectFrom('registry.successionPart')
    .select('successionId')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .execute()
  return historyOf(tx, actor, [premisesId, ...successions.map(part => part.successionId)], input)
}

/** What was done to a community, its buildings and units. Errors: platform.not_found. */
export async function communityHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.communityHistory>,
): Promise<ResponseOf<typeof contract.communityHistory>> {
  const { communityId } = input
  await requireCommunity(tx, actor, communityId)
  const parts = async (table: 'registry.building' | 'registry.unit') =>
    registry(tx)
      .selectFrom(table)
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', communityId)
      .execute()
  const ids = [...(await parts('registry.building')), ...(await parts('registry.unit'))].map(part => part.id)
  return historyOf(tx, actor, [communityId, ...ids], input)
}
