import { type RawBuilder, sql } from 'kysely'
import { type CivilDate, monthRange, monthsFromTo } from '../../../platform/period.ts'
import { type Asked, isBuilding, isNarrowed } from '../ask-report.ts'
import { MAX_MONTHS } from '../span.ts'
import { owedOpen } from './owed-open.ts'

/** By what facts of households are told apart, beside the household. */
export type Apart = 'month' | 'item' | null

/**
 * The tables `household` and what it is made of, for `with`: per household (and per item) what is open of the months on the day, and the full price
 * of standing charges in months without a line; `community_id, premises_id, item_id, open_fen, unbilled_fen`, `billed` where anything was charged at
 * all. Which months a home was charged for is kept as bits (`billing.public_charged_year`), and what is open stands in a table of its own, so no line
 * is read that is paid. By month there is the table `household_month` besides. `later` are the months of which something came to be owed after the
 * day, see `billedLater`: of these the lines say which homes they were for.
 */
export function householdTables(asked: Asked, apart: Apart, later: readonly CivilDate[]): RawBuilder<unknown> {
  const tables = sql`
    charged as materialized (${chargedMonths(asked, apart, later)}),
    owed as materialized (${owedOpen(asked, { item: apart === 'item', month: apart === 'month' })}),
    lacking as materialized (${lackingCharges(asked)}),
    household as materialized (
      select f.community_id, f.premises_id, f.item_id, null::date as month, sum(f.open_fen)::bigint as open_fen, sum(f.unbilled_fen)::bigint as unbilled_fen,
        bool_or(f.line) as billed
      from (
        select community_id, premises_id, item_id, 0 as open_fen, 0 as unbilled_fen, true as line from charged
        union all select community_id, premises_id, item_id, open_fen, 0, true from owed
        union all select community_id, premises_id, item_id, 0, fen, false from (${unbilledMonths(asked, apart)}) u
      ) f
      group by 1, 2, 3)`
  return apart === 'month' ? sql`${tables}, household_month as materialized (${householdMonths(asked)})` : tables
}

/** Of each month how many households were billed and owe nothing, and what was not billed at full price. */
function householdMonths(asked: Asked): RawBuilder<unknown> {
  const set = monthSet(asked)
  const only = set.only(sql`m.place`)
  return sql`
    select f.month, sum(f.billed)::int as billed, sum(f.billed - f.owing)::int as clear, sum(f.unbilled_fen)::bigint as unbilled_fen
    from (
      select ${set.monthAt(sql`m.place`)} as month, sum(h.homes) as billed, 0 as owing, 0 as unbilled_fen
      from (select c.months, count(*) as homes from (select bit_or(months) as months from charged group by premises_id) c group by 1) h
      cross join generate_series(1, ${set.count}::int) m(place) where h.months & (${only}) = ${only} group by 1
      union all
      select month, 0, count(*), 0 from owed where open_fen > 0 group by 1
      union all select month, 0, 0, fen from (${unbilledMonths(asked, 'month')}) u
    ) f group by 1`
}

/** The months asked for, by their first days, and a set of them as a row of bits: of 64 in a number, where they fit. */
function monthSet({ from, to }: Asked) {
  const firsts = monthsFromTo(from, to).map(month => monthRange(month).from)
  const type = firsts.length < 63 ? sql`bigint` : sql`bit(${sql.lit(MAX_MONTHS)})`
  const between = (first: RawBuilder<unknown>, last: RawBuilder<unknown>) =>
    sql`~(~0::${type} << (${last} - ${first} + 1)) << (${first} - 1)`
  return {
    count: firsts.length,
    none: sql`0::${type}`,
    /** The place of the month of a day, from 1 on. */
    placeOf: (day: RawBuilder<unknown>) => sql`width_bucket(${day}, ${firsts}::date[])`,
    monthAt: (place: RawBuilder<unknown>) => sql`(${firsts}::date[])[${place}]`,
    only: (place: RawBuilder<unknown>) => sql`1::${type} << (${place} - 1)`,
    between,
    /** Bits of a year, January first, as those of them that are asked for. */
    ofYear: (months: RawBuilder<unknown>, year: RawBuilder<unknown>) => {
      const [fromYear, fromMonth] = from.split('-').map(Number)
      const ahead = sql`(${year} - ${fromYear}::int) * 12 - ${(fromMonth ?? 1) - 1}::int`
      const bits = sql`(${months})::${type}`
      return sql`(case when ${ahead} >= 0 then ${bits} << (${ahead}) else ${bits} >> (-(${ahead})) end & (${between(sql`1`, sql`${firsts.length}::int`)}))`
    },
  }
}

const itemOf = (apart: Apart, alias = 'l') => (apart === 'item' ? sql`${sql.raw(alias)}.item_id` : sql`null::uuid`)

/** The homes that were charged by household and standing charge, with the months of which they have a line. */
function chargedMonths(asked: Asked, apart: Apart, later: readonly CivilDate[]): RawBuilder<unknown> {
  const set = monthSet(asked)
  const [fromYear, toYear] = [asked.firstDay, asked.lastDay].map(day => Number(day.slice(0, 4)))
  const kept = sql`
    select y.community_id, y.premises_id, y.assignment_id, y.item_id, ${set.ofYear(sql`y.months`, sql`y.year`)} as months
    from billing.public_charged_year y
    where ${isNarrowed(asked, 'y')} and y.year between ${fromYear}::int and ${toYear}::int`
  if (later.length === 0) return grouped({ months: kept, none: set.none }, apart)
  // Where something came later, what is kept cannot say who was charged on the day.
  const isLater = sql`date_trunc('month', l.segment_start::timestamp)::date = any(${[...later]}::date[])`
  const masked = later.map(day => set.only(set.placeOf(sql`${day}::date`)))
  const others = masked.reduce((bits, only) => sql`${bits} & ~(${only})`, sql`k.months`)
  const both = sql`
    select k.community_id, k.premises_id, k.assignment_id, k.item_id, ${others} as months from (${kept}) k
    union all
    select l.community_id, l.premises_id, l.assignment_id, l.item_id, ${set.only(set.placeOf(sql`l.segment_start`))}
    from billing.public_bill_line l
    where ${isNarrowed(asked, 'l')} and l.segment_start between ${asked.firstDay}::date and ${asked.lastDay}::date and ${isLater}
      and l.state = 'issued' and l.issued_on <= ${asked.asOf}::date`
  return grouped({ months: both, none: set.none }, apart)
}

function grouped(
  { months, none }: { months: RawBuilder<unknown>; none: RawBuilder<unknown> },
  apart: Apart,
): RawBuilder<unknown> {
  return sql`
    select l.community_id, l.premises_id, l.assignment_id, ${itemOf(apart)} as item_id, bit_or(l.months) as months from (${months}) l
    group by 1, 2, 3, 4 having bit_or(l.months) <> ${none}`
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
