import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { askReport, isNarrowed } from '../ask-report.ts'
import { WAIVED, WRITTEN_OFF } from '../charge-facts.ts'
import { groupedSums } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { sumRows } from './sum-rows.ts'

type Report = ResponseOf<typeof contract.listWaivers>

const AMOUNTS = ['waivedFen', 'roundedFen', 'writtenOffFen', 'totalFen'] as const
type Row = Group & Report['sums']

/**
 * 减免: lines settled without money in the months in which it was done, less what was taken back.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listWaivers(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listWaivers>,
): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const facts = sql`
    select l.community_id, l.premises_id, l.item_id, date_trunc('month', s.settled_on::timestamp)::date as month, s.source_kind,
      s.amount_fen, s.bill_line_id
    from billing.public_settlement s
    join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    where ${isNarrowed(asked, 'l')} and s.tenant_id = ${asked.tenantId}::uuid
      and s.settled_on between ${asked.firstDay}::date and ${asked.lastDay}::date
      and (s.source_kind in ${WAIVED} or s.source_kind in ${WRITTEN_OFF})`
  const sums = sql`
    coalesce(sum(f.amount_fen) filter (where f.source_kind in ('waiver', 'discount')), 0)::bigint as waived_fen,
    coalesce(sum(f.amount_fen) filter (where f.source_kind = 'rounding'), 0)::bigint as rounded_fen,
    coalesce(sum(f.amount_fen) filter (where f.source_kind in ${WRITTEN_OFF}), 0)::bigint as written_off_fen,
    sum(f.amount_fen)::bigint as total_fen, count(distinct f.bill_line_id)::int as line_count`
  const { rows } = await sql<Row>`${groupedSums(input.by, asked, facts, sums)}`.execute(analytics(tx))
  const { from, to } = asked
  return {
    ...pageGroups(input, rows, [...AMOUNTS, 'lineCount'], input.by === 'month' ? 'name' : '-totalFen'),
    sums: { ...sumRows(rows, AMOUNTS), lineCount: rows.reduce((count, row) => count + row.lineCount, 0) },
    ...{ from, to },
  }
}
