import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * What lateness of lines costs as of a day and is not billed, over sets: `bill_id`, `line_id`, `fen`, a row per late line of bills `b` that are asked
 * for. It is the rule of `penalty.ts` for bills to which nothing happened but money, waivers and what was taken back of them: interest is linear, so
 * that of a line is what its whole amount would cost less what each settlement would have cost from its day on. Bills of which there is more to know
 * (corrected, held or frozen, in a chain, taken over with a penalty, paid by money that never came, or with more stored than they cost) are
 * `is_apart`, the whole bill if one line is: `readPenalties` counts those one by one.
 */
export function accruingLines(asked: RawBuilder<SqlBool>, asOf: string): RawBuilder<unknown> {
  const day = sql`${asOf}::date`
  const late = sql`
    select l.tenant_id, l.id as line_id, b.id as bill_id, b.rule_id, l.amount_fen, b.due_on, t.grace_end, t.start_on, t.from_due, t.cap_percent, t.divisor,
      b.corrects_bill_id is not null or coalesce(t.first_on > t.start_on, false)
        or exists (select from billing.bill c where c.tenant_id = b.tenant_id and c.corrects_bill_id = b.id)
        or exists (select from billing.bill_hold h where h.tenant_id = b.tenant_id and h.bill_id = b.id)
        or exists (select from billing.penalty_freeze h where h.tenant_id = b.tenant_id and h.bill_id = b.id)
        or exists (select from billing.opening_debt o where o.tenant_id = b.tenant_id and o.bill_id = b.id and o.penalty_fen > 0) as is_apart
    from billing.bill b
    join term r on r.tenant_id = b.tenant_id and r.rule_id = b.rule_id
    cross join lateral (select b.due_on + r.grace_days as grace_end, case when r.from_due then b.due_on else b.due_on + r.grace_days end as start_on,
      r.from_due, r.cap_percent, r.divisor, r.first_on) t
    join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id and l.amount_fen > 0
    where ${asked} and b.state = 'issued' and b.kind <> 'penalty' and b.due_on < ${day} and t.grace_end < ${day}
      and (b.settled_fen < b.amount_fen or exists (select from billing.settlement s
        where s.tenant_id = b.tenant_id and s.bill_id = b.id and s.settled_on > b.due_on))`
  return sql`
    with term as materialized (${TERMS}), rate as materialized (${RATES}), late as (${late}), counted as (
      select l.bill_id, l.line_id, l.is_apart or coalesce(p.is_apart, false) as is_apart,
        case when l.from_due and coalesce(p.by_grace_fen, 0) >= l.amount_fen then 0 else
          least(round(coalesce(k.fen_days, 0) / l.divisor), round(l.amount_fen * l.cap_percent / 100)) end::bigint as cost_fen,
        coalesce((select sum(x.amount_fen) from billing.bill_line x join billing.bill xb on xb.tenant_id = x.tenant_id and xb.id = x.bill_id
          where x.tenant_id = l.tenant_id and x.of_line_id = l.line_id and xb.state = 'issued' and xb.voided_at is null), 0)::bigint as stored_fen
      from late l
      cross join lateral (
        select array_agg(s.settled_on) as days, array_agg(s.amount_fen) as fens, sum(s.amount_fen) filter (where s.settled_on <= l.grace_end) as by_grace_fen,
          bool_or(s.source_kind = 'correction' or (s.reversal_id is not null and exists (select from billing.refund_request q
            where q.tenant_id = s.tenant_id and q.id = s.reversal_id and q.cause = 'bounced'))) as is_apart
        from billing.settlement s where s.tenant_id = l.tenant_id and s.bill_line_id = l.line_id and s.settled_on <= ${day}) p
      cross join lateral (
        select sum(r.percent * (
          l.amount_fen * greatest(least(r.to_on, ${day}) - greatest(r.from_on, l.start_on), 0)
          - coalesce((select sum(q.fen * greatest(least(r.to_on, ${day}) - greatest(r.from_on, l.start_on, q.day), 0)) from unnest(p.days, p.fens) as q(day, fen)), 0)
        )) as fen_days
        from rate r where r.tenant_id = l.tenant_id and r.rule_id = l.rule_id) k
    )
    select c.bill_id, c.line_id, greatest(c.cost_fen - c.stored_fen, 0) as fen, bool_or(c.is_apart or c.stored_fen > c.cost_fen) over (partition by c.bill_id) as is_apart
    from counted c
    union all
    select b.id, null, 0, true from billing.opening_debt o join billing.bill b on b.tenant_id = o.tenant_id and b.id = o.bill_id
    where o.penalty_fen > 0 and ${asked} and b.state = 'issued' and b.due_on < ${day}`
}

/** How many bills asked for were due by the day under a rule with a penalty, paid or not, as `count`; counted up to one more than `most`. */
export function overdueOnce(asked: RawBuilder<SqlBool>, asOf: string, most: number): RawBuilder<unknown> {
  return sql`
    select count(*)::int as count from (
      select from billing.bill b join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id and r.terms ? 'penalty'
      where ${asked} and b.state = 'issued' and b.due_on < ${asOf}::date limit ${most + 1}::int) d`
}

/** The penalties of rules: what is read of their terms. A rate by the year is divided once, at the end. */
const TERMS = sql`
  select r.tenant_id, r.id as rule_id, (p ->> 'graceDays')::int as grace_days, p ->> 'countedFrom' = 'due-date' as from_due,
    (p ->> 'capPercent')::numeric as cap_percent, 100 * coalesce((p #>> '{rate,yearDays}')::int, 1) as divisor,
    (select min((x ->> 'effectiveFrom')::date) - 1 from jsonb_array_elements(p #> '{rate,rates}') x) as first_on
  from billing.rule r cross join lateral (select r.terms -> 'penalty' as p) t where r.terms ? 'penalty'`

/** Their rates, each from the day after `from_on` to `to_on`. */
const RATES = sql`
  select r.tenant_id, r.id as rule_id, '-infinity'::date as from_on, 'infinity'::date as to_on, (r.terms #>> '{penalty,rate,percent}')::numeric as percent
  from billing.rule r where r.terms #>> '{penalty,rate,by}' = 'day'
  union all
  select r.tenant_id, r.id, x.from_on, coalesce(lead(x.from_on) over (partition by r.tenant_id, r.id order by x.from_on), 'infinity'), x.percent
  from billing.rule r cross join lateral (
    select (y ->> 'effectiveFrom')::date - 1 as from_on, (y ->> 'percent')::numeric * (r.terms #>> '{penalty,rate,times}')::numeric as percent
    from jsonb_array_elements(r.terms #> '{penalty,rate,rates}') y) x
  where r.terms #>> '{penalty,rate,by}' = 'lpr'`
