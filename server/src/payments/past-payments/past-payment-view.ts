import { payments as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { payments } from '../tables.ts'

type Page = ResponseOf<typeof contract.listPastPayments>
type Filters = Omit<RequestOf<typeof contract.listPastPayments>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  paidOn: { by: sql`h.paid_on`, type: 'date' },
  paidFen: { by: sql`h.paid_fen`, type: 'bigint' },
  premisesLabel: { by: sql`p.label`, type: 'text' },
} as const
const NEWEST_FIRST = '-paidOn'

/** What was paid in the former system, newest first, with the sum over all that match. */
export async function listPastPayments(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPastPayments>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`h.id`, SORTS, NEWEST_FIRST)
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const all = await filtered(tx, actor, input)
    .clearSelect()
    .select([sql<number>`count(*)::int`.as('count'), sql<bigint>`coalesce(sum(h.paid_fen), 0)::bigint`.as('paidFen')])
    .executeTakeFirstOrThrow()
  return { ...pageOfRows(input, rows, all.count, NEWEST_FIRST), sums: { paidFen: all.paidFen } }
}

function filtered(tx: Tx, actor: Actor, { communityId, premisesId, from, to, text }: Filters) {
  let query = payments(tx)
    .selectFrom('payments.pastPayment as h')
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'h.tenantId').onRef('p.id', '=', 'h.premisesId'),
    )
    .select(['h.id', 'h.communityId', 'h.premisesId', 'h.itemName', 'h.periodFrom', 'h.periodTo', 'h.paidOn'])
    .select(['h.dueFen', 'h.paidFen', 'h.method', 'h.receiptNumber', 'h.cashierName', 'h.payerName', 'h.remark'])
    .select(sql<string>`p.label`.as('premisesLabel'))
    .where('h.tenantId', '=', tenantOf(actor))
  if (communityId) query = query.where('h.communityId', '=', communityId)
  if (premisesId) query = query.where('h.premisesId', '=', premisesId)
  if (from) query = query.where('h.paidOn', '>=', from)
  if (to) query = query.where('h.paidOn', '<=', to)
  if (text?.trim()) {
    const part = `%${likeText(text.trim())}%`
    query = query.where(
      sql<SqlBool>`(p.label ilike ${part} or h.item_name ilike ${part} or h.receipt_number ilike ${part} or h.payer_name ilike ${part})`,
    )
  }
  return query
}

/** The same list as a file. */
export const exportPastPayments = defineExport(contract.exportPastPayments, '历史缴费', listPastPayments, [
  { title: '房屋', value: row => row.premisesLabel, width: 20 },
  { title: '收费项目', value: row => row.itemName, width: 16 },
  { title: '所属期起', value: row => row.periodFrom, format: 'date' },
  { title: '所属期止', value: row => row.periodTo, format: 'date' },
  { title: '缴费日期', value: row => row.paidOn, format: 'date' },
  { title: '应缴（元）', value: row => row.dueFen, format: 'money' },
  { title: '实缴（元）', value: row => row.paidFen, format: 'money' },
  { title: '支付方式', value: row => row.method },
  { title: '原收据号', value: row => row.receiptNumber, width: 20 },
  { title: '收银员', value: row => row.cashierName },
  { title: '缴费人', value: row => row.payerName },
  { title: '备注', value: row => row.remark, width: 30 },
])
