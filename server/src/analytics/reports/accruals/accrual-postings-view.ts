import { COUNT_MOST, type analytics as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { keyset, pageOfRows } from '../../../platform/page.ts'
import { analytics } from '../../tables.ts'
import { askReport } from '../ask-report.ts'
import { postingsOf } from './accruals-view.ts'

type Report = ResponseOf<typeof contract.listAccrualPostings>
type Row = Report['items'][number] & { sortKey: string }

const SORTS = {
  postedOn: { by: sql`f.posted_on`, type: 'date' },
  amountFen: { by: sql`f.amount_fen`, type: 'bigint' },
} as const

/**
 * The postings behind a number of the accrual report, the latest first; their sum is the number. Of balances (期初, 期末) they are all until
 * then. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listAccrualPostings(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listAccrualPostings>,
): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { tenantId, from, to } = asked
  const keys = keyset(input, sql<string>`f.id`, SORTS, '-postedOn')
  const found = postingsOf(asked, input.number)
  const { rows } = await sql<Row>`
    select f.id, f.entry_id, f.posted_on, c.name as community_name, f.code as account_code, f.kind as source_kind, f.home_id as premises_id,
      r.label as premises_label, f.amount_fen, ${keys.key} as sort_key
    from (select * from (${found}) f where ${keys.after} order by ${keys.order} limit ${input.limit + 1}) f
    join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = f.community_id
    left join registry.public_premises r on r.tenant_id = ${tenantId}::uuid and r.id = f.home_id
    order by ${keys.order}`.execute(analytics(tx))
  const { rows: sums } = await sql<{ amountFen: bigint; count: number }>`
    select coalesce(sum(f.amount_fen), 0)::bigint as amount_fen, least(count(*), ${COUNT_MOST + 1})::int as count from (${found}) f`.execute(
    analytics(tx),
  )
  const { amountFen = 0n, count = 0 } = sums[0] ?? {}
  const page = pageOfRows(input, rows, count, '-postedOn')
  return { ...page, items: page.items.map(({ sortKey: _, ...row }) => row), sums: { amountFen }, from, to }
}
