import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { COLLECTED, settledBy, WAIVED, WRITTEN_OFF } from '../charge-facts.ts'
import { groupedSums } from '../group-by.ts'
import { sumRows } from '../movements/sum-rows.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { readAccruing } from './accruing-view.ts'
import { IS_PENALTY } from './is-penalty.ts'

type Report = ResponseOf<typeof contract.listPenalties>
type Row = Group & Report['sums']

const AMOUNTS = ['billedFen', 'collectedFen', 'waivedFen'] as const
/**
 * 违约金 (R9): what was billed of lateness, paid or offset, and waived, by the month it happened in. What lateness costs as of today and is
 * not billed is worked out each time (`accruing`), since it is stored only when it is paid, waived or frozen.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listPenalties(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPenalties>,
): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const sums = sql`sum(f.billed)::bigint as billed_fen, sum(f.collected)::bigint as collected_fen, sum(f.waived)::bigint as waived_fen,
    sum(f.line)::int as line_count`
  const { rows } = await sql<Row>`${groupedSums(input.by, asked, penaltyFacts(asked), sums)}`.execute(analytics(tx))
  const { from, to } = asked
  const accruing = await readAccruing(tx, actor, asked)
  return {
    ...pageGroups(input, rows, [...AMOUNTS, 'lineCount'], input.by === 'month' ? 'name' : '-billedFen'),
    sums: { ...sumRows(rows, AMOUNTS), lineCount: rows.reduce((count, row) => count + row.lineCount, 0) },
    accruing: {
      fen: accruing.fen,
      lineCount: accruing.lineCount,
      leftOutCount: accruing.leftOutCount,
      ...{ asOf: accruing.asOf, countedAt: accruing.countedAt },
    },
    ...{ from, to },
  }
}

/** Lines of penalties that became owed within the months and what corrected any (in red, less), and what settled any within them. */
function penaltyFacts(asked: Asked): RawBuilder<unknown> {
  const within = (on: string) => sql`${sql.raw(on)} between ${asked.firstDay}::date and ${asked.lastDay}::date`
  const lines = sql`${isNarrowed(asked, 'l')} and l.state = 'issued' and ${sql.raw(IS_PENALTY)}`
  const item = sql`join billing.public_charge_item i on i.tenant_id = l.tenant_id and i.id = l.item_id`
  const month = (on: string) => sql`date_trunc('month', ${sql.raw(on)}::timestamp)::date as month`
  return sql`
    select l.community_id, l.premises_id, l.item_id, ${month('l.issued_on')}, l.amount_fen as billed, 0::bigint as collected,
      0::bigint as waived, 1 as line
    from billing.public_bill_line l ${item} where ${lines} and ${within('l.issued_on')}
    union all
    select l.community_id, l.premises_id, l.item_id, ${month('s.settled_on')}, 0, ${settledBy('s', COLLECTED)},
      ${settledBy('s', WAIVED)} + ${settledBy('s', WRITTEN_OFF)}, 0
    from billing.public_settlement s
    join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id ${item}
    where s.tenant_id = ${asked.tenantId}::uuid and ${lines} and ${within('s.settled_on')}`
}
