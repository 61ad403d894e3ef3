import type { Invariant } from './verify-funds.ts'

/** What `verify` asks of cash in drawers beside the check of 对账: nothing goes or comes overnight that is not posted. */
export const DRAWER_INVARIANTS: readonly Invariant[] = [
  {
    name: 'a closed day began with what the close before it counted, what was handed out and 长短款 (E71)',
    sql: `select d.cashier_name, d.day::text, d.float_fen::text as began, (p.counted_fen + coalesce(s.fen, 0))::text as carried
          from payments.day_close d
          join lateral (select c.counted_fen from payments.day_close c
            where c.tenant_id = d.tenant_id and c.till_id = d.till_id and c.day < d.day order by c.day desc limit 1) p on true
          left join lateral (select sum(x.issued_fen + x.difference_fen) as fen, bool_and(x.is_posted) as posted
            from payments.till_shift x where x.tenant_id = d.tenant_id and x.till_id = d.till_id and x.day = d.day) s on true
          where s.posted is not false and d.float_fen <> p.counted_fen + coalesce(s.fen, 0)`,
    words: 'the drawer of {cashier_name} began {day} with {began}, carried and handed out were {carried}',
  },
  {
    // Of a drawer that was used before floats were posted cash of before its first shift may have been counted by nobody.
    name: 'what a drawer held at its last close = what came and went of it until then, as it was posted',
    sql: `select d.cashier_name, d.day::text, d.counted_fen::text as counted, k.fen::text as known
          from (select distinct on (tenant_id, till_id) * from payments.day_close order by tenant_id, till_id, day desc) d
          cross join lateral (select (
              coalesce((select sum(p.amount_fen) from payments.payment p where p.tenant_id = d.tenant_id and p.community_id = d.community_id
                and p.cashier_id = d.cashier_id and p.method = 'cash' and p.paid_on <= d.day), 0)
              + coalesce((select sum(case when m.kind in ('in', 'taken') then m.amount_fen else -m.amount_fen end) from payments.cash_movement m
                where m.tenant_id = d.tenant_id and m.till_id = d.till_id and m.day <= d.day), 0)
              - coalesce((select sum(b.amount_fen) from payments.bank_deposit b where b.tenant_id = d.tenant_id and b.till_id = d.till_id
                and b.day <= d.day), 0)
              + coalesce((select sum(s.issued_fen + s.difference_fen) from payments.till_shift s where s.tenant_id = d.tenant_id
                and s.till_id = d.till_id and s.day <= d.day), 0)
              + (select sum(c.difference_fen) from payments.day_close c where c.tenant_id = d.tenant_id and c.till_id = d.till_id)) as fen) k
          where d.counted_fen <> k.fen
            and not exists (select from payments.till_shift s where s.tenant_id = d.tenant_id and s.till_id = d.till_id and not s.is_posted)
            and not exists (select from payments.cash_movement m where m.tenant_id = d.tenant_id and m.till_id = d.till_id
              and not m.is_posted and m.source_id is null)`,
    words: 'the drawer of {cashier_name} held {counted} at the close of {day}, what is known of it comes to {known}',
  },
  {
    name: 'bank deposits, floats and differences of tills are posted',
    sql: `select f.id, f.kind, f.fen::text as fen, coalesce(l.fen, 0)::text as ledger from (
            select tenant_id, id, 'payments.banked' as kind, -amount_fen as fen from payments.bank_deposit
            union all select tenant_id, id, 'payments.till-difference', difference_fen from payments.day_close where difference_fen <> 0
            union all select tenant_id, id, 'payments.float-taken-over', taken_over_fen from payments.day_close where taken_over_fen <> 0
            union all select tenant_id, id, 'payments.shift-difference', difference_fen from payments.till_shift where is_posted and difference_fen <> 0
            union all select tenant_id, id, 'payments.float-issued', issued_fen from payments.till_shift where is_posted and issued_fen <> 0
            union all select tenant_id, id, 'payments.cash-moved', case kind when 'in' then amount_fen else -amount_fen end
              from payments.cash_movement where is_posted and source_id is null) f
          left join (select tenant_id, source_kind, source_id, sum(amount_fen) as fen from ledger.public_posting
            where account_code = '1001' group by 1, 2, 3) l
            on l.tenant_id = f.tenant_id and l.source_kind = f.kind and l.source_id = f.id
          where f.fen <> coalesce(l.fen, 0)`,
    words: '{kind} {id} is {fen}, the ledger says {ledger}',
  },
]
