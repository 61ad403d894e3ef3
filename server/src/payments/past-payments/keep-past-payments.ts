import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { payments } from '../tables.ts'

/** A payment of the time before, as the former system has it; ids are the caller's. */
export interface PastPaymentInput {
  id: string
  premisesId: string
  itemName: string
  periodFrom: string | null
  periodTo: string | null
  paidOn: string
  dueFen: bigint | null
  paidFen: bigint
  method: string | null
  receiptNumber: string | null
  cashierName: string | null
  payerName: string | null
  remark: string | null
}

/** Keeps payments of a former system to look up: nothing is posted, no receipt is written. In one statement. */
export async function keepPastPayments(
  tx: Tx,
  actor: Actor,
  communityId: string,
  rows: readonly PastPaymentInput[],
): Promise<void> {
  if (rows.length === 0) return
  const column = <T>(of: (row: PastPaymentInput) => T) => rows.map(of)
  await sql`
    insert into payments.past_payment (tenant_id, community_id, id, premises_id, item_name, period_from, period_to, paid_on, due_fen,
      paid_fen, method, receipt_number, cashier_name, payer_name, remark)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, p.*
    from unnest(${column(row => row.id)}::uuid[], ${column(row => row.premisesId)}::uuid[], ${column(row => row.itemName)}::text[],
      ${column(row => row.periodFrom)}::date[], ${column(row => row.periodTo)}::date[], ${column(row => row.paidOn)}::date[],
      ${column(row => row.dueFen)}::bigint[], ${column(row => row.paidFen)}::bigint[], ${column(row => row.method)}::text[],
      ${column(row => row.receiptNumber)}::text[], ${column(row => row.cashierName)}::text[],
      ${column(row => row.payerName)}::text[], ${column(row => row.remark)}::text[]) as p`.execute(payments(tx))
}
