import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { debitsChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { type DebitBatch, lockDebitBatch, readDebitBatch } from './batch-view.ts'

/**
 * Releases what the bank has not answered. A batch of which nothing was answered is cancelled; of another the answers stay, and it is finished.
 * Errors: platform.not_found, platform.beyond_scope, billing.debit_batch_closed.
 */
export async function cancelDebitBatch(
  tx: Tx,
  actor: Actor,
  { batchId, reason }: RequestOf<typeof contract.cancelDebitBatch>,
): Promise<DebitBatch> {
  requireWholeCommunities(actor)
  const batch = await lockDebitBatch(tx, actor, batchId)
  if (batch.state === 'finished' || batch.state === 'cancelled') throw refuse.debitBatchClosed({ state: batch.state })
  const tenantId = tenantOf(actor)
  await sql`
    update billing.debit_bill f set in_flight = false from billing.debit d
    where f.tenant_id = ${tenantId}::uuid and f.in_flight and d.tenant_id = f.tenant_id and d.id = f.debit_id
      and d.batch_id = ${batchId}::uuid and d.state = 'in-flight'`.execute(billing(tx))
  await sql`update billing.debit set state = 'released'
    where tenant_id = ${tenantId}::uuid and batch_id = ${batchId}::uuid and state = 'in-flight'`.execute(billing(tx))
  const { answered } = await billing(tx)
    .selectFrom('billing.debit')
    .select(sql<number>`(count(*) filter (where state <> 'released'))::int`.as('answered'))
    .where('tenantId', '=', tenantId)
    .where('batchId', '=', batchId)
    .executeTakeFirstOrThrow()
  const state = answered > 0 ? 'finished' : 'cancelled'
  await billing(tx)
    .updateTable('billing.debitBatch')
    .set({ state, closedAt: now(), closedByName: actor.name, cancelReason: reason })
    .where('tenantId', '=', tenantId)
    .where('id', '=', batchId)
    .execute()
  recordChanges<{ state: string }>(tx, { state: batch.state }, { state })
  await publish(tx, debitsChanged, { communityId: batch.communityId, batchId })
  return readDebitBatch(tx, actor, { batchId })
}
