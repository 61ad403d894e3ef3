import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { readPenalties } from '../../../billing/index.ts'
import type { Actor } from '../../../platform/actor.ts'
import { today } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { settledBy, WAIVED, WRITTEN_OFF } from '../charge-facts.ts'
import { groupedSums } from '../group-by.ts'
import { sumRows } from '../movements/sum-rows.ts'
import { type Group, pageGroups } from '../page-groups.ts'

type Report = ResponseOf<typeof contract.listPenalties>
type Row = Group & Report['sums']

const AMOUNTS = ['billedFen', 'collectedFen', 'waivedFen'] as const
/** Late bills whose penalties are worked out for one answer, and so many at a time. */
const MOST_LATE = 20_000
const PART = 2_000

/**
 * 违约金 (R9): what was billed of lateness, paid or offset, and waived, by the month it happened in. What lateness costs as of today and is
 * not billed is worked out line by line (`accruing`), since it is stored only when it is paid, waived or frozen.
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
  return {
    ...pageGroups(input, rows, [...AMOUNTS, 'lineCount'], input.by === 'month' ? 'name' : '-billedFen'),
    sums: { ...sumRows(rows, AMOUNTS), lineCount: rows.reduce((count, row) => count + row.lineCount, 0) },
    accruing: await readAccruing(tx, actor, asked),
    ...{ from, to },
  }
}

/** Lines of penalties that became owed within the months, and what settled any within them. */
function penaltyFacts(asked: Asked): RawBuilder<unknown> {
  const within = (on: string) => sql`${sql.raw(on)} between ${asked.firstDay}::date and ${asked.lastDay}::date`
  const lines = sql`${isNarrowed(asked, 'l')} and l.kind = 'penalty' and l.state = 'issued'`
  const month = (on: string) => sql`date_trunc('month', ${sql.raw(on)}::timestamp)::date as month`
  return sql`
    select l.community_id, l.premises_id, l.item_id, ${month('l.issued_on')}, l.amount_fen as billed, 0::bigint as collected,
      0::bigint as waived, 1 as line
    from billing.public_bill_line l where ${lines} and ${within('l.issued_on')}
    union all
    select l.community_id, l.premises_id, l.item_id, ${month('s.settled_on')}, 0, ${settledBy('s', sql`('payment', 'purse')`)},
      ${settledBy('s', WAIVED)} + ${settledBy('s', WRITTEN_OFF)}, 0
    from billing.public_settlement s
    join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    where s.tenant_id = ${asked.tenantId}::uuid and ${lines} and ${within('s.settled_on')}`
}

/** As of today, of everything that is late; null where that is more than one answer works out. */
async function readAccruing(tx: Tx, actor: Actor, asked: Asked): Promise<Report['accruing']> {
  const asOf = today()
  const { rows } = await sql<{ id: string }>`
    select b.id from billing.public_bill b
    where ${isNarrowed(asked, 'b')} and b.state = 'issued' and b.kind <> 'penalty' and b.due_on < ${asOf}::date
      and (b.settled_fen < b.amount_fen or exists (select 1 from billing.public_settlement s
        where s.tenant_id = b.tenant_id and s.bill_id = b.id and s.settled_on > b.due_on))
    limit ${MOST_LATE + 1}`.execute(analytics(tx))
  if (rows.length > MOST_LATE) return null
  let [fen, lineCount] = [0n, 0]
  for (let start = 0; start < rows.length; start += PART) {
    const ids = rows.slice(start, start + PART).map(row => row.id)
    for (const { openFen } of await readPenalties(tx, actor, ids, asOf)) {
      if (openFen <= 0n) continue
      fen += openFen
      lineCount += 1
    }
  }
  return { fen, lineCount, asOf }
}
