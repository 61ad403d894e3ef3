import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { billNumber } from '../bills/bill-number.ts'
import { billing } from '../tables.ts'
import { POSTED } from './fund-request-view.ts'
import { spanOf } from './fund-view.ts'

type Input = RequestOf<typeof contract.listFundLines>
type Page = ResponseOf<typeof contract.listFundLines>
type Row = Omit<Page['items'][number], 'billNumber'> & { sortKey: string; serial: bigint | null }

const SORTS = {
  movedOn: { by: sql`f.moved_on`, type: 'date' },
  amountFen: { by: sql`f.amount_fen`, type: 'bigint' },
} as const
const LATEST_FIRST = '-movedOn'

/** The statement of an account in the months, line by line. Errors: billing.months_wrong, platform.beyond_scope. */
export async function listFundLines(tx: Tx, actor: Actor, input: Input): Promise<Page> {
  requireWholeCommunities(actor)
  const lines = matching(actor, input)
  const keys = keyset(input, sql<string>`f.id`, SORTS, LATEST_FIRST)
  const { rows } = await sql<Row>`
    select s.*, e.entry_id from (
      select f.*, ${keys.key} as sort_key from (${lines}) f where ${keys.after} order by ${keys.order} limit ${input.limit + 1}
    ) s left join lateral (
      select p.entry_id from ledger.public_posting p where p.tenant_id = ${tenantOf(actor)}::uuid and p.source_kind = s.posted_as
        and p.source_id = s.posted_of limit 1) e on true
    order by ${sql.raw(orderOf(input.sort ?? LATEST_FIRST))}`.execute(billing(tx))
  const { rows: all } = await sql<Page['sums']>`
    select coalesce(sum(f.amount_fen) filter (where f.amount_fen > 0), 0)::bigint as in_fen,
      coalesce(-sum(f.amount_fen) filter (where f.amount_fen < 0), 0)::bigint as out_fen
    from (${lines}) f`.execute(billing(tx))
  const total = await countUpTo(billing(tx), sql`select f.id from (${lines}) f`)
  const items = rows.map(({ serial, ...row }) => ({ ...row, billNumber: serial === null ? null : billNumber(serial) }))
  return { ...pageOfRows(input, items, total, LATEST_FIRST), sums: all[0] ?? { inFen: 0n, outFen: 0n } }
}

/** The order of the page again, after its entries were looked up. The sort is one of `SORTS`: `keyset` refused others. */
function orderOf(sort: string): string {
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const column = sort.endsWith('amountFen') ? 's.amount_fen' : 's.moved_on'
  return `${column} ${direction}, s.id ${direction}`
}

function matching(actor: Actor, input: Omit<Input, 'limit' | 'cursor' | 'sort'>): RawBuilder<unknown> {
  const { firstDay, lastDay } = spanOf(input)
  const { communityId, kind, itemId = null, direction = null, text = '' } = input
  const tenantId = tenantOf(actor)
  const pattern = `%${likeText(text)}%`
  return sql`
    select * from (
      select r.id, r.moved_on, case when r.source_kind = 'correction' then 'corrected' when r.amount_fen < 0 then 'taken-back' else 'received' end as what,
        r.amount_fen, i.name as item_name, h.label as premises_label, r.bill_id, b.serial, r.payment_id, p.receipt_number,
        null::uuid as request_id, '' as words,
        case when r.source_kind = 'purse' then 'billing.purse-offset' when r.source_kind = 'correction' then 'billing.bill-issued'
          when r.reversal_id is null then ${MONEY.in}::text when z.id is null then ${MONEY.refunded}::text else ${MONEY.reversed}::text end as posted_as,
        case when r.source_kind = 'correction' then r.bill_id else coalesce(r.reversal_id, r.source_id) end as posted_of
      from billing.public_fund_receipt r
      join billing.charge_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
      join billing.bill b on b.tenant_id = r.tenant_id and b.id = r.bill_id
      join registry.public_premises h on h.tenant_id = r.tenant_id and h.id = r.premises_id
      left join payments.public_payment p on p.tenant_id = r.tenant_id and p.id = r.payment_id
      left join payments.public_payment_reversal z on z.tenant_id = r.tenant_id and z.id = r.reversal_id
      where r.tenant_id = ${tenantId}::uuid and r.community_id = ${communityId}::uuid and r.kind = ${kind} and r.amount_fen <> 0
        and (${itemId}::uuid is null or r.item_id = ${itemId}::uuid) and r.moved_on between ${firstDay}::date and ${lastDay}::date
      union all
      select q.id, q.applied_on, q.deed, q.effect_fen, i.name, null, null, null, null, null, q.id,
        q.purpose || case when q.party_name = '' then '' else ' · ' || q.party_name end, ${POSTED_AS}, q.id
      from billing.fund_request q left join billing.charge_item i on i.tenant_id = q.tenant_id and i.id = q.item_id
      where q.tenant_id = ${tenantId}::uuid and q.community_id = ${communityId}::uuid and q.kind = ${kind} and q.state = 'approved' and q.effect_fen <> 0
        and q.item_id is not distinct from ${itemId}::uuid and q.applied_on between ${firstDay}::date and ${lastDay}::date
    ) f
    where (${direction}::text is null or (f.amount_fen > 0) = (${direction}::text = 'in'))
      and (${text} = '' or f.premises_label ilike ${pattern} or f.words ilike ${pattern})`
}

/** What payments, refunds and reversals are posted as. */
const MONEY = { in: 'payments.received', refunded: 'payments.refunded', reversed: 'payments.reversed' }

const POSTED_AS = sql`case q.deed ${sql.join(
  Object.entries(POSTED).map(([deed, kind]) => sql`when ${sql.lit(deed)} then ${sql.lit(kind)}`),
  sql` `,
)} end`

/** What a line of a statement is called in a file. */
const LINE_WORDS: Record<Page['items'][number]['what'], string> = {
  received: '收费',
  'taken-back': '退款或冲正',
  corrected: '红蓝更正',
  spend: '支出',
  'hand-over': '转交',
  manage: '管理费用',
  income: '其他收入',
  opening: '期初余额',
  'move-in': '转入专户',
  reversal: '冲回',
}

/** The statement as a file, with the same filters. Errors: platform.export_too_large, billing.months_wrong. */
export const exportFundLines = defineExport(contract.exportFundLines, '资金明细', listFundLines, [
  { title: '日期', value: row => row.movedOn, format: 'date' },
  { title: '类别', value: row => LINE_WORDS[row.what] },
  { title: '收费项目', value: row => row.itemName, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '摘要', value: row => row.words, width: 30 },
  { title: '账单', value: row => row.billNumber, width: 16 },
  { title: '收据', value: row => row.receiptNumber, width: 20 },
  { title: '收入', value: row => (row.amountFen > 0n ? row.amountFen : null), format: 'money' },
  { title: '支出', value: row => (row.amountFen < 0n ? -row.amountFen : null), format: 'money' },
])
