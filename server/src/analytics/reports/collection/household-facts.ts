import { type RawBuilder, sql } from 'kysely'
import { today } from '../../../platform/clock.ts'
import { type Asked, isBuilding, isNarrowed } from '../ask-report.ts'
import type { GroupBy } from '../group-by.ts'

/**
 * Per household (and per month or item, where it is grouped so): what is open of the months on the day, and what they come to at the full
 * standard; `community_id, premises_id, item_id, month, open_fen, full_fen, unbilled_fen`, `billed` where anything was charged at all.
 * Full is what each line would be before vacancy and other discounts and, where a standing charge has no line in a month, its last full price.
 */
export function householdFacts(asked: Asked, by: GroupBy): RawBuilder<unknown> {
  const item = by === 'item' ? sql`f.item_id` : sql`null::uuid`
  const month = by === 'month' ? sql`f.month` : sql`null::date`
  return sql`
    select f.community_id, f.premises_id, ${item} as item_id, ${month} as month, sum(f.open_fen)::bigint as open_fen,
      sum(f.full_fen)::bigint as full_fen, sum(f.unbilled_fen)::bigint as unbilled_fen, bool_or(f.line) as billed
    from (${openLines(asked)} union all ${unbilledMonths(asked)}) f
    group by 1, 2, 3, 4`
}

const lines = (asked: Asked) => sql`
  from billing.public_bill_line l
  where ${isNarrowed(asked, 'l')} and l.state = 'issued' and l.issued_on <= ${asked.asOf}::date
    and l.segment_start between ${asked.firstDay}::date and ${asked.lastDay}::date`

/** The lines asked for with what was open of each on the day: what was settled after it still was. Of today there is nothing after. */
function openLines(asked: Asked): RawBuilder<unknown> {
  const month = sql`date_trunc('month', l.segment_start::timestamp)::date as month`
  const now = sql`select l.community_id, l.premises_id, l.item_id, ${month}, l.amount_fen - l.settled_fen as open_fen, l.full_fen,
    0::bigint as unbilled_fen, true as line ${lines(asked)}`
  if (asked.asOf >= today()) return now
  return sql`${now} union all
    select l.community_id, l.premises_id, l.item_id, l.month, s.amount_fen, 0::bigint, 0::bigint, true
    from billing.public_settlement s
    join (select l.id, l.community_id, l.premises_id, l.item_id, ${month} ${lines(asked)}) l on l.id = s.bill_line_id
    where s.tenant_id = ${asked.tenantId}::uuid and s.settled_on > ${asked.asOf}::date`
}

/** The months of standing charges without any line, at the full price that their last line says. */
function unbilledMonths(asked: Asked): RawBuilder<unknown> {
  const { firstDay, lastDay } = asked
  const first = sql`date_trunc('month', greatest(a.starts_on, ${firstDay}::date)::timestamp)`
  const last = sql`least(coalesce(a.ends_on, ${lastDay}::date), ${lastDay}::date)::timestamp`
  return sql`
    select a.community_id, a.premises_id, a.item_id, m.month::date, 0::bigint, a.month_full_fen, a.month_full_fen, false
    from billing.public_standing_charge a
    left join (
      select l.assignment_id, array_agg(date_trunc('month', l.segment_start::timestamp)) as months ${lines(asked)}
      group by l.assignment_id
    ) d on d.assignment_id = a.assignment_id
    cross join lateral generate_series(${first}, ${last}, interval '1 month') m(month)
    where ${isNarrowed(asked, 'a')} and a.starts_on <= ${lastDay}::date and (a.ends_on is null or a.ends_on >= ${firstDay}::date)
      and not (m.month = any(coalesce(d.months, '{}'))) and a.month_full_fen is not null`
}

/** Units of the communities asked for that stood in the months: `community_id, building_id, premises_id`. */
export function unitsOf(asked: Asked): RawBuilder<unknown> {
  const { tenantId, communityId, buildingId, firstDay } = asked
  const parts = [sql`u.tenant_id = ${tenantId}::uuid and (u.ended_on is null or u.ended_on >= ${firstDay}::date)`]
  if (communityId) parts.push(sql`u.community_id = ${communityId}::uuid`)
  if (buildingId) parts.push(isBuilding('u', buildingId))
  return sql`select u.community_id, u.building_id, u.id as premises_id from registry.public_premises u where ${sql.join(parts, sql` and `)}`
}
