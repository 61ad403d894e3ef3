import { type RawBuilder, sql } from 'kysely'
import { today } from '../../../platform/clock.ts'
import { type CivilDate, monthRange, monthsFromTo } from '../../../platform/period.ts'
import { type Asked, isBuilding, isNarrowed } from '../ask-report.ts'
import { MAX_MONTHS } from '../span.ts'

/** By what facts of households are told apart, beside the household. */
export type Apart = 'month' | 'item' | null

/**
 * The tables `household` and what it is made of, for `with`: per household (and per item) what is open of the months on the day, and
 * what they come to at the full standard; `community_id, premises_id, item_id, open_fen, full_fen, unbilled_fen`, `billed` where anything
 * was charged at all. Full is what each line would be before vacancy and other discounts and, where a standing charge has no line in a month,
 * its last full price. Lines are read once, whatever else is asked: they are most of the cost. By month there is the table `household_month`
 * besides, see `monthTables`. `later` are the months of which something came to be owed after the day, see `billedLater`.
 */
export function householdTables(asked: Asked, apart: Apart, later: readonly CivilDate[]): RawBuilder<unknown> {
  const owed = owedLines(asked, apart, later)
  const household = (since: RawBuilder<unknown>) => sql`
    household as materialized (
      select f.community_id, f.premises_id, f.item_id, null::date as month, sum(f.open_fen)::bigint as open_fen, sum(f.full_fen)::bigint as full_fen,
        sum(f.unbilled_fen)::bigint as unbilled_fen, bool_or(f.line) as billed
      from (
        select community_id, premises_id, item_id, open_fen, full_fen, 0 as unbilled_fen, true as line from charged
        union all select community_id, premises_id, item_id, open_fen, 0, 0, true from (${since}) s
        union all select community_id, premises_id, item_id, 0, fen, fen, false from (${unbilledMonths(asked, apart)}) u
      ) f
      group by 1, 2, 3)`
  if (apart === 'month') return monthTables(asked, owed, household(sql`select * from since`))
  return sql`
    charged as materialized (${chargedLines(asked, apart, owed)}),
    lacking as materialized (${lackingCharges(asked)}), ${household(settledSince(asked, apart, owed))}`
}

/**
 * The same, and `household_month`: of each month how many households were billed and owe nothing, and its full and unbilled sums. Nearly all lines
 * are paid: of these a household's are one row with the months they are of, and only what is open stands by itself, so that of months no more rows
 * are made than there are debts. Sums of months come from the same reading.
 */
function monthTables(asked: Asked, owed: RawBuilder<unknown>, household: RawBuilder<unknown>): RawBuilder<unknown> {
  const set = monthSet(asked)
  const only = set.only(sql`m.place`)
  return sql`
    lines as materialized (
      select l.community_id, l.premises_id, l.assignment_id, l.open_place, l.place, grouping(l.place) = 0 as of_month,
        sum(l.open_fen)::bigint as open_fen, sum(l.full_fen)::bigint as full_fen, bit_or(${set.only(sql`l.at`)}) as months
      from (
        select k.*, k.at as place, case when k.open_fen <> 0 then k.at end as open_place from (
          select l.community_id, l.premises_id, l.assignment_id, l.full_fen, l.amount_fen - l.settled_fen as open_fen,
            ${set.placeOf(sql`l.segment_start`)} as at from ${owed}) k) l
      group by grouping sets ((l.community_id, l.premises_id, l.assignment_id, l.open_place), (l.place))),
    charged as materialized (
      select community_id, premises_id, assignment_id, null::uuid as item_id, sum(open_fen)::bigint as open_fen, sum(full_fen)::bigint as full_fen,
        bit_or(months) as months from lines where not of_month group by 1, 2, 3),
    since as materialized (${settledSince(asked, 'month', owed)}),
    lacking as materialized (${lackingCharges(asked)}), ${household},
    household_month as materialized (
      select f.month, sum(f.billed)::int as billed, sum(f.billed - f.owing)::int as clear, sum(f.full_fen)::bigint as full_fen,
        sum(f.unbilled_fen)::bigint as unbilled_fen
      from (
        select ${set.monthAt(sql`m.place`)} as month, count(*) as billed, 0 as owing, 0 as full_fen, 0 as unbilled_fen
        from (select bit_or(months) as months from charged group by premises_id) h
        cross join generate_series(1, ${set.count}::int) m(place) where h.months & (${only}) = ${only} group by 1
        union all
        select o.month, 0, count(*), 0, 0 from (
          select month from (
            select premises_id, ${set.monthAt(sql`open_place`)} as month, open_fen from lines where not of_month and open_place is not null
            union all select premises_id, month, open_fen from since) d
          group by premises_id, month having sum(open_fen) > 0) o group by 1
        union all select ${set.monthAt(sql`place`)}, 0, 0, full_fen, 0 from lines where of_month
        union all select month, 0, 0, fen, fen from (${unbilledMonths(asked, 'month')}) u
      ) f group by 1)`
}

