import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

/** A batch of which nothing is in flight or being booked any more is finished; any other goes on. */
export async function finishBatch(tx: Tx, actor: Actor, batchId: string): Promise<void> {
  await sql`
    update billing.debit_batch b set state = 'finished', closed_at = ${now()}::timestamptz, closed_by_name = ${actor.name}
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = ${batchId}::uuid and b.state in ('open', 'sent')
      and not exists (select from billing.debit d where d.tenant_id = b.tenant_id and d.batch_id = b.id
        and d.state in ('in-flight', 'reported'))`.execute(billing(tx))
}
