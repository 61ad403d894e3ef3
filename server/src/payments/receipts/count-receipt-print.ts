import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { payments } from '../tables.ts'

/** Counts a print of a receipt; from the second on the paper says which reprint it is. Errors: platform.not_found. */
export async function countReceiptPrint(
  tx: Tx,
  actor: Actor,
  input: { receiptId: string },
): Promise<{ printCount: number }> {
  const counted = await payments(tx)
    .updateTable('payments.receipt')
    .set({ printCount: sql<number>`print_count + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.receiptId)
    .returning('printCount')
    .executeTakeFirst()
  if (!counted) throw refuse.notFound()
  return counted
}
