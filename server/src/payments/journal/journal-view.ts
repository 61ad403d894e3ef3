import { payments as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { METHOD_WORDS, type PaymentMethod } from '../receipts/receipt.ts'
import { payments } from '../tables.ts'

type Page = ResponseOf<typeof contract.listJournal>
type Filters = Omit<RequestOf<typeof contract.listJournal>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  day: { by: sql`j.day`, type: 'date' },
  amountFen: { by: sql`j.amount_fen`, type: 'bigint' },
} as const
const LATEST_FIRST = '-day'
/** Stands for a person who asked and is no longer known. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** 收款日报: what came in and went back by day, community, cashier, method and channel, the latest day first, with the sums over all that match. */
export async function journalPage(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listJournal>): Promise<Page> {
  const keys = keyset(input, sql<string>`j.id`, SORTS, LATEST_FIRST)
  // Put together once, for the page and for the sums: a company's years are a million payments.
  const { rows: found } = await sql<Page['items'][number] & { sortKey: string; total: number; sums: WireSums }>`
    with journal as materialized (${journalOf(actor, input)}),
    page as (select j.*, ${keys.key} as sort_key from journal j where ${keys.after} order by ${keys.order} limit ${input.limit + 1})
    select s.total, s.sums, j.* from (
      select count(*)::int as total, json_build_object('count', coalesce(sum(j.count), 0), 'amountFen', coalesce(sum(j.amount_fen), 0)::text,
        'returnedFen', coalesce(sum(j.returned_fen), 0)::text, 'netFen', coalesce(sum(j.net_fen), 0)::text) as sums from journal j) s
    left join page j on true order by ${keys.order}`.execute(payments(tx))
  const [{ total, sums } = NOTHING] = found
  const items = found
    .filter(row => row.id !== null)
    .map(({ total: _, sums: __, ...row }) => ({ ...row, method: row.method as PaymentMethod }))
  return {
    ...pageOfRows(input, items, total, LATEST_FIRST),
    sums: {
      count: sums.count,
      ...{ amountFen: BigInt(sums.amountFen), returnedFen: BigInt(sums.returnedFen), netFen: BigInt(sums.netFen) },
    },
  }
}

/** Sums as they travel in json: fen as text, for they may be more than a number holds. */
type WireSums = { count: number } & Record<'amountFen' | 'returnedFen' | 'netFen', string>
const NOTHING = { total: 0, sums: { count: 0, amountFen: '0', returnedFen: '0', netFen: '0' } }

/**
 * One row for each day, community, cashier, method and channel: payments on the day they came, refunds and reversals on the day they went
 * out, as those of who asked for them. Its id is made of them, so that a cursor can go on after it.
 */
function journalOf(actor: Actor, { communityId, cashierId, method, channelId, from, to }: Filters) {
  const tenantId = tenantOf(actor)
  return sql`
    select md5(m.day::text || m.community_id::text || m.cashier_id::text || m.method || coalesce(m.channel_id::text, ''))::uuid as id,
      m.day, m.community_id, c.name as community_name, m.cashier_id, max(m.cashier_name) as cashier_name, m.method, m.channel_id,
      n.name as channel_name,
      (count(*) filter (where m.came))::int as count, sum(m.amount_fen)::bigint as amount_fen,
      sum(m.returned_fen)::bigint as returned_fen, sum(m.amount_fen - m.returned_fen)::bigint as net_fen, d.id is not null as closed
    from (
      select tenant_id, community_id, paid_on as day, cashier_id, cashier_name, method, channel_id, amount_fen, 0 as returned_fen,
        true as came
      from payments.payment where tenant_id = ${tenantId}::uuid
      union all
      select f.tenant_id, f.community_id, f.refunded_on, coalesce(f.asked_by, ${NOBODY}::uuid), f.asked_by_name, f.method,
        ${BACK_BY}, 0, f.amount_fen, false
      from payments.refund f left join payments.payment p on p.tenant_id = f.tenant_id and p.id = f.source_id
      where f.tenant_id = ${tenantId}::uuid
      union all
      select f.tenant_id, f.community_id, f.reversed_on, coalesce(f.asked_by, ${NOBODY}::uuid), f.asked_by_name, f.method,
        ${BACK_BY}, 0, f.amount_fen, false
      from payments.payment_reversal f join payments.payment p on p.tenant_id = f.tenant_id and p.id = f.payment_id
      where f.tenant_id = ${tenantId}::uuid
    ) m
    left join payments.channel n on n.tenant_id = m.tenant_id and n.id = m.channel_id
    join registry.public_community c on c.tenant_id = m.tenant_id and c.id = m.community_id
    left join payments.day_close d on d.tenant_id = m.tenant_id and d.community_id = m.community_id
      and d.cashier_id = m.cashier_id and d.day = m.day
    where (${communityId ?? null}::uuid is null or m.community_id = ${communityId ?? null}::uuid)
      and (${cashierId ?? null}::uuid is null or m.cashier_id = ${cashierId ?? null}::uuid)
      and (${method ?? null}::text is null or m.method = ${method ?? null}::text)
      and (${channelId ?? null}::uuid is null or m.channel_id = ${channelId ?? null}::uuid)
      and (${from ?? null}::date is null or m.day >= ${from ?? null}::date)
      and (${to ?? null}::date is null or m.day <= ${to ?? null}::date)
    group by m.day, m.community_id, c.name, m.cashier_id, m.method, m.channel_id, n.name, d.id`
}

/** Money goes back by the channel that it came by, where it goes back to a card. */
const BACK_BY = sql`case when f.method = 'pos' then p.channel_id end`

/** The journal as a file, with the same filters. Errors: platform.export_too_large. */
export const exportJournal = defineExport(contract.exportJournal, '收款日报', journalPage, [
  { title: '日期', value: row => row.day, format: 'date' },
  { title: '小区', value: row => row.communityName, width: 20 },
  { title: '收款人', value: row => row.cashierName },
  { title: '收款方式', value: row => METHOD_WORDS[row.method] },
  { title: '收款渠道', value: row => row.channelName, width: 16 },
  { title: '笔数', value: row => row.count, format: 'integer' },
  { title: '收款', value: row => row.amountFen, format: 'money' },
  { title: '退回', value: row => row.returnedFen, format: 'money' },
  { title: '净收', value: row => row.netFen, format: 'money' },
  { title: '已日结', value: row => (row.closed ? '是' : '否') },
])
