import { COUNT_MOST, type analytics as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { billNumber } from '../../../billing/index.ts'
import type { Actor } from '../../../platform/actor.ts'
import { today } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { keyset, pageOfRows } from '../../../platform/page.ts'
import { analytics } from '../../tables.ts'
import { isOfAge } from '../ageing/age-sums.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { COLLECTED, settledBy, WAIVED } from '../charge-facts.ts'
import { summedFacts } from '../charge-sums.ts'
import { openBills } from '../open-bills.ts'
import { readAccruing } from '../penalties/accruing-view.ts'
import { accruingNumber, lineNumber, type Numbered } from './line-numbers.ts'

type Report = ResponseOf<typeof contract.listReportLines>
type Input = RequestOf<typeof contract.listReportLines>
type Line = Report['items'][number] & { serial: bigint; sortKey: string }

const SORTS = {
  segmentStart: { by: sql`l.segment_start`, type: 'date' },
  dueOn: { by: sql`l.due_on`, type: 'date' },
  amountFen: { by: sql`l.amount_fen`, type: 'bigint' },
  outstandingFen: { by: sql`l.outstanding_fen`, type: 'bigint' },
  numberFen: { by: sql`l.number_fen`, type: 'bigint' },
} as const

/**
 * The lines behind a number of the reports: issued by the end of the day, of the charge months asked for, with what had settled them
 * by then; those issued in the months, or of which anything happened in them; or those open on the day and so long overdue;
 * or those of which a number of the reports is made. Their sums are the numbers of the report. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listReportLines(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, { ...input, rated: input.rated === 'true' })
  const keys = keyset(input, sql<string>`l.id`, SORTS, 'segmentStart')
  const lines = standingLines(asked, input, await numberOf(tx, actor, asked, input))
  const { rows } = await sql<Line>`
    select l.id, l.bill_id, l.serial, c.name as community_name, l.premises_id, p.label as premises_label, l.payer_name,
      i.name as item_name, l.segment_start, l.segment_end, l.due_on, l.amount_fen, l.waived_fen, l.collected_fen,
      l.outstanding_fen, l.number_fen, l.tax_rate_percent::text as tax_rate_percent, l.tax_fen, l.tax_basis, ${keys.key} as sort_key
    from (${withParts(asked, sql`select * from (${lines}) l where ${keys.after} order by ${keys.order} limit ${input.limit + 1}`)}) l
    join registry.public_premises p on p.tenant_id = ${asked.tenantId}::uuid and p.id = l.premises_id
    join registry.public_community c on c.tenant_id = ${asked.tenantId}::uuid and c.id = l.community_id
    join billing.public_charge_item i on i.tenant_id = ${asked.tenantId}::uuid and i.id = l.item_id
    order by ${keys.order}`.execute(analytics(tx))
  const { count, ...sums } = await sumLines(tx, asked, input, lines)
  const page = pageOfRows(input, rows, count, 'segmentStart')
  return {
    ...page,
    items: page.items.map(({ serial, sortKey: _, ...line }) => ({ ...line, billNumber: billNumber(serial) })),
    sums,
    ...{ from: asked.from, to: asked.to, asOf: asked.asOf },
  }
}

/** The number that is asked for, if one is. */
async function numberOf(tx: Tx, actor: Actor, asked: Asked, { number }: Input): Promise<Numbered | null> {
  if (!number) return null
  if (number !== 'accruing') return lineNumber(number, asked)
  return accruingNumber((await readAccruing(tx, actor, asked)).lines)
}

/** Of all that match: as many as a list counts, and their sums, from the sums that the database keeps where they say it. */
async function sumLines(
  tx: Tx,
  asked: Asked,
  { premisesId, standing, happened, age, number, taxRate }: Input,
  lines: RawBuilder<unknown>,
): Promise<Report['sums'] & { count: number }> {
  const isKept = !premisesId && !standing && !happened && !age && !number && !taxRate
  const isTaxed = taxRate !== undefined || happened === 'issued'
  const facts = isKept
    ? sql`select f.billed - f.reversed as amount_fen, f.waived as waived_fen, f.collected as collected_fen,
        f.billed - f.reversed - f.waived - f.written_off - f.collected as outstanding_fen, null::bigint as number_fen, f.line from (${await summedFacts(tx, asked)}) f`
    : sql`select l.amount_fen, l.waived_fen, l.collected_fen, l.outstanding_fen, l.number_fen, l.tax_fen, 1 as line from (${withParts(asked, lines)}) l`
  const { rows } = await sql<Report['sums'] & { count: number }>`
    select coalesce(sum(l.amount_fen), 0)::bigint as amount_fen, coalesce(sum(l.waived_fen), 0)::bigint as waived_fen,
      coalesce(sum(l.collected_fen), 0)::bigint as collected_fen, coalesce(sum(l.outstanding_fen), 0)::bigint as outstanding_fen,
      ${number ? sql`coalesce(sum(l.number_fen), 0)::bigint` : sql`null::bigint`} as number_fen,
      ${isTaxed ? sql`coalesce(sum(l.tax_fen), 0)::bigint` : sql`null::bigint`} as tax_fen, least(coalesce(sum(l.line), 0), ${COUNT_MOST + 1})::int as count
    from (${facts}) l`.execute(analytics(tx))
  const [first] = rows
  if (!first) throw new Error('A sum has no row.')
  return first
}

/** What lines are and what is open of each at the end of the day; open and overdue are as of that day, too. */
function standingLines(asked: Asked, input: Input, number: Numbered | null): RawBuilder<unknown> {
  const { tenantId, asOf } = asked
  const { premisesId, standing } = input
  const ofPremises = premisesId ? sql`and l.premises_id = ${premisesId}::uuid` : sql``
  // Bills are issued early, and stand in the months of their billing dates.
  const isAhead = input.happened === 'issued' && !input.asOf
  // What is open is of few bills among years of them.
  const isOpenOnly = standing === 'open' || standing === 'overdue'
  // As of now the line itself knows.
  const isNow = asOf >= today()
  const openFen = isNow ? sql`l.amount_fen - l.settled_fen` : sql`l.amount_fen - coalesce(b.settled_fen, 0)`
  const settledThen = sql`
    left join lateral (
      select sum(s.amount_fen)::bigint as settled_fen from billing.public_settlement s
      where s.tenant_id = ${tenantId}::uuid and s.bill_line_id = l.id and s.settled_on <= ${asOf}::date
    ) b on true`
  return sql`
    select l.id, l.bill_id, l.serial, l.community_id, l.premises_id, l.payer_name, l.item_id, l.segment_start, l.segment_end, l.due_on,
      l.amount_fen, ${openFen} as outstanding_fen, ${number ? sql`n.fen` : sql`null::bigint`} as number_fen, l.tax_rate_percent, l.tax_fen, l.tax_basis
    from billing.public_bill_line l ${number?.join ?? sql``} ${isNow ? sql`` : settledThen} ${number ? sql`cross join lateral (select (${number.fen})::bigint as fen) n` : sql``}
    where ${isNarrowed(asked, 'l')} and l.state = 'issued' ${isAhead ? sql`` : sql`and l.issued_on <= ${asOf}::date`}
      and ${number ? sql`${number.where} and n.fen <> 0` : isOfMonths(asked, input)} ${hasRate(input)}
      ${ofPremises} ${isOpenOnly ? sql`and l.bill_id in (select o.bill_id from (${openBills(asked)}) o)` : sql``}
      and ${stands(standing, openFen, asOf)}`
}

/** The lines with what settled them by the end of the day; looked for only where anything did. */
function withParts({ tenantId, asOf }: Asked, lines: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select l.*, coalesce(s.waived_fen, 0) as waived_fen, coalesce(s.collected_fen, 0) as collected_fen
    from (${lines}) l
    left join lateral (
      select sum(${settledBy('s', WAIVED)})::bigint as waived_fen, sum(${settledBy('s', COLLECTED)})::bigint as collected_fen
      from billing.public_settlement s
      where l.outstanding_fen <> l.amount_fen and s.tenant_id = ${tenantId}::uuid and s.bill_line_id = l.id and s.settled_on <= ${asOf}::date
    ) s on true`
}

/** Of the charge months, unless the months are those in which it happened, or how long it is overdue is asked, of whatever months. */
function isOfMonths(asked: Asked, { happened, age }: Input): RawBuilder<SqlBool> {
  const { tenantId, firstDay, lastDay, asOf } = asked
  if (age)
    return sql<SqlBool>`l.bill_id in (select o.bill_id from (${openBills(asked)}) o) and ${age === 'all' ? sql`true` : isOfAge(age, asOf, 'l')}`
  const within = (column: string) => sql`${sql.raw(column)} between ${firstDay}::date and ${lastDay}::date`
  if (happened === 'issued') return sql<SqlBool>`${within('l.issued_on')}`
  if (happened === 'any')
    return sql<SqlBool>`(${within('l.issued_on')} or l.id in (select t.bill_line_id from billing.public_settlement t
      where t.tenant_id = ${tenantId}::uuid and ${within('t.settled_on')}))`
  return sql<SqlBool>`${within('l.segment_start')}`
}

function hasRate({ taxRate }: Input): RawBuilder<unknown> {
  if (!taxRate) return sql``
  if (taxRate === 'none') return sql`and l.tax_rate_percent is null`
  if (taxRate === 'margin') return sql`and l.tax_basis = 'margin'`
  return sql`and l.tax_rate_percent = ${taxRate}::numeric and l.tax_basis is null`
}

function stands(standing: Input['standing'], openFen: RawBuilder<unknown>, asOf: string): RawBuilder<SqlBool> {
  if (standing === 'open') return sql<SqlBool>`(${openFen} <> 0)`
  if (standing === 'overdue') return sql<SqlBool>`(${openFen} <> 0 and l.due_on < ${asOf}::date)`
  if (standing === 'settled') return sql<SqlBool>`(${openFen} = 0)`
  return sql<SqlBool>`true`
}
