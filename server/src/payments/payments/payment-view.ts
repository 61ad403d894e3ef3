import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { PaymentMethod } from '../receipts/receipt.ts'
import { payments } from '../tables.ts'

export interface Payment {
  id: string
  premisesId: string
  method: PaymentMethod
  amountFen: bigint
  tenderedFen: bigint | null
  remark: string | null
  receiptId: string
  receiptNumber: string
}

/** A payment with its receipt, or null when the caller's company has none of this id within reach. */
export async function readPayment(tx: Tx, actor: Actor, paymentId: string): Promise<Payment | null> {
  const row = await payments(tx)
    .selectFrom('payments.payment as p')
    .innerJoin('payments.receipt as r', join =>
      join.onRef('r.tenantId', '=', 'p.tenantId').onRef('r.paymentId', '=', 'p.id'),
    )
    .select(['p.id', 'p.premisesId', 'p.method', 'p.amountFen', 'p.tenderedFen', 'p.remark'])
    .select(['r.id as receiptId', 'r.number as receiptNumber'])
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.id', '=', paymentId)
    .executeTakeFirst()
  return row ? { ...row, method: row.method as PaymentMethod } : null
}
