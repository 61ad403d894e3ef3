import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Payment, refusePayments } from '../../payments/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { readOutstanding } from './outstanding-view.ts'

/**
 * The answer to a payment whose id is known: as before when it says the same again (a retry is the same payment).
 * Errors: payments.id_taken when it says anything else.
 */
export async function repeated(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.collect>,
  before: Payment,
): Promise<ResponseOf<typeof contract.collect>> {
  const tenderedFen = input.method === 'cash' ? (input.tenderedFen ?? null) : null
  const same =
    before.premisesId === input.premisesId &&
    before.amountFen === input.amountFen &&
    before.method === input.method &&
    before.tenderedFen === tenderedFen &&
    before.remark === (input.remark ?? null) &&
    (await settledBills(tx, actor, input.id)).every(billId => input.billIds.includes(billId))
  if (!same) throw refusePayments.idTaken()
  return {
    paymentId: before.id,
    receiptId: before.receiptId,
    receiptNumber: before.receiptNumber,
    amountFen: before.amountFen,
    changeFen: tenderedFen === null ? 0n : tenderedFen - before.amountFen,
    outstandingFen: (await readOutstanding(tx, actor, input.premisesId)).outstandingFen,
  }
}

async function settledBills(tx: Tx, actor: Actor, paymentId: string): Promise<string[]> {
  const rows = await billing(tx)
    .selectFrom('billing.settlement')
    .select('billId')
    .distinct()
    .where('tenantId', '=', tenantOf(actor))
    .where('paymentId', '=', paymentId)
    .execute()
  return rows.map(row => row.billId)
}
