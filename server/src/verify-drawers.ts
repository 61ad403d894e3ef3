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
]
