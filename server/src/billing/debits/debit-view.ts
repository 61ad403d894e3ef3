import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { billNumber } from '../bills/bill-number.ts'
import { billing } from '../tables.ts'
import { batchNumber, referenceOf } from './batch.ts'

type Page = ResponseOf<typeof contract.listDebits>
type Row = Page['items'][number]
type Filters = Partial<Omit<RequestOf<typeof contract.listDebits>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  place: { by: sql`b.serial * 1000000 + d.place`, type: 'bigint' },
  premisesLabel: { by: sql`p.label`, type: 'text' },
  amountFen: { by: sql`d.amount_fen`, type: 'bigint' },
} as const
const FALLBACK = 'place'

/** What was asked of the bank, row by row; the sum goes over all that match. */
export async function listDebits(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listDebits>): Promise<Page> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, FALLBACK)
  const rows = await pageRows(shown(tx, actor, input), keys, input)
  const sums = await matching(tx, actor, input)
    .select(sql<bigint>`coalesce(sum(d.amount_fen), 0)::bigint`.as('amountFen'))
    .executeTakeFirstOrThrow()
  const total = await countUpTo(billing(tx), matching(tx, actor, input).select('d.id'))
  const bills = await readBills(
    tx,
    actor,
    rows.map(row => row.id),
  )
  const items = rows.map(({ serial, sortKey, state, ...row }) => ({
    ...row,
    ...{ batchNumber: batchNumber(serial), reference: referenceOf(serial, row.place), state: state as Row['state'] },
    ...{ bills: bills.get(row.id) ?? [], sortKey },
  }))
  return { ...pageOfRows(input, items, total, FALLBACK), sums }
}

async function readBills(tx: Tx, actor: Actor, debitIds: readonly string[]): Promise<Map<string, Row['bills']>> {
  if (debitIds.length === 0) return new Map()
  const { rows } = await sql<Omit<Row['bills'][number], 'number'> & { debitId: string; serial: bigint }>`
    select f.debit_id, b.id, b.serial, i.name as item_name, b.cycle_start, b.cycle_end, f.amount_fen, f.penalty_fen
    from billing.debit_bill f
    join billing.bill b on b.tenant_id = f.tenant_id and b.id = f.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where f.tenant_id = ${tenantOf(actor)}::uuid and f.debit_id = any(${[...debitIds]}::uuid[])
    order by b.due_on, b.id`.execute(billing(tx))
  const told = rows.map(({ debitId, serial, ...bill }) => ({ debitId, bill: { ...bill, number: billNumber(serial) } }))
  return new Map([...Map.groupBy(told, one => one.debitId)].map(([id, its]) => [id, its.map(one => one.bill)]))
}

function matching(tx: Tx, actor: Actor, { communityId, batchId, mandateId, premisesId, state, text }: Filters) {
  const pattern = `%${likeText(text ?? '')}%`
  return billing(tx)
    .selectFrom('billing.debit as d')
    .innerJoin('billing.debitBatch as b', join =>
      join.onRef('b.tenantId', '=', 'd.tenantId').onRef('b.id', '=', 'd.batchId'),
    )
    .innerJoin('billing.mandate as m', join =>
      join.onRef('m.tenantId', '=', 'd.tenantId').onRef('m.id', '=', 'd.mandateId'),
    )
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'd.tenantId').onRef('p.id', '=', 'd.premisesId'),
    )
    .where('d.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('d.communityId', '=', communityId ?? ''))
    .$if(batchId !== undefined, query => query.where('d.batchId', '=', batchId ?? ''))
    .$if(mandateId !== undefined, query => query.where('d.mandateId', '=', mandateId ?? ''))
    .$if(premisesId !== undefined, query => query.where('d.premisesId', '=', premisesId ?? ''))
    .$if(state !== undefined, query => query.where('d.state', '=', state ?? ''))
    .$if(Boolean(text), query =>
      query.where(
        sql<SqlBool>`(p.label ilike ${pattern} or m.holder_name ilike ${pattern}
          or lpad(b.serial::text, 6, '0') || lpad(d.place::text, 6, '0') ilike ${pattern})`,
      ),
    )
}

function shown(tx: Tx, actor: Actor, filters: Filters) {
  return matching(tx, actor, filters)
    .leftJoin('payments.publicPayment as y', join =>
      join.onRef('y.tenantId', '=', 'd.tenantId').onRef('y.id', '=', 'd.paymentId'),
    )
    .select(['d.id', 'd.batchId', 'b.serial', 'd.place', 'd.premisesId', 'p.label as premisesLabel', 'd.mandateId'])
    .select(['m.holderName', 'm.bankName', 'm.accountMasked', 'd.amountFen', 'd.state', 'd.bankCode', 'd.bankReason'])
    .select('d.debitedOn')
    .select(['y.receiptId', 'y.receiptNumber'])
}

const STATE_WORDS = {
  'in-flight': '在途',
  reported: '入账中',
  settled: '成功',
  failed: '失败',
  released: '已释放',
}

/** The rows as a file, with the same filters; accounts stay masked. */
export const exportDebits = defineExport(contract.exportDebits, '代扣明细', listDebits, [
  { title: '批次号', value: row => row.batchNumber, width: 12 },
  { title: '流水号', value: row => row.reference, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '户名', value: row => row.holderName },
  { title: '银行', value: row => row.bankName, width: 18 },
  { title: '账号', value: row => row.accountMasked, width: 14 },
  {
    title: '账单',
    value: row => row.bills.map(bill => `${bill.itemName}${bill.cycleStart.slice(0, 7)}`).join('、'),
    width: 30,
  },
  { title: '金额', value: row => row.amountFen, format: 'money', width: 14 },
  {
    title: '其中违约金',
    value: row => row.bills.reduce((sum, bill) => sum + bill.penaltyFen, 0n),
    ...{ format: 'money', width: 14 },
  },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '扣款日期', value: row => row.debitedOn, format: 'date', width: 12 },
  { title: '银行返回码', value: row => row.bankCode },
  { title: '银行说明', value: row => row.bankReason, width: 20 },
  { title: '收据', value: row => row.receiptNumber, width: 22 },
])
