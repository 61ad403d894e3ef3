import { payments as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { payments } from '../tables.ts'
import { FrozenReceipt, METHOD_WORDS, type PaymentMethod } from './receipt.ts'

type Page = ResponseOf<typeof contract.listReceipts>
type Row = Page['items'][number]
type Filters = Omit<RequestOf<typeof contract.listReceipts>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  paidAt: { by: sql`r.issued_at`, type: 'timestamptz' },
  amountFen: { by: sql`r.amount_fen`, type: 'bigint' },
  number: { by: sql`r.number`, type: 'text' },
} as const
const NEWEST_FIRST = '-paidAt'

/** Receipts within the caller's reach, newest first, with the sum over all that match and are valid. Also serves the portal. */
export async function receiptPage(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listReceipts>): Promise<Page> {
  const keys = keyset(input, sql<string>`r.id`, SORTS, NEWEST_FIRST)
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const all = await filtered(tx, actor, input)
    .clearSelect()
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<bigint>`coalesce(sum(r.amount_fen) filter (where v.receipt_id is null), 0)::bigint`.as('amountFen'),
    ])
    .executeTakeFirstOrThrow()
  const page = pageOfRows(
    input,
    rows.map(row => ({ ...rowOf(row), sortKey: row.sortKey })),
    all.count,
    NEWEST_FIRST,
  )
  return { ...page, sums: { amountFen: all.amountFen } }
}

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  const { communityId, premisesId, from, to, method, channelId, state, text } = filters
  let query = payments(tx)
    .selectFrom('payments.receipt as r')
    .innerJoin('payments.payment as p', join =>
      join.onRef('p.tenantId', '=', 'r.tenantId').onRef('p.id', '=', 'r.paymentId'),
    )
    .leftJoin('payments.receiptVoid as v', join =>
      join.onRef('v.tenantId', '=', 'r.tenantId').onRef('v.receiptId', '=', 'r.id'),
    )
    .leftJoin('payments.channel as n', join =>
      join.onRef('n.tenantId', '=', 'p.tenantId').onRef('n.id', '=', 'p.channelId'),
    )
    .select(['r.id', 'r.number', 'r.communityId', 'r.premisesId', 'r.printCount', 'r.issuedAt as paidAt'])
    .select([
      'r.amountFen',
      'r.paymentId',
      'p.method',
      'n.name as channelName',
      'p.reference',
      'p.paidOn',
      'p.cashierName',
      'v.voidedAt',
    ])
    .select(sql<string>`r.content ->> 'roomLabel'`.as('premisesLabel'))
    .select(sql<string>`r.content ->> 'payerName'`.as('payerName'))
    .where('r.tenantId', '=', tenantOf(actor))
  if (communityId) query = query.where('r.communityId', '=', communityId)
  if (premisesId) query = query.where('r.premisesId', '=', premisesId)
  if (from) query = query.where('p.paidOn', '>=', from)
  if (to) query = query.where('p.paidOn', '<=', to)
  if (method) query = query.where('p.method', '=', method)
  if (channelId) query = query.where('p.channelId', '=', channelId)
  if (state) query = query.where('v.receiptId', state === 'void' ? 'is not' : 'is', null)
  if (text) query = query.where(names(text))
  return query
}

/** Whether a text is part of the receipt's number, its room or its payer. */
function names(text: string) {
  const pattern = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`
  return sql<SqlBool>`(r.number ilike ${pattern} or r.content ->> 'roomLabel' ilike ${pattern} or p.payer_name ilike ${pattern})`
}

/** The database's text column holds one of the contract's words; its check constraint says so. */
function rowOf<R extends { method: string }>(row: R): R & { method: PaymentMethod } {
  return { ...row, method: row.method as PaymentMethod }
}

/** The receipt list as a file, with the same filters. Errors: platform.export_too_large. */
export const exportReceipts = defineExport(contract.exportReceipts, '收据', receiptPage, [
  { title: '收据编号', value: row => row.number, width: 20 },
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '交款人', value: row => row.payerName },
  { title: '金额', value: row => row.amountFen, format: 'money' },
  { title: '收款方式', value: row => METHOD_WORDS[row.method] },
  { title: '收款渠道', value: row => row.channelName },
  { title: '票据号', value: row => row.reference },
  { title: '收款日期', value: row => row.paidOn, format: 'date' },
  { title: '收款时间', value: row => row.paidAt, format: 'instant' },
  { title: '收款人', value: row => row.cashierName },
  { title: '打印次数', value: row => row.printCount, format: 'integer' },
  { title: '作废时间', value: row => row.voidedAt, format: 'instant' },
])

/** One receipt as it was written, with its frozen words. Also serves the portal. Errors: platform.not_found. */
export async function readReceiptById(
  tx: Tx,
  actor: Actor,
  input: { receiptId: string },
): Promise<ResponseOf<typeof contract.readReceipt>> {
  const { row, frozen, made } = await readFrozenReceipt(tx, actor, input.receiptId)
  const { companyName, communityName, lines, capitalWords, tenderedFen, changeFen, remark } = frozen
  const { title, footer, entityName } = frozen
  const words = {
    companyName,
    communityName,
    lines,
    capitalWords,
    tenderedFen,
    changeFen,
    remark,
    title,
    footer,
    entityName,
  }
  const { token: _, ...trace } = made
  return { ...row, ...words, ...trace }
}

export interface ReceiptTrace {
  token: string
  void: { at: Date; byName: string; reason: string } | null
  replaces: { id: string; number: string } | null
  replacedBy: { id: string; number: string } | null
  dayClosed: boolean
}

/** The till's day of a payment is closed; what the bank took by mandate is of no till. */
const DAY_CLOSED = sql<boolean>`p.method <> 'direct-debit' and exists (select 1 from payments.day_close d
  where d.tenant_id = p.tenant_id and d.community_id = p.community_id and d.cashier_id = p.cashier_id and d.day = p.paid_on)`

/** A receipt's row, what its paper says, and what became of it. Errors: platform.not_found. */
export async function readFrozenReceipt(
  tx: Tx,
  actor: Actor,
  receiptId: string,
): Promise<{ row: Row & { paymentId: string }; frozen: FrozenReceipt; made: ReceiptTrace }> {
  const found = await filtered(tx, actor, {})
    .leftJoin('payments.receipt as old', join =>
      join.onRef('old.tenantId', '=', 'r.tenantId').onRef('old.id', '=', 'r.replacesId'),
    )
    .leftJoin('payments.receipt as young', join =>
      join.onRef('young.tenantId', '=', 'r.tenantId').onRef('young.replacesId', '=', 'r.id'),
    )
    .select(['r.content', 'r.token', 'v.voidedName', 'v.reason', 'old.id as oldId', 'old.number as oldNumber'])
    .select(['young.id as youngId', 'young.number as youngNumber'])
    .select(DAY_CLOSED.as('dayClosed'))
    .where('r.id', '=', receiptId)
    .executeTakeFirst()
  if (!found) throw refuse.notFound()
  const { content, token, voidedName, reason, oldId, oldNumber, youngId, youngNumber, dayClosed, ...row } = found
  const made: ReceiptTrace = {
    token,
    dayClosed,
    void: row.voidedAt === null ? null : { at: row.voidedAt, byName: voidedName ?? '', reason: reason ?? '' },
    replaces: oldId === null || oldNumber === null ? null : { id: oldId, number: oldNumber },
    replacedBy: youngId === null || youngNumber === null ? null : { id: youngId, number: youngNumber },
  }
  return { row: rowOf(row), frozen: FrozenReceipt.parse(content), made }
}
