import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { PaymentMethod } from '../../payments/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { wordsOf } from './explain-line.ts'
import { explanationOf } from './stored-explanation.ts'

type BillDetail = ResponseOf<typeof contract.readBill>
type Line = BillDetail['lines'][number]
type Settlement = BillDetail['settlements'][number]
type Parts = Pick<BillDetail, 'lines' | 'settlements'>

/** Lines with their arithmetic in words, and what was paid, of several bills at once; ask the answer for one of them. */
export async function readBillParts(tx: Tx, actor: Actor, billIds: string[]): Promise<(billId: string) => Parts> {
  const lines = await readLines(tx, actor, billIds)
  const settlements = await readSettlements(tx, actor, billIds)
  return billId => ({ lines: lines.get(billId) ?? [], settlements: settlements.get(billId) ?? [] })
}

async function readLines(tx: Tx, actor: Actor, billIds: string[]): Promise<Map<string, Line[]>> {
  const rows = await billing(tx)
    .selectFrom('billing.billLine')
    .select(['billId', 'id', 'segmentStart', 'segmentEnd', 'amountFen', 'settledFen', 'explanation'])
    .where('tenantId', '=', tenantOf(actor))
    .where('billId', '=', sql<string>`any(${billIds}::uuid[])`)
    .orderBy('segmentStart')
    .orderBy('id')
    .execute()
  const views = rows.map(row => {
    const explanation = explanationOf(row)
    return { ...row, explanation, words: wordsOf(explanation) }
  })
  return byBill(views)
}

/** One per fact and day, oldest first; what was taken back is negative. */
async function readSettlements(tx: Tx, actor: Actor, billIds: string[]): Promise<Map<string, Settlement[]>> {
  const rows = await billing(tx)
    .selectFrom('billing.settlement as s')
    .leftJoin('payments.publicPayment as p', join =>
      join.onRef('p.tenantId', '=', 's.tenantId').onRef('p.id', '=', 's.paymentId'),
    )
    .select([
      's.billId',
      's.sourceKind as kind',
      's.sourceId',
      's.paymentId',
      'p.receiptId',
      'p.receiptNumber',
      'p.method',
    ])
    .select('s.settledOn as paidOn')
    .select(sql<bigint>`sum(s.amount_fen)::bigint`.as('amountFen'))
    .where('s.tenantId', '=', tenantOf(actor))
    .where('s.billId', '=', sql<string>`any(${billIds}::uuid[])`)
    .groupBy(['s.billId', 's.sourceKind', 's.sourceId', 's.paymentId', 'p.receiptId', 'p.receiptNumber', 'p.method'])
    .groupBy(['s.settledOn', 's.reversalId'])
    .orderBy('s.settledOn')
    .orderBy(sql`min(s.id::text)`)
    .execute()
  return byBill(
    rows.map(row => ({
      ...row,
      kind: row.kind as Settlement['kind'],
      method: row.method as PaymentMethod | null,
    })),
  )
}

function byBill<R extends { billId: string }>(rows: R[]): Map<string, Omit<R, 'billId'>[]> {
  const groups = new Map<string, Omit<R, 'billId'>[]>()
  for (const { billId, ...row } of rows) {
    const group = groups.get(billId)
    if (group) group.push(row)
    else groups.set(billId, [row])
  }
  return groups
}
