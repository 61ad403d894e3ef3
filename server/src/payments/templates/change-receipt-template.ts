import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { payments } from '../tables.ts'
import { readReceiptTemplate } from './template-view.ts'

/**
 * Decides how the receipts of a community look from now on; those written before keep their looks. New pictures are the actor's
 * own uploads; those that stand there may stay. Errors: platform.not_found, platform.changed_meanwhile.
 */
export async function changeReceiptTemplate(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.changeReceiptTemplate>,
): Promise<ResponseOf<typeof contract.changeReceiptTemplate>> {
  requireWholeCommunities(actor)
  const { communityId, version, ...facts } = input
  const before = await readReceiptTemplate(tx, actor, { communityId })
  // Before its pictures are looked at: those of an earlier version are nobody's any more.
  if (before.version !== version) throw refuse.changedMeanwhile({ version: before.version })
  const kept = [before.logo?.id, before.seal?.id]
  const added = [facts.logoId, facts.sealId].filter(id => id !== null && !kept.includes(id))
  await requireOwnFiles(tx, actor, added as string[], 'photo')
  const values = { ...facts, version: version + 1, changedAt: now() }
  const written = await payments(tx)
    .insertInto('payments.receiptTemplate')
    .values({ tenantId: tenantOf(actor), communityId, ...values })
    .onConflict(conflict =>
      conflict
        .columns(['tenantId', 'communityId'])
        .doUpdateSet(values)
        .where('payments.receiptTemplate.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst()
  if (!written)
    throw refuse.changedMeanwhile({ version: (await readReceiptTemplate(tx, actor, { communityId })).version })
  const { logo, seal, ...words } = before
  recordChanges(tx, { ...words, logoId: logo?.id ?? null, sealId: seal?.id ?? null }, facts)
  return readReceiptTemplate(tx, actor, { communityId })
}
