import pg from 'pg'
import { bothSums, CHECKS, DEFERRALS_DIFFER, MARGINS_DIFFER } from './analytics/index.ts'
import { brokenRents } from './billing/index.ts'
import { LAST_CIVIL_DATE } from './platform/period.ts'
import { DRAWER_INVARIANTS } from './verify-drawers.ts'
import { FUND_INVARIANTS, type Invariant } from './verify-funds.ts'
import { SUM_INVARIANTS } from './verify-sums.ts'

/** What the reports add up to against the ledger: the very checks of the page 对账. */
const RECONCILIATIONS: Invariant[] = CHECKS.map(check => ({
  name: check.name,
  sql: `select community_id, facts_fen::text as facts, ledger_fen::text as ledger from (${bothSums(check, LAST_CIVIL_DATE)}) r
        where facts_fen <> ledger_fen`,
  words: 'community {community_id}: reports {facts}, ledger {ledger}',
}))

const INVARIANTS: Invariant[] = [
  ...RECONCILIATIONS,
  ...SUM_INVARIANTS,
  {
    name: 'revenue deferred by each closed month = what its lines say = 2205 and 222102 at its end',
    sql: DEFERRALS_DIFFER,
    words: 'community {community_id}, {month}: deferred {kept}, the ledger holds {ledger}, the lines say {lines}',
  },
  {
    name: 'rent made even by each closed month = balance of 1473 at its end, and what was billed of it is what its lines say',
    sql: `with closing as (
            select tenant_id, community_id, month, as_of, sum(earned_fen - billed_fen) as fen from billing.public_rent_straightening group by 1, 2, 3, 4
          ), line as (
            select r.tenant_id, r.period_id, r.assignment_id, coalesce(sum(l.amount_fen - coalesce(l.tax_fen, 0) - coalesce((
              select sum(s.amount_fen - coalesce(s.tax_fen, 0)) from billing.settlement s
              where s.tenant_id = l.tenant_id and s.bill_line_id = l.id and s.source_kind in ('waiver', 'rounding', 'discount')
                and s.settled_on <= r.as_of), 0)), 0) as fen
            from billing.public_rent_straightening r
            left join billing.bill b on b.tenant_id = r.tenant_id and b.assignment_id = r.assignment_id and b.state = 'issued'
              and b.posted_on <= r.as_of
            left join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id and l.segment_start <= r.as_of
            group by 1, 2, 3
          )
          select c.community_id, c.month, c.fen::text as kept, coalesce(sum(p.amount_fen), 0)::text as facts from closing c
          left join ledger.public_posting p on p.tenant_id = c.tenant_id and p.community_id = c.community_id and p.account_code = '1473'
            and p.posted_on <= c.as_of
          group by c.tenant_id, c.community_id, c.month, c.as_of, c.fen having c.fen <> coalesce(sum(p.amount_fen), 0)
          union all
          select r.community_id, r.month, r.billed_fen::text, l.fen::text from billing.public_rent_straightening r
          join line l using (tenant_id, period_id, assignment_id) where l.fen <> r.billed_fen`,
    words: 'community {community_id}, {month}: kept {kept}, the ledger or the lines say {facts}',
  },
  {
    name: 'rent earned by each closed month = what the terms that it kept and the bills of that day come to, and they are those of the lease',
    sql: `select r.community_id, p.month, r.total_fen::text, r.earned_fen::text, r.billed_fen::text, r.basis,
            coalesce(b.billed, '{}') as billed, coalesce(v.versions, '[]') as versions, coalesce(m.areas, '[]') as areas,
            jsonb_build_object('id', u.id, 'communityId', u.community_id, 'code', u.code, 'name', u.name, 'itemId', u.item_id, 'itemName', '',
              'kind', u.kind, 'cycleMonths', u.cycle_months, 'timing', u.timing, 'lineGrain', u.line_grain, 'proration', u.proration,
              'dueDays', u.due_days, 'effectiveFrom', u.effective_from, 'effectiveTo', u.effective_to, 'version', u.version,
              'measure', u.measure, 'terms', u.terms) as rule,
            case when a.id is not null then jsonb_build_object('version', a.version, 'starts_on', a.starts_on, 'ends_on', a.ends_on)
              end as charge
          from billing.rent_straightening r
          join ledger.period p on p.tenant_id = r.tenant_id and p.id = r.period_id and p.reopened_at is null
          join registry.premises h on h.tenant_id = r.tenant_id and h.id = r.premises_id
          join billing.rule u on u.tenant_id = r.tenant_id and u.id = (r.basis -> 'rule' ->> 'id')::uuid
          left join billing.assignment a on a.tenant_id = r.tenant_id and a.id = r.assignment_id
          left join lateral (select jsonb_agg(jsonb_build_object('id', x.id, 'effectiveFrom', x.effective_from, 'unitPrice', x.unit_price::text,
              'fixedAmount', x.fixed_amount::text, 'terms', x.terms, 'known', x.created_at < p.closed_at - interval '1 minute')) as versions
            from billing.rule_version x where x.tenant_id = u.tenant_id and x.rule_id = u.id) v on true
          left join lateral (select jsonb_agg(jsonb_build_object('effectiveFrom', x.from_on, 'areaM2', x.area_m2::text)) as areas
            from registry.premises_area x where x.tenant_id = h.tenant_id and x.premises_id = h.id
              and (x.recorded_at is null or x.recorded_at < p.closed_at - interval '1 minute')) m on true
          left join lateral (select jsonb_object_agg(s.month, s.fen::text) as billed from (
            select to_char(l.segment_start, 'YYYY-MM') as month, sum(l.amount_fen - coalesce(l.tax_fen, 0) - coalesce((
              select sum(s.amount_fen - coalesce(s.tax_fen, 0)) from billing.settlement s
              where s.tenant_id = l.tenant_id and s.bill_line_id = l.id and s.source_kind in ('waiver', 'rounding', 'discount')
                and s.settled_on <= (to_date(p.month, 'YYYY-MM') + interval '1 month - 1 day')::date), 0)) as fen
            from billing.bill i join billing.bill_line l on l.tenant_id = i.tenant_id and l.bill_id = i.id
            where i.tenant_id = r.tenant_id and i.assignment_id = r.assignment_id and i.state = 'issued'
              and i.posted_on <= (to_date(p.month, 'YYYY-MM') + interval '1 month - 1 day')::date group by 1) s) b on true
          where r.basis is not null`,
    words: 'community {community_id}, {month}: kept {kept}, worked out {facts} (total / earned / billed)',
    judge: brokenRents,
  },
  {
    name: 'margins of closed months are what was sold and bought of them, and their tax that of what is left (E75)',
    sql: MARGINS_DIFFER,
    words: 'community {community_id}, item {item_id}, {month}: kept {kept}, the lines and invoices say {facts}',
  },
  {
    name: 'what is listed as open = the bills that are',
    sql: `select coalesce(b.id, o.bill_id) as id, coalesce(b.amount_fen - b.settled_fen, 0)::text as bill, coalesce(o.open_fen, 0)::text as listed
          from (select * from billing.bill where state = 'issued' and settled_fen <> amount_fen) b
          full join billing.open_bill o on o.tenant_id = b.tenant_id and o.bill_id = b.id
          where (b.community_id, b.premises_id, b.item_id, b.due_on, billing.owed_from(b.state, b.posted_on, b.issued_at),
            b.amount_fen - b.settled_fen, b.payer_name, b.held_at is not null, billing.month_of_bill(b.tenant_id, b.id))
            is distinct from (o.community_id, o.premises_id, o.item_id, o.due_on, o.posted_on, o.open_fen, o.payer_name, o.is_held, o.month)`,
    words: 'bill {id} has {bill} open, the list says {listed}',
  },
  {
    name: 'the names by which bills are found = those that stand on them',
    sql: `select coalesce(b.premises_id, k.premises_id) as premises_id, (b.payer_name is null)::text as listed_only
          from (select distinct tenant_id, community_id, premises_id, payer_name from billing.bill where payer_name is not null) b
          full join billing.bill_payer k on k.tenant_id = b.tenant_id and k.community_id = b.community_id and k.premises_id = b.premises_id
            and k.payer_name = b.payer_name
          where b.payer_name is null or k.payer_name is null`,
    words: 'premises {premises_id}: a name is listed only: {listed_only}',
  },
  {
    name: 'every ledger entry balances',
    sql: 'select entry_id, sum(amount_fen)::text as fen from ledger.posting group by tenant_id, entry_id having sum(amount_fen) <> 0',
    words: 'entry {entry_id} is out by {fen} fen',
  },
  {
    name: 'Σ lines = bill (R12)',
    sql: `select b.id, b.amount_fen::text as bill, coalesce(sum(l.amount_fen), 0)::text as lines from billing.bill b
          left join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
          group by b.tenant_id, b.id having b.amount_fen <> coalesce(sum(l.amount_fen), 0)`,
    words: 'bill {id} says {bill}, its lines {lines}',
  },
  {
    name: 'settled of a line = Σ its settlements',
    sql: `select l.id, l.settled_fen::text as line, coalesce(sum(s.amount_fen), 0)::text as settlements from billing.bill_line l
          left join billing.settlement s on s.tenant_id = l.tenant_id and s.bill_line_id = l.id
          group by l.tenant_id, l.id having l.settled_fen <> coalesce(sum(s.amount_fen), 0)`,
    words: 'line {id} says {line}, its settlements {settlements}',
  },
  {
    name: 'settled of a bill = Σ settled of its lines',
    sql: `select b.id, b.settled_fen::text as bill, coalesce(sum(l.settled_fen), 0)::text as lines from billing.bill b
          left join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
          group by b.tenant_id, b.id having b.settled_fen <> coalesce(sum(l.settled_fen), 0)`,
    words: 'bill {id} says {bill}, its lines {lines}',
  },
  {
    name: 'nothing is taken back beyond what was settled',
    sql: `select s.id, s.amount_fen::text as settled, sum(r.amount_fen)::text as back from billing.settlement s
          join billing.settlement r on r.tenant_id = s.tenant_id and r.reverses_id = s.id
          group by s.tenant_id, s.id having abs(sum(r.amount_fen)) > abs(s.amount_fen) or sum(r.amount_fen) * s.amount_fen > 0`,
    words: 'settlement {id} of {settled} is taken back by {back}',
  },
  {
    name: 'Σ allocations + top-ups = payment (R12)',
    sql: `select p.id, p.amount_fen::text as payment, coalesce(s.fen, 0)::text as settlements, coalesce(m.fen, 0)::text as prepaid from payments.payment p
          left join (select tenant_id, payment_id, sum(amount_fen) as fen from billing.settlement where reverses_id is null group by 1, 2) s
            on s.tenant_id = p.tenant_id and s.payment_id = p.id
          left join (select tenant_id, source_id, sum(amount_fen) as fen from billing.purse_movement
            where kind = 'top-up' and source_kind = 'payments.payment' group by 1, 2) m on m.tenant_id = p.tenant_id and m.source_id = p.id
          where p.amount_fen <> coalesce(s.fen, 0) + coalesce(m.fen, 0)`,
    words: 'payment {id} is {payment}, allocated {settlements}, prepaid {prepaid}',
  },
  {
    name: 'receivable in the ledger = what bills say is owing, per premises',
    sql: `select coalesce(l.premises_id, b.premises_id) as premises_id, coalesce(l.fen, 0)::text as ledger, coalesce(b.fen, 0)::text as bills from
          (select tenant_id, premises_id, sum(amount_fen) as fen from ledger.posting where account_code = '1122' group by 1, 2) l
          full join (select tenant_id, premises_id, sum(amount_fen - settled_fen) as fen from billing.bill where state = 'issued' group by 1, 2) b
            on b.tenant_id = l.tenant_id and b.premises_id = l.premises_id
          where coalesce(l.fen, 0) <> coalesce(b.fen, 0)`,
    words: 'premises {premises_id}: ledger {ledger}, bills {bills}',
  },
  {
    // Who was merged into somebody is that person; where nobody is known, that is a payer, too.
    name: 'receivable in the ledger = what open bills say, per payer',
    sql: `select coalesce(l.payer, b.payer) as payer, coalesce(l.fen, 0)::text as ledger, coalesce(b.fen, 0)::text as bills from
          (select p.tenant_id, coalesce(w.merged_into, p.party_id)::text as payer, sum(p.amount_fen) as fen from ledger.posting p
            left join registry.person w on w.tenant_id = p.tenant_id and w.id = p.party_id
            where p.account_code = '1122' group by 1, 2) l
          full join (select b.tenant_id, coalesce(w.merged_into, b.payer_person_id)::text as payer, sum(b.amount_fen - b.settled_fen) as fen
            from billing.bill b left join registry.person w on w.tenant_id = b.tenant_id and w.id = b.payer_person_id
            where b.state = 'issued' group by 1, 2) b
            on b.tenant_id = l.tenant_id and coalesce(b.payer, '') = coalesce(l.payer, '')
          where coalesce(l.fen, 0) <> coalesce(b.fen, 0)`,
    words: 'payer {payer}: ledger {ledger}, bills {bills}',
  },
  {
    name: 'balance of a purse = Σ its movements = the last balance written',
    sql: `select p.id, p.balance_fen::text as balance, coalesce(sum(m.amount_fen), 0)::text as movements,
            coalesce((array_agg(m.balance_after_fen order by m.serial desc))[1], 0)::text as last from billing.purse p
          left join billing.purse_movement m on m.tenant_id = p.tenant_id and m.purse_id = p.id
          group by p.tenant_id, p.id having p.balance_fen <> coalesce(sum(m.amount_fen), 0)
            or p.balance_fen <> coalesce((array_agg(m.balance_after_fen order by m.serial desc))[1], 0)`,
    words: 'purse {id} says {balance}, its movements {movements}, the last of them {last}',
  },
  {
    name: 'prepaid money in the ledger (2204) = Σ purses, per premises',
    sql: `select coalesce(l.premises_id, p.premises_id) as premises_id, coalesce(l.fen, 0)::text as ledger, coalesce(p.fen, 0)::text as purses from
          (select tenant_id, premises_id, -sum(amount_fen) as fen from ledger.posting where account_code = '2204' group by 1, 2) l
          full join (select tenant_id, premises_id, sum(balance_fen) as fen from billing.purse group by 1, 2) p
            on p.tenant_id = l.tenant_id and p.premises_id = l.premises_id
          where coalesce(l.fen, 0) <> coalesce(p.fen, 0)`,
    words: 'premises {premises_id}: ledger {ledger}, purses {purses}',
  },
  {
    name: 'a deposit = its movements',
    sql: `select d.id, d.held_fen::text as held, coalesce(sum(m.amount_fen), 0)::text as movements from billing.deposit d
          left join billing.deposit_movement m on m.tenant_id = d.tenant_id and m.deposit_id = d.id
          group by d.tenant_id, d.id
          having d.held_fen <> coalesce(sum(m.amount_fen), 0)
            or d.deducted_fen <> -coalesce(sum(m.amount_fen) filter (where m.kind = 'deducted'), 0)
            or d.refunded_fen <> -coalesce(sum(m.amount_fen) filter (where m.kind = 'refunded'), 0)`,
    words: 'deposit {id} says {held}, its movements {movements}',
  },
  {
    name: 'deposits in the ledger (224101) = held + billed and not paid yet, per premises',
    sql: `select coalesce(l.premises_id, d.premises_id) as premises_id, coalesce(l.fen, 0)::text as ledger, coalesce(d.fen, 0)::text as deposits from
          (select tenant_id, premises_id, -sum(amount_fen) as fen from ledger.posting where account_code = '224101' group by 1, 2) l
          full join (
            select tenant_id, premises_id, sum(fen) as fen from (
              select tenant_id, premises_id, held_fen as fen from billing.deposit
              union all select b.tenant_id, b.premises_id, b.amount_fen - b.settled_fen from billing.bill b
                join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
                where b.state = 'issued' and b.kind <> 'opening' and i.treatment = 'deposit') f group by 1, 2) d
            on d.tenant_id = l.tenant_id and d.premises_id = l.premises_id
          where coalesce(l.fen, 0) <> coalesce(d.fen, 0)`,
    words: 'premises {premises_id}: ledger {ledger}, deposits {deposits}',
  },
  ...FUND_INVARIANTS,
  ...DRAWER_INVARIANTS,
  {
    name: 'tax posted when a bill was issued = Σ tax of its lines (E72)',
    sql: `select b.id, coalesce(l.fen, 0)::text as lines, coalesce(p.fen, 0)::text as ledger from billing.bill b
          left join (select tenant_id, bill_id, sum(tax_fen) as fen from billing.bill_line group by 1, 2) l
            on l.tenant_id = b.tenant_id and l.bill_id = b.id
          left join (select e.tenant_id, e.source_id, -sum(p.amount_fen) as fen from ledger.entry e
            join ledger.posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id and p.account_code = '222101'
            where e.source_kind = 'billing.bill-issued' group by 1, 2) p on p.tenant_id = b.tenant_id and p.source_id = b.id
          where b.state = 'issued' and coalesce(l.fen, 0) <> coalesce(p.fen, 0)`,
    words: 'bill {id}: its lines say {lines}, the ledger {ledger}',
  },
  {
    name: 'an issued bill is owed from the day of its entry on',
    sql: `select b.id, b.posted_on::text as says, e.posted_on::text as entry from billing.bill b
          join ledger.entry e on e.tenant_id = b.tenant_id and e.source_kind = 'billing.bill-issued' and e.source_id = b.id
          where b.state = 'issued' and b.posted_on is distinct from e.posted_on`,
    words: 'bill {id} says {says}, its entry {entry}',
  },
  {
    name: 'money received in the ledger = Σ payments, per community',
    sql: `select coalesce(l.community_id, p.community_id) as community_id, coalesce(l.fen, 0)::text as ledger, coalesce(p.fen, 0)::text as payments from
          (select tenant_id, community_id, sum(amount_fen) as fen from ledger.public_posting
            where account_code in ('1001', '1002', '1012') and source_kind = 'payments.received' group by 1, 2) l
          full join (select tenant_id, community_id, sum(amount_fen) as fen from payments.payment group by 1, 2) p
            on p.tenant_id = l.tenant_id and p.community_id = l.community_id
          where coalesce(l.fen, 0) <> coalesce(p.fen, 0)`,
    words: 'community {community_id}: ledger {ledger}, payments {payments}',
  },
  {
    name: 'money given back in the ledger = Σ refunds + reversals, per community',
    sql: `select coalesce(l.community_id, p.community_id) as community_id, coalesce(l.fen, 0)::text as ledger, coalesce(p.fen, 0)::text as refunds from
          (select tenant_id, community_id, -sum(amount_fen) as fen from ledger.public_posting
            where account_code in ('1001', '1002', '1012') and source_kind in ('payments.refunded', 'payments.reversed') group by 1, 2) l
          full join (select tenant_id, community_id, sum(amount_fen) as fen from (
              select tenant_id, community_id, amount_fen from payments.refund
              union all select tenant_id, community_id, amount_fen from payments.payment_reversal) o group by 1, 2) p
            on p.tenant_id = l.tenant_id and p.community_id = l.community_id
          where coalesce(l.fen, 0) <> coalesce(p.fen, 0)`,
    words: 'community {community_id}: ledger {ledger}, refunds and reversals {refunds}',
  },
  {
    name: 'a bill in flight is owed as it was asked for, by a debit that nobody has answered',
    sql: `select f.bill_id, f.amount_fen::text as asked, (b.amount_fen - b.settled_fen)::text as owed, d.state from billing.debit_bill f
          join billing.debit d on d.tenant_id = f.tenant_id and d.id = f.debit_id
          join billing.bill b on b.tenant_id = f.tenant_id and b.id = f.bill_id
          where f.in_flight <> (d.state in ('in-flight', 'reported')) or (f.in_flight and f.amount_fen <> b.amount_fen - b.settled_fen)`,
    words: 'bill {bill_id}: asked for {asked}, owed {owed}, the debit is {state}',
  },
  {
    name: 'a direct debit = Σ its bills = its payment (E65)',
    sql: `select d.id, d.amount_fen::text as debit, coalesce(f.fen, 0)::text as bills, p.amount_fen::text as payment from billing.debit d
          left join (select tenant_id, debit_id, sum(amount_fen + penalty_fen) as fen from billing.debit_bill group by 1, 2) f
            on f.tenant_id = d.tenant_id and f.debit_id = d.id
          left join payments.payment p on p.tenant_id = d.tenant_id and p.id = d.payment_id
          where d.amount_fen <> coalesce(f.fen, 0) or (d.state = 'settled' and p.amount_fen is distinct from d.amount_fen)`,
    words: 'debit {id} is {debit}, its bills {bills}, its payment {payment}',
  },
  {
    name: 'other money (1012) = taken by card − given back − settled by channels (E66) − differences dealt with, per community',
    sql: `select coalesce(l.community_id, f.community_id) as community_id, coalesce(l.fen, 0)::text as ledger, coalesce(f.fen, 0)::text as facts from
          (select tenant_id, community_id, sum(amount_fen) as fen from ledger.public_posting where account_code = '1012' group by 1, 2) l
          full join (select tenant_id, community_id, sum(fen) as fen from (
              select tenant_id, community_id, amount_fen as fen from payments.payment where method = 'pos'
              union all select tenant_id, community_id, -amount_fen from payments.refund where method = 'pos'
              union all select tenant_id, community_id, -amount_fen from payments.payment_reversal where method = 'pos'
              union all select r.tenant_id, r.community_id, case r.kind when 'payment' then -r.amount_fen else r.amount_fen end
                from payments.channel_row r join payments.channel_statement s on s.tenant_id = r.tenant_id and s.id = r.statement_id
                where s.state = 'confirmed' and r.outcome = 'matched'
              union all select tenant_id, community_id, -ours_fen from payments.channel_difference where confirmed_at is not null) o
              group by 1, 2) f
            on f.tenant_id = l.tenant_id and f.community_id = l.community_id
          where coalesce(l.fen, 0) <> coalesce(f.fen, 0)`,
    words: 'community {community_id}: ledger {ledger}, facts {facts}',
  },
  {
    name: 'money by card leaves other money once: matched by one row, or dealt with once',
    sql: `select o.id, count(*)::int as times from (
            select r.tenant_id, coalesce(r.payment_id, r.refund_id) as id from payments.channel_row r where r.outcome = 'matched'
            union all select d.tenant_id, coalesce(d.payment_id, d.refund_id) from payments.channel_difference d
              where d.dropped_at is null and coalesce(d.payment_id, d.refund_id) is not null) o
          group by o.tenant_id, o.id having count(*) > 1`,
    words: 'payment or refund {id} leaves {times} times',
  },
  {
    name: 'a bill run counts the bills it added',
    sql: `select r.id, r.bill_count as counted, count(b.id)::int as bills, r.total_fen::text as total, coalesce(sum(b.amount_fen), 0)::text as fen
          from billing.bill_run r left join billing.bill b on b.tenant_id = r.tenant_id and b.bill_run_id = r.id
          group by r.tenant_id, r.id having r.bill_count <> count(b.id) or r.total_fen <> coalesce(sum(b.amount_fen), 0)`,
    words: 'run {id} counts {counted} bills of {total} fen, there are {bills} of {fen}',
  },
  {
    name: 'every issued bill and every payment is posted once',
    sql: `select f.id, f.kind from (
            select tenant_id, id, 'billing.bill-issued' as kind from billing.bill where state = 'issued' and amount_fen <> 0
            union all select tenant_id, id, 'payments.received' from payments.payment) f
          where not exists (select 1 from ledger.entry e where e.tenant_id = f.tenant_id and e.source_kind = f.kind and e.source_id = f.id)`,
    words: '{kind} {id} has no entry',
  },
  {
    name: 'receipt numbers have no gap',
    sql: `select c.community_id, c.year, c.last_sequence as last, count(r.id)::int as receipts from payments.receipt_counter c
          left join payments.receipt r on r.tenant_id = c.tenant_id and r.community_id = c.community_id and r.year = c.year
            and r.series = c.series
          group by c.tenant_id, c.community_id, c.year, c.series, c.last_sequence having c.last_sequence <> count(r.id)`,
    words: 'community {community_id}, year {year}: the counter says {last}, there are {receipts} receipts',
  },
  {
    name: 'the receipts of a payment, those in the place of others aside, sum to it',
    sql: `select p.id, p.amount_fen::text as payment, coalesce(sum(r.amount_fen), 0)::text as receipts from payments.payment p
          left join payments.receipt r on r.tenant_id = p.tenant_id and r.payment_id = p.id and r.replaces_id is null
          group by p.tenant_id, p.id, p.amount_fen having p.amount_fen <> coalesce(sum(r.amount_fen), 0)`,
    words: 'payment {id} is {payment}, its receipts {receipts}',
  },
  {
    name: 'a closed day counts the cash that was taken (E71)',
    sql: `select d.id, d.taken_fen::text as closed, coalesce(p.fen, 0)::text as payments, d.banked_fen::text as banked, coalesce(b.fen, 0)::text as deposits
          from payments.day_close d
          left join (select tenant_id, community_id, cashier_id, paid_on, sum(amount_fen) as fen from payments.payment
            where method = 'cash' group by 1, 2, 3, 4) p on p.tenant_id = d.tenant_id and p.community_id = d.community_id
            and p.cashier_id = d.cashier_id and p.paid_on = d.day
          left join (select tenant_id, till_id, day, sum(amount_fen) as fen from payments.bank_deposit group by 1, 2, 3) b
            on b.tenant_id = d.tenant_id and b.till_id = d.till_id and b.day = d.day
          where d.taken_fen <> coalesce(p.fen, 0) or d.banked_fen <> coalesce(b.fen, 0)`,
    words: 'day close {id}: cash {closed}, payments {payments}; banked {banked}, slips {deposits}',
  },
  {
    name: 'the audit log is as it was written',
    sql: `select seq, tenant_id from (
            select a.seq, a.tenant_id, lag(a.seq, 1, 0::bigint) over w as seq_before,
              platform.audit_line_holds(lag(a.hash, 1, '\\x'::bytea) over w, a) as holds
            from platform.audit a window w as (partition by a.tenant_id order by a.seq)) chained
          where not holds or seq <> seq_before + 1`,
    words: 'line {seq} of company {tenant_id} does not follow from the lines before it',
  },
  {
    name: 'the audit log is not cut off',
    sql: `select h.tenant_id, h.seq::text as head, coalesce(max(a.seq), 0)::text as last from platform.audit_head h
          left join platform.audit a on a.tenant_id = h.tenant_id group by h.tenant_id, h.seq having h.seq <> coalesce(max(a.seq), 0)`,
    words: 'company {tenant_id}: the head says {head}, the last line is {last}',
  },
]

/** Recomputes every invariant from the facts (domain.md R12); answers a sentence for each row that breaks one (at most 20 each). */
export async function verifyInvariants(adminUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const broken: string[] = []
    for (const invariant of INVARIANTS) {
      broken.push(
        ...(await breaches(client, invariant)).map(
          row =>
            `${invariant.name}: ${invariant.words.replace(/\{(\w+)\}/g, (_, column: string) => String(row[column]))}`,
        ),
      )
    }
    return broken
  } finally {
    await client.end()
  }
}

/** At most 20 rows that break an invariant. */
async function breaches(client: pg.Client, { sql, judge }: Invariant): Promise<Record<string, unknown>[]> {
  if (!judge) return (await client.query<Record<string, unknown>>(`select * from (${sql}) broken limit 20`)).rows
  return judge((await client.query(sql)).rows).slice(0, 20)
}
