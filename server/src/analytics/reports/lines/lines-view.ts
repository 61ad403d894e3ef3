import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { billNumber } from '../../../billing/index.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { countUpTo, keyset, pageOfRows } from '../../../platform/page.ts'
import { monthRange } from '../../../platform/period.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { COLLECTED, settledBy, WAIVED } from '../charge-facts.ts'

type Report = ResponseOf<typeof contract.listReportLines>
type Input = RequestOf<typeof contract.listReportLines>
type Line = Report['items'][number] & { serial: bigint; sortKey: string }

const SORTS = {
  segmentStart: { by: sql`l.segment_start`, type: 'date' },
  dueOn: { by: sql`l.due_on`, type: 'date' },
  amountFen: { by: sql`l.amount_fen`, type: 'bigint' },
  outstandingFen: { by: sql`l.outstanding_fen`, type: 'bigint' },
} as const

/**
 * The lines behind a number of the reports: issued by the end of the day, of the charge months asked for, with what had settled them
 * by then; or those of which anything happened in a month. Their sums are the numbers of the report. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listReportLines(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const keys = keyset(input, sql<string>`l.id`, SORTS, 'segmentStart')
  const lines = standingLines(asked, input)
  const { rows } = await sql<Line>`
    select l.id, l.bill_id, l.serial, c.name as community_name, l.premises_id, p.label as premises_label, l.payer_name,
      i.name as item_name, l.segment_start, l.segment_end, l.due_on, l.amount_fen, l.waived_fen, l.collected_fen,
      l.outstanding_fen, ${keys.key} as sort_key
    from (select * from (${lines}) l where ${keys.after} order by ${keys.order} limit ${input.limit + 1}) l
    join registry.public_premises p on p.tenant_id = ${asked.tenantId}::uuid and p.id = l.premises_id
    join registry.public_community c on c.tenant_id = ${asked.tenantId}::uuid and c.id = l.community_id
    join billing.public_charge_item i on i.tenant_id = ${asked.tenantId}::uuid and i.id = l.item_id
    order by ${keys.order}`.execute(analytics(tx))
  const sums = await sql<Report['sums']>`
    select coalesce(sum(l.amount_fen), 0)::bigint as amount_fen, coalesce(sum(l.waived_fen), 0)::bigint as waived_fen,
      coalesce(sum(l.collected_fen), 0)::bigint as collected_fen, coalesce(sum(l.outstanding_fen), 0)::bigint as outstanding_fen
    from (${lines}) l`.execute(analytics(tx))
  const total = await countUpTo(analytics(tx), sql`select 1 from (${lines}) l`)
  const [first] = sums.rows
  if (!first) throw new Error('A sum has no row.')
  const page = pageOfRows(input, rows, total, 'segmentStart')
  return {
    ...page,
    items: page.items.map(({ serial, sortKey: _, ...line }) => ({ ...line, billNumber: billNumber(serial) })),
    sums: first,
  }
}

/** With what settled each by the end of the day; open and overdue are as of that day, too. */
function standingLines(asked: Asked, { premisesId, standing, happenedIn }: Input): RawBuilder<unknown> {
  const { tenantId, asOf } = asked
  const ofPremises = premisesId ? sql`and l.premises_id = ${premisesId}::uuid` : sql``
  return sql`
    select l.*, l.amount_fen - coalesce(s.settled_fen, 0) as outstanding_fen, coalesce(s.waived_fen, 0) as waived_fen,
      coalesce(s.collected_fen, 0) as collected_fen
    from billing.public_bill_line l
    left join lateral (
      select sum(s.amount_fen)::bigint as settled_fen, sum(${settledBy('s', WAIVED)})::bigint as waived_fen,
        sum(${settledBy('s', COLLECTED)})::bigint as collected_fen
      from billing.public_settlement s
      where s.tenant_id = ${tenantId}::uuid and s.bill_line_id = l.id and s.settled_on <= ${asOf}::date
    ) s on true
    where ${isNarrowed(asked, 'l')} and l.state = 'issued' and l.issued_on <= ${asOf}::date
      and ${happenedIn ? happened(tenantId, happenedIn) : sql`l.segment_start between ${asked.firstDay}::date and ${asked.lastDay}::date`}
      ${ofPremises}
      and ${stands(standing, asOf)}`
}

/** What became owed in a month, and what was settled of anything within it: the lines that reports by the month of the fact count. */
function happened(tenantId: string, month: string): RawBuilder<SqlBool> {
  const { from, to } = monthRange(month)
  return sql<SqlBool>`(l.issued_on between ${from}::date and ${to}::date or exists (select from billing.public_settlement t
    where t.tenant_id = ${tenantId}::uuid and t.bill_line_id = l.id and t.settled_on between ${from}::date and ${to}::date))`
}

function stands(standing: Input['standing'], asOf: string): RawBuilder<SqlBool> {
  const open = sql`l.amount_fen <> coalesce(s.settled_fen, 0)`
  if (standing === 'open') return sql<SqlBool>`(${open})`
  if (standing === 'overdue') return sql<SqlBool>`(${open} and l.due_on < ${asOf}::date)`
  if (standing === 'settled') return sql<SqlBool>`(not ${open})`
  return sql<SqlBool>`true`
}
