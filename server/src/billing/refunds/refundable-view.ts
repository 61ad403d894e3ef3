import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { billNumber } from '../bills/bill-number.ts'
import { billing } from '../tables.ts'

export type Refundable = ResponseOf<typeof contract.readRefundable>

interface PaymentRow {
  id: string
  communityId: string
  premisesId: string
  premisesLabel: string
  receiptNumber: string | null
  payerName: string
  method: Refundable['method'] | 'direct-debit'
  amountFen: bigint
  paidOn: string
  cashierId: string
  cashierName: string
  dayClosed: boolean
}

/** What of a payment may still be given back, and whether it may be taken back as a whole. Errors: platform.not_found. */
export async function readRefundable(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.readRefundable>,
): Promise<Refundable> {
  const { rows } = await sql<PaymentRow>`
    select p.id, p.community_id, p.premises_id, r.label as premises_label, p.receipt_number, p.payer_name, p.method, p.amount_fen,
      p.paid_on, p.cashier_id, p.cashier_name, p.method <> 'direct-debit' and exists (
        select 1 from payments.public_day_close c where c.tenant_id = p.tenant_id and c.community_id = p.community_id
          and c.cashier_id = p.cashier_id and c.day = p.paid_on) as day_closed
    from payments.public_payment p
    join registry.public_premises r on r.tenant_id = p.tenant_id and r.id = p.premises_id
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = ${input.paymentId}::uuid`.execute(billing(tx))
  const [payment] = rows
  if (!payment) throw refuse.notFound()
  const lines = await paidLines(tx, actor, payment.id)
  const asked = await askedBack(tx, actor, payment.id)
  const prepaid = await prepaidBy(tx, actor, payment.id)
  const prepaidLeft = least(prepaid.paidFen - asked.prepaidFen, prepaid.balanceFen)
  const shown = lines
    .filter(line => line.treatment !== 'deposit')
    .map(({ serial, treatment: _, openFen, ...line }) => ({
      ...{ ...line, billNumber: billNumber(serial) },
      leftFen: openFen - (asked.lines.get(line.lineId) ?? 0n),
    }))
  const { id: paymentId, cashierId: _, method, ...facts } = payment
  return {
    // What the bank took from an account goes back to an account.
    method: method === 'direct-debit' ? 'transfer' : method,
    ...{ ...facts, paymentId, receiptNumber: payment.receiptNumber ?? '', lines: shown, prepaidFen: prepaidLeft },
    discountFen: await discountOf(tx, actor, payment.id),
    leftFen: asked.reversed === null ? shown.reduce((sum, line) => sum + line.leftFen, prepaidLeft) : 0n,
    reversal: reversalOf(actor, payment, asked, prepaid),
  }
}

/** What was let off with a payment for paying ahead, and not taken back. */
async function discountOf(tx: Tx, actor: Actor, paymentId: string): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint }>`
    select coalesce(sum(s.amount_fen + coalesce((select sum(r.amount_fen) from billing.settlement r
      where r.tenant_id = s.tenant_id and r.reverses_id = s.id), 0)), 0)::bigint as fen
    from billing.settlement s
    where s.tenant_id = ${tenantOf(actor)}::uuid and s.source_kind = 'discount' and s.source_id = ${paymentId}::uuid
      and s.reverses_id is null`.execute(billing(tx))
  return rows[0]?.fen ?? 0n
}

function reversalOf(
  actor: Actor,
  payment: Pick<PaymentRow, 'paidOn' | 'cashierId' | 'method' | 'dayClosed'>,
  asked: Asked,
  prepaid: Prepaid,
): Refundable['reversal'] {
  if (asked.reversed !== null) return asked.reversed === 'approved' ? 'done' : 'waiting'
  if (asked.lines.size > 0 || asked.prepaidFen > 0n || asked.given) return 'refunded'
  if (prepaid.balanceFen < prepaid.paidFen) return 'spent'
  // What the bank took is no cashier's own, whoever brought the file; and a closed day is nobody's to change.
  const isOwn = payment.method !== 'direct-debit' && payment.cashierId === actor.id
  return payment.paidOn === today() && isOwn && !payment.dayClosed ? 'same-day' : 'approval'
}

