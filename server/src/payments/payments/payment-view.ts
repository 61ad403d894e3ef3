import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { PaymentMethod } from '../receipts/receipt.ts'
import type { WrittenReceipt } from '../receipts/write-receipts.ts'
import { payments } from '../tables.ts'

export interface Payment {
  id: string
  communityId: string
  premisesId: string
  payerName: string
  method: PaymentMethod
  amountFen: bigint
  tenderedFen: bigint | null
  reference: string | null
  channelId: string | null
  remark: string | null
  paidOn: string
  cashierId: string
  /** The first of its receipts that is not void. */
  receiptId: string
  receiptNumber: string
  /** Those that are not void; all when every one is. */
  receipts: WrittenReceipt[]
}

/** A payment with its receipts, or null when the caller's company has none of this id within reach. */
export async function readPayment(tx: Tx, actor: Actor, paymentId: string): Promise<Payment | null> {
  const row = await payments(tx)
    .selectFrom('payments.payment')
    .select([
      'id',
      'communityId',
      'premisesId',
      'payerName',
      'method',
      'amountFen',
      'tenderedFen',
      'reference',
      'remark',
    ])
    .select(['paidOn', 'cashierId', 'channelId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (!row) return null
  const all = await payments(tx)
    .selectFrom('payments.receipt as r')
    .leftJoin('payments.receiptVoid as v', join =>
      join.onRef('v.tenantId', '=', 'r.tenantId').onRef('v.receiptId', '=', 'r.id'),
    )
    .select(['r.id', 'r.number', 'r.premisesId', 'r.amountFen', 'v.receiptId as voidId'])
    .where('r.tenantId', '=', tenantOf(actor))
    .where('r.paymentId', '=', paymentId)
    .orderBy('r.sequence')
    .execute()
  const valid = all.filter(receipt => receipt.voidId === null)
  const receipts = (valid.length > 0 ? valid : all).map(({ voidId: _, ...receipt }) => receipt)
  const [first] = receipts
  if (!first) throw new Error('A payment has at least one receipt.')
  return { ...row, method: row.method as PaymentMethod, receiptId: first.id, receiptNumber: first.number, receipts }
}
