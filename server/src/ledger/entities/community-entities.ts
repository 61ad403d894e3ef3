import type { ledger as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { ledger } from '../tables.ts'

type Answer = ResponseOf<typeof contract.listCommunityEntities>

/** Which legal entity bills for a community, the latest first. Errors: platform.not_found. */
export async function listCommunityEntities(
  tx: Tx,
  actor: Actor,
  { communityId }: { communityId: string },
): Promise<Answer> {
  await requireCommunity(tx, actor, communityId)
  const items = await ledger(tx)
    .selectFrom('ledger.communityEntity as c')
    .innerJoin('ledger.legalEntity as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.legalEntityId'),
    )
    .select(['c.legalEntityId', 'e.name as legalEntityName', 'c.fromOn'])
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.communityId', '=', communityId)
    .orderBy('c.fromOn', 'desc')
    .execute()
  return { items }
}

/** Says who bills from a day on; saying it again for that day changes it. Errors: platform.not_found, platform.beyond_scope, platform.changed_meanwhile. */
export async function nameCommunityEntity(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.nameCommunityEntity>,
): Promise<Answer> {
  requireWholeCommunities(actor)
  const { communityId, legalEntityId, fromOn, was } = input
  const before = (await listCommunityEntities(tx, actor, input)).items.find(one => one.fromOn === fromOn)
  const entity = await ledger(tx)
    .selectFrom('ledger.legalEntity')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', legalEntityId)
    .executeTakeFirst()
  if (!entity) throw refuse.notFound()
  const named = await ledger(tx)
    .insertInto('ledger.communityEntity')
    .values({ tenantId: tenantOf(actor), communityId, legalEntityId, fromOn })
    .onConflict(conflict =>
      conflict
        .columns(['tenantId', 'communityId', 'fromOn'])
        .doUpdateSet({ legalEntityId })
        // Told twice it is one naming.
        .where('ledger.communityEntity.legalEntityId', 'in', [legalEntityId, ...(was === null ? [] : [was])]),
    )
    .returning('fromOn')
    .executeTakeFirst()
  // A naming has no version: the day's entity is what is compared.
  if (!named) throw refuse.changedMeanwhile({ version: 0 })
  recordChanges(tx, { legalEntityId: before?.legalEntityId ?? null }, { legalEntityId })
  return listCommunityEntities(tx, actor, input)
}
