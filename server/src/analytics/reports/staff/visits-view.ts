import { COUNT_MOST, type analytics as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { keyset, pageOfRows } from '../../../platform/page.ts'
import { analytics } from '../../tables.ts'
import { askReport, isNarrowed } from '../ask-report.ts'

type Report = ResponseOf<typeof contract.listStaffVisits>
type Row = Report['items'][number] & { sortKey: string }

const SORTS = {
  visitedOn: { by: sql`v.visited_on`, type: 'date' },
  visitCount: { by: sql`v.visit_count`, type: 'int' },
  overdueFen: { by: sql`v.overdue_fen`, type: 'bigint' },
} as const

/**
 * What stands behind 催缴次数 and 催缴户数 of the report of staff: each visit, or each household that somebody asked with the last of them, the latest
 * first. Their number, or the times together, is the number of the report. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listStaffVisits(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listStaffVisits>,
): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { tenantId, firstDay, lastDay, from, to } = asked
  const keys = keyset(input, sql<string>`v.id`, SORTS, '-visitedOn')
  const visits = sql`
    select v.*, row_number() over latest as place, ${input.each === 'home' ? sql`count(*) over home` : sql`1`}::int as visit_count
    from billing.public_dunning_visit v
    where ${isNarrowed(asked, 'v', { item: false })} and v.visited_on between ${firstDay}::date and ${lastDay}::date
      ${input.staffId ? sql`and v.staff_id = ${input.staffId}::uuid` : sql``}
    window home as (partition by v.staff_id, v.premises_id), latest as (home order by v.visited_on desc, v.id desc)`
  const found = sql`select * from (${visits}) v ${input.each === 'home' ? sql`where v.place = 1` : sql``}`
  const { rows } = await sql<Row>`
    select v.id, v.visited_on, c.name as community_name, v.premises_id, r.label as premises_label, v.staff_name, v.visit_count, v.channel, v.result,
      v.overdue_fen, ${keys.key} as sort_key
    from (select * from (${found}) v where ${keys.after} order by ${keys.order} limit ${input.limit + 1}) v
    join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = v.community_id
    join registry.public_premises r on r.tenant_id = ${tenantId}::uuid and r.id = v.premises_id
    order by ${keys.order}`.execute(analytics(tx))
  const { rows: sums } = await sql<{ visitCount: number; count: number }>`
    select coalesce(sum(v.visit_count), 0)::int as visit_count, least(count(*), ${COUNT_MOST + 1})::int as count from (${found}) v`.execute(
    analytics(tx),
  )
  const { visitCount = 0, count = 0 } = sums[0] ?? {}
  const page = pageOfRows(input, rows, count, '-visitedOn')
  return { ...page, items: page.items.map(({ sortKey: _, ...row }) => row), sums: { visitCount }, from, to }
}