interface PaidRow {
  lineId: string
  billId: string
  serial: bigint
  itemName: string
  periodFrom: string
  periodTo: string
  paidFen: bigint
  /** Of it, not taken back. */
  openFen: bigint
  treatment: string
}

async function paidLines(tx: Tx, actor: Actor, paymentId: string): Promise<PaidRow[]> {
  const { rows } = await sql<PaidRow>`
    select l.id as line_id, l.bill_id, b.serial, i.name as item_name, i.treatment, l.segment_start as period_from, l.segment_end as period_to,
      s.amount_fen as paid_fen,
      (s.amount_fen + coalesce((select sum(r.amount_fen) from billing.settlement r
        where r.tenant_id = s.tenant_id and r.reverses_id = s.id), 0))::bigint as open_fen
    from billing.settlement s
    join billing.bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    join billing.bill b on b.tenant_id = s.tenant_id and b.id = s.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where s.tenant_id = ${tenantOf(actor)}::uuid and s.source_kind = 'payment' and s.source_id = ${paymentId}::uuid
      and s.reverses_id is null
    order by b.due_on, b.id, l.segment_start, l.id`.execute(billing(tx))
  return rows
}

interface Asked {
  /** By line: what requests that wait ask back. */
  lines: Map<string, bigint>
  /** Of what was paid ahead: asked back or given back. */
  prepaidFen: bigint
  /** Something was given back already. */
  given: boolean
  reversed: 'waiting' | 'approved' | null
}

async function askedBack(tx: Tx, actor: Actor, paymentId: string): Promise<Asked> {
  const rows = await billing(tx)
    .selectFrom('billing.refundRequest')
    .select(['kind', 'state', 'parts', 'prepaidFen'])
    .where('tenantId', '=', tenantOf(actor))
    .where('sourceKind', '=', 'payment')
    .where('sourceId', '=', paymentId)
    .where('state', 'in', ['waiting', 'approved'])
    .execute()
  const lines = new Map<string, bigint>()
  const refunds = rows.filter(row => row.kind === 'refund')
  for (const row of refunds.filter(one => one.state === 'waiting')) {
    for (const part of storedParts(row.parts)) lines.set(part.lineId, (lines.get(part.lineId) ?? 0n) + part.amountFen)
  }
  const reversal = rows.find(row => row.kind === 'reversal')
  return {
    lines,
    prepaidFen: refunds.reduce((sum, row) => sum + row.prepaidFen, 0n),
    given: refunds.some(row => row.state === 'approved'),
    reversed: reversal ? (reversal.state as 'waiting' | 'approved') : null,
  }
}

/** Lines of a refund as jsonb keeps them: amounts as text. */
export function storedParts(parts: unknown): { lineId: string; amountFen: bigint }[] {
  return (parts as { lineId: string; amountFen: string }[]).map(part => ({
    ...part,
    amountFen: BigInt(part.amountFen),
  }))
}

interface Prepaid {
  paidFen: bigint
  /** Still in the purses that it went into. */
  balanceFen: bigint
}

async function prepaidBy(tx: Tx, actor: Actor, paymentId: string): Promise<Prepaid> {
  const purses = await toppedUp(tx, actor, paymentId)
  return {
    paidFen: purses.reduce((sum, purse) => sum + purse.paidFen, 0n),
    balanceFen: purses.reduce((sum, purse) => sum + least(purse.paidFen, purse.balanceFen), 0n),
  }
}

/** What a movement of a purse calls a payment. */
const PAYMENT = 'payments.payment'

/** The purses that a payment topped up, with how much and what is in them now. */
export async function toppedUp(
  tx: Tx,
  actor: Actor,
  paymentId: string,
): Promise<{ purseId: string; paidFen: bigint; balanceFen: bigint }[]> {
  const { rows } = await sql<{ purseId: string; paidFen: bigint; balanceFen: bigint }>`
    select m.purse_id, sum(m.amount_fen)::bigint as paid_fen, p.balance_fen
    from billing.purse_movement m join billing.purse p on p.tenant_id = m.tenant_id and p.id = m.purse_id
    where m.tenant_id = ${tenantOf(actor)}::uuid and m.kind = 'top-up' and m.source_kind = ${PAYMENT}
      and m.source_id = ${paymentId}::uuid
    group by m.purse_id, p.balance_fen order by m.purse_id`.execute(billing(tx))
  return rows
}

/** The smaller of two amounts. */
export function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}
