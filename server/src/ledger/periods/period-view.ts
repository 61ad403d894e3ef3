import { ledger as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { ledger } from '../tables.ts'
import { closingKinds } from './closing-entry.ts'

type Page = ResponseOf<typeof contract.listPeriods>
type Row = Page['items'][number]
type Filters = Omit<RequestOf<typeof contract.listPeriods>, 'limit' | 'cursor' | 'sort'>

const SORTS = { month: { by: sql`m.month`, type: 'text' } } as const
const LATEST_FIRST = '-month'

/** Months of communities with entries or closings, the latest first: how much was posted, and who closed or reopened them. */
export async function listPeriods(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listPeriods>): Promise<Page> {
  const keys = keyset(input, sql<string>`m.id`, SORTS, LATEST_FIRST)
  const of = months(actor, input)
  const { rows } = await sql<Omit<Row, 'closingEntries'> & { sortKey: string }>`
    select m.*, ${keys.key} as sort_key from (${of}) m where ${keys.after} order by ${keys.order} limit ${input.limit + 1}`.execute(
    ledger(tx),
  )
  const counted = await sql<{ count: number }>`select count(*)::int as count from (${of}) m`.execute(ledger(tx))
  const page = pageOfRows(input, rows, counted.rows[0]?.count ?? 0, LATEST_FIRST)
  const posted = await closingEntries(tx, actor, page.items)
  return {
    ...page,
    items: page.items.map(period => ({
      ...period,
      closingEntries: (posted.get(`${period.communityId}/${period.month}`) ?? []).map(
        ({ communityId: _, month: __, ...entry }) => entry,
      ),
    })),
  }
}

/** What closings of months posted, also those that were opened again, the first before the next. */
async function closingEntries(tx: Tx, actor: Actor, periods: readonly Pick<Row, 'communityId' | 'month'>[]) {
  const { rows } = await sql<Row['closingEntries'][number] & Pick<Row, 'communityId' | 'month'>>`
    select p.community_id, p.month, e.id, e.source_kind,
      (select sum(o.amount_fen) from ledger.posting o where o.tenant_id = e.tenant_id and o.entry_id = e.id and o.amount_fen > 0)::bigint as amount_fen
    from unnest(${periods.map(one => one.communityId)}::uuid[], ${periods.map(one => one.month)}::text[]) as m(community_id, month)
    join ledger.period p on p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = m.community_id and p.month = m.month
    join ledger.entry e on e.tenant_id = p.tenant_id and e.source_kind = any(${closingKinds()}::text[]) and e.source_id = p.id
    order by e.at, e.id`.execute(ledger(tx))
  return Map.groupBy(rows, row => `${row.communityId}/${row.month}`)
}

/** A month that was opened again is closed with any later one. */
const STATE = sql`case when z.closed_through >= s.month then 'closed' when p.id is null then 'open' else 'reopened' end`

function months(actor: Actor, { communityId, state }: Filters): RawBuilder<unknown> {
  const tenantId = tenantOf(actor)
  return sql`
    select coalesce(p.id, c.id) as id, c.id as community_id, c.name as community_name, s.month,
      ${STATE} as state, case when z.closed_through > s.month then z.closed_through end as later_closed,
      p.closed_at, p.closed_by_name as closed_by, p.reopened_at, p.reopened_by_name as reopened_by, p.reopen_reason,
      coalesce(e.entry_count, 0)::int as entry_count, coalesce(e.debit_fen, 0)::bigint as debit_fen
    from (
      select community_id, to_char(posted_on, 'YYYY-MM') as month from ledger.entry where tenant_id = ${tenantId}::uuid group by 1, 2
      union select community_id, month from ledger.period where tenant_id = ${tenantId}::uuid) s
    join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = s.community_id
    left join lateral (
      select * from ledger.period p where p.tenant_id = ${tenantId}::uuid and p.community_id = s.community_id and p.month = s.month
      order by p.closed_at desc limit 1) p on true
    left join ledger.public_period z on z.tenant_id = ${tenantId}::uuid and z.community_id = s.community_id
    left join (
      select community_id, to_char(posted_on, 'YYYY-MM') as month, count(distinct entry_id) as entry_count,
        sum(amount_fen) filter (where amount_fen > 0) as debit_fen
      from ledger.public_posting where tenant_id = ${tenantId}::uuid group by 1, 2) e
      on e.community_id = s.community_id and e.month = s.month
    where (${communityId ?? null}::uuid is null or s.community_id = ${communityId ?? null}::uuid)
      and (${state ?? null}::text is null or ${state ?? null}::text = ${STATE})`
}

const STATES: Record<Row['state'], string> = { open: '未结账', closed: '已结账', reopened: '已反结账' }

/** The months as a file. Errors: platform.export_too_large. */
export const exportPeriods = defineExport(contract.exportPeriods, '会计期间', listPeriods, [
  { title: '小区', value: row => row.communityName },
  { title: '期间', value: row => row.month },
  { title: '状态', value: row => STATES[row.state] },
  { title: '凭证数', value: row => row.entryCount },
  { title: '借方合计', value: row => row.debitFen, format: 'money' },
  { title: '结账人', value: row => row.closedBy },
  { title: '结账时间', value: row => row.closedAt, format: 'instant' },
  { title: '反结账人', value: row => row.reopenedBy },
  { title: '反结账原因', value: row => row.reopenReason, width: 24 },
])
