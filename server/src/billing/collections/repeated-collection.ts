import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Payment, readPayment, refusePayments } from '../../payments/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import type { Collecting } from './collect.ts'
import { readOutstanding } from './outstanding-view.ts'

type Answer = ResponseOf<typeof contract.collect>

/**
 * The answer to a collection whose id is known: as before when it says the same again (a retry is the same collection).
 * Errors: payments.id_taken when it says anything else.
 */
export async function repeated(tx: Tx, actor: Actor, input: Collecting): Promise<Answer> {
  const { prepayItemId, isPayment, ...moved } = await readMoved(tx, actor, input.id)
  const before = isPayment ? await readPayment(tx, actor, input.id) : undefined
  const tenderedFen = input.method === 'cash' ? (input.tenderedFen ?? null) : null
  const same =
    (before ? samePayment(before, input, tenderedFen) : input.amountFen === 0n) &&
    moved.purseFen === (input.purseFen ?? 0n) &&
    moved.discountFen === (input.discountFen ?? 0n) &&
    (moved.prepaidFen === 0n || prepayItemId === (input.prepayItemId ?? null)) &&
    (await settledLines(tx, actor, input.id)).every(
      part => input.billIds.includes(part.billId) && (!input.lineIds || input.lineIds.includes(part.lineId)),
    )
  if (!same) throw refusePayments.idTaken()
  const { amountFen } = input
  return {
    paymentId: input.id,
    receiptId: before?.receiptId ?? null,
    receiptNumber: before?.receiptNumber ?? null,
    receipts: before?.receipts ?? [],
    amountFen,
    changeFen: tenderedFen === null ? 0n : tenderedFen - amountFen,
    ...moved,
    outstandingFen: (await readOutstanding(tx, actor, input.premisesId)).outstandingFen,
  }
}

function samePayment(before: Payment, input: Collecting, tenderedFen: bigint | null): boolean {
  return (
    before.premisesId === input.premisesId &&
    before.amountFen === input.amountFen &&
    before.method === input.method &&
    before.tenderedFen === tenderedFen &&
    before.reference === (input.reference ?? null) &&
    (input.channelId === undefined || before.channelId === input.channelId) &&
    before.remark === (input.remark ?? null)
  )
}

type Moved = Pick<Answer, 'purseFen' | 'prepaidFen' | 'roundedFen' | 'discountFen'> & {
  /** What the money paid ahead is kept for. */
  prepayItemId: string | null
  isPayment: boolean
}

/** Whether there is a payment of that id, what the collection took from purses, put into one, rounded off, and let off. */
async function readMoved(tx: Tx, actor: Actor, id: string): Promise<Moved> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<Moved>`
    select exists (select from payments.public_payment where tenant_id = ${tenantId}::uuid and id = ${id}::uuid) as is_payment,
      coalesce((select -sum(amount_fen) from billing.purse_movement where tenant_id = ${tenantId}::uuid and source_id = ${id}::uuid
        and source_kind = 'billing.collection'), 0)::bigint as purse_fen,
      coalesce((select sum(amount_fen) from billing.purse_movement where tenant_id = ${tenantId}::uuid and source_id = ${id}::uuid
        and kind = 'top-up'), 0)::bigint as prepaid_fen,
      coalesce((select sum(amount_fen) from billing.settlement where tenant_id = ${tenantId}::uuid and source_id = ${id}::uuid
        and source_kind = 'rounding' and reverses_id is null), 0)::bigint as rounded_fen,
      coalesce((select sum(amount_fen) from billing.settlement where tenant_id = ${tenantId}::uuid and source_id = ${id}::uuid
        and source_kind = 'discount' and reverses_id is null), 0)::bigint as discount_fen,
      (select p.item_ids[1] from billing.purse_movement m join billing.purse p on p.tenant_id = m.tenant_id and p.id = m.purse_id
        where m.tenant_id = ${tenantId}::uuid and m.source_id = ${id}::uuid and m.kind = 'top-up' limit 1) as prepay_item_id`.execute(
    billing(tx),
  )
  return (
    rows[0] ?? { purseFen: 0n, prepaidFen: 0n, roundedFen: 0n, discountFen: 0n, prepayItemId: null, isPayment: false }
  )
}

/** The lines that the collection settled, with their bills; a penalty as the line whose lateness it was for. */
async function settledLines(tx: Tx, actor: Actor, id: string): Promise<{ billId: string; lineId: string }[]> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{ billId: string; lineId: string }>`
    select distinct coalesce(b.of_bill_id, b.id) as bill_id, coalesce(l.of_line_id, l.id) as line_id
    from (
      select p.bill_id, p.bill_line_id from billing.settlement p where p.tenant_id = ${tenantId}::uuid and p.payment_id = ${id}::uuid
      union all
      select o.bill_id, o.bill_line_id from billing.purse_movement m
      join billing.settlement o on o.tenant_id = m.tenant_id and o.source_kind = 'purse' and o.source_id = m.id and o.reverses_id is null
      where m.tenant_id = ${tenantId}::uuid and m.source_id = ${id}::uuid and m.source_kind = 'billing.collection'
    ) s
    join billing.bill b on b.tenant_id = ${tenantId}::uuid and b.id = s.bill_id
    join billing.bill_line l on l.tenant_id = b.tenant_id and l.id = s.bill_line_id`.execute(billing(tx))
  return rows
}