/** The months asked for, by their first days, and a set of them as a row of bits: of 64 in a number, where they fit. */
function monthSet({ from, to }: Asked) {
  const firsts = monthsFromTo(from, to).map(month => monthRange(month).from)
  const type = firsts.length < 63 ? sql`bigint` : sql`bit(${sql.lit(MAX_MONTHS)})`
  return {
    count: firsts.length,
    /** The place of the month of a day, from 1 on. */
    placeOf: (day: RawBuilder<unknown>) => sql`width_bucket(${day}, ${firsts}::date[])`,
    monthAt: (place: RawBuilder<unknown>) => sql`(${firsts}::date[])[${place}]`,
    only: (place: RawBuilder<unknown>) => sql`1::${type} << (${place} - 1)`,
    between: (first: RawBuilder<unknown>, last: RawBuilder<unknown>) =>
      sql`~(~0::${type} << (${last} - ${first} + 1)) << (${first} - 1)`,
  }
}

const itemOf = (apart: Apart) => (apart === 'item' ? sql`l.item_id` : sql`null::uuid`)
const monthOf = (asked: Asked, apart: Apart) => {
  const set = monthSet(asked)
  return apart === 'month' ? set.monthAt(set.placeOf(sql`l.segment_start`)) : sql`null::date`
}

/** The lines asked for by household and standing charge, with the months that they are of. */
function chargedLines(asked: Asked, apart: Apart, owed: RawBuilder<unknown>): RawBuilder<unknown> {
  const set = monthSet(asked)
  return sql`
    select l.community_id, l.premises_id, l.assignment_id, ${itemOf(apart)} as item_id,
      sum(l.amount_fen - l.settled_fen)::bigint as open_fen, sum(l.full_fen)::bigint as full_fen,
      bit_or(${set.only(set.placeOf(sql`l.segment_start`))}) as months
    from ${owed}
    group by 1, 2, 3, 4`
}

/**
 * Lines that are owed on the day, for `from`. Hardly any line of a past month is not, so those of bills that are not issued are left out, and only
 * lines of months in which something came to be owed after the day are looked at with their bills; or all, where an item is asked for.
 */
function owedLines(asked: Asked, apart: Apart, later: readonly CivilDate[]): RawBuilder<unknown> {
  const inMonths = sql`l.segment_start between ${asked.firstDay}::date and ${asked.lastDay}::date`
  const looked = (lines: RawBuilder<unknown>) =>
    sql`from billing.public_bill_line l where ${isNarrowed(asked, 'l')} and ${lines} and l.state = 'issued' and l.issued_on <= ${asked.asOf}::date`
  if (apart === 'item' || asked.itemId) return sql`(select l.* ${looked(inMonths)}) l`
  const columns = sql`l.id, l.community_id, l.premises_id, l.assignment_id, l.segment_start, l.amount_fen, l.settled_fen, l.full_fen`
  const isLater = sql`date_trunc('month', l.segment_start::timestamp)::date = any(${[...later]}::date[])`
  const alone = sql`select ${columns} from billing.public_line l where ${isNarrowed(asked, 'l', { item: false })} and ${inMonths}
    and not exists (select from billing.public_unissued_bill b where b.tenant_id = ${asked.tenantId}::uuid and b.id = l.bill_id)`
  if (later.length === 0) return sql`(${alone}) l`
  return sql`(${alone} and not ${isLater} union all select ${columns} ${looked(sql`${inMonths} and ${isLater}`)}) l`
}

