import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { payments } from '../tables.ts'

/**
 * The next sequence of a community's year. The counter row stays locked until the transaction ends, so numbers have no
 * gap (domain.md §3 "Receipt numbers"): a payment that fails gives its number back. Take it as late as possible.
 */
export async function takeReceiptNumber(tx: Tx, actor: Actor, communityId: string, year: number): Promise<number> {
  const counter = await payments(tx)
    .insertInto('payments.receiptCounter')
    .values({ tenantId: tenantOf(actor), communityId, year, lastSequence: 1 })
    .onConflict(conflict =>
      conflict
        .columns(['tenantId', 'communityId', 'year'])
        .doUpdateSet({ lastSequence: sql<number>`receipt_counter.last_sequence + 1` }),
    )
    .returning('lastSequence')
    .executeTakeFirstOrThrow()
  return counter.lastSequence
}