/** What was settled after the day still was open on it. Of today there is nothing after. */
function settledSince(asked: Asked, apart: Apart, owed: RawBuilder<unknown>): RawBuilder<unknown> {
  if (asked.asOf >= today())
    return sql`select null::uuid as community_id, null::uuid as premises_id, null::uuid as item_id, null::date as month, 0 as open_fen where false`
  return sql`
    select l.community_id, l.premises_id, l.item_id, l.month, s.amount_fen as open_fen
    from billing.public_settlement s
    join (select l.id, l.community_id, l.premises_id, ${itemOf(apart)} as item_id, ${monthOf(asked, apart)} as month
      from ${owed}) l on l.id = s.bill_line_id
    where s.tenant_id = ${asked.tenantId}::uuid and s.settled_on > ${asked.asOf}::date`
}

/** Standing charges with a month that has no line: the first and last month they are asked for, the months that have one, and their last full price. */
function lackingCharges(asked: Asked): RawBuilder<unknown> {
  const { firstDay, lastDay } = asked
  const set = monthSet(asked)
  const all = set.between(sql`k.first`, sql`k.last`)
  return sql`
    select k.*, (select a.month_full_fen from billing.public_standing_charge a
      where a.tenant_id = ${asked.tenantId}::uuid and a.assignment_id = k.assignment_id) as fen
    from (
      select a.assignment_id, a.community_id, a.premises_id, a.item_id, d.months,
        ${set.placeOf(sql`greatest(a.starts_on, ${firstDay}::date)`)} as first,
        ${set.placeOf(sql`least(coalesce(a.ends_on, ${lastDay}::date), ${lastDay}::date)`)} as last
      from billing.public_standing_charge a
      left join (select assignment_id, bit_or(months) as months from charged group by 1) d on d.assignment_id = a.assignment_id
      where ${isNarrowed(asked, 'a')} and a.starts_on <= ${lastDay}::date and (a.ends_on is null or a.ends_on >= ${firstDay}::date)
    ) k
    where k.months is null or k.months & (${all}) <> (${all})`
}

/** The months of standing charges without any line, at the full price that their last line says. */
function unbilledMonths(asked: Asked, apart: Apart): RawBuilder<unknown> {
  const set = monthSet(asked)
  const month = apart === 'month' ? set.monthAt(sql`m.place`) : sql`null::date`
  const only = set.only(sql`m.place`)
  return sql`
    select l.community_id, l.premises_id, ${itemOf(apart)} as item_id, ${month} as month, l.fen
    from lacking l cross join lateral generate_series(l.first, l.last) m(place)
    where l.fen is not null and (l.months is null or l.months & (${only}) <> ${only})`
}

/** Units of the communities asked for that stood in the months: `community_id, building_id, premises_id`. */
export function unitsOf(asked: Asked): RawBuilder<unknown> {
  const { tenantId, communityId, buildingId, firstDay } = asked
  const parts = [sql`u.tenant_id = ${tenantId}::uuid and (u.ended_on is null or u.ended_on >= ${firstDay}::date)`]
  if (communityId) parts.push(sql`u.community_id = ${communityId}::uuid`)
  if (buildingId) parts.push(isBuilding('u', buildingId))
  return sql`select u.community_id, u.building_id, u.id as premises_id from registry.public_premises u where ${sql.join(parts, sql` and `)}`
}
