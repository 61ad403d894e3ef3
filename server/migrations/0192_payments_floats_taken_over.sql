-- Floats and movements from before they were posted lie in drawers and are in no ledger: the first close of a drawer takes them over against 1221,
-- so that 1001 is what its drawers should hold from then on. And a day whose month was closed before it was counted is posted on the day on which
-- it is, which counts as the day that money moved; the day itself where nothing is said.
alter table payments.day_close
  add column taken_over_fen bigint not null default 0,
  add column posted_on date check (posted_on >= day);

create or replace view payments.public_drawer_cash with (security_invoker = true) as
  select tenant_id, community_id, 'drawer' as part, amount_fen, paid_on as on_day from payments.payment where method = 'cash'
  union all
  select tenant_id, community_id, 'drawer', case when kind in ('in', 'taken') then amount_fen else -amount_fen end, day
  from payments.cash_movement where is_posted or source_id is not null
  union all
  select tenant_id, community_id, 'drawer', -amount_fen, day from payments.bank_deposit
  union all
  select tenant_id, community_id, 'drawer', issued_fen + difference_fen, day from payments.till_shift where is_posted
  union all
  select tenant_id, community_id, 'drawer', difference_fen + taken_over_fen, coalesce(posted_on, day) from payments.day_close
  union all
  select tenant_id, community_id, 'transit', counted_fen, day from payments.hand_over
  union all
  select tenant_id, community_id, 'transit', -counted_fen, (accepted_at at time zone 'Asia/Shanghai')::date
  from payments.hand_over where accepted_at is not null
  union all
  select tenant_id, community_id, 'none', -amount_fen, refunded_on from payments.refund where method = 'cash' and asked_by is null
  union all
  select tenant_id, community_id, 'none', -amount_fen, reversed_on from payments.payment_reversal where method = 'cash' and asked_by is null;

create or replace view payments.public_money_difference with (security_invoker = true) as
  select s.tenant_id, s.community_id, s.id as fact_id, 'fee' as kind, -r.fee_fen as amount_fen, s.posted_on as moved_on
  from payments.channel_statement s join payments.channel_row r on r.tenant_id = s.tenant_id and r.statement_id = s.id
  where s.state = 'confirmed' and r.outcome = 'matched' and r.fee_fen <> 0
  union all
  select d.tenant_id, d.community_id, d.id, 'fee', -d.fee_fen, d.posted_on from payments.channel_difference d
  where d.confirmed_at is not null and d.decision = 'book' and d.fee_fen <> 0
  union all
  select d.tenant_id, d.community_id, d.id, 'difference', d.channel_fen - d.ours_fen, d.posted_on from payments.channel_difference d
  where d.confirmed_at is not null and d.decision = 'book' and d.channel_fen <> d.ours_fen
  union all
  select c.tenant_id, c.community_id, c.id, 'till', c.difference_fen, coalesce(c.posted_on, c.day) from payments.day_close c where c.difference_fen <> 0
  union all
  select c.tenant_id, c.community_id, c.id, 'float', c.taken_over_fen, coalesce(c.posted_on, c.day) from payments.day_close c where c.taken_over_fen <> 0
  union all
  select s.tenant_id, s.community_id, s.id, 'till', s.difference_fen, s.day from payments.till_shift s where s.is_posted and s.difference_fen <> 0
  union all
  select s.tenant_id, s.community_id, s.id, 'float', s.issued_fen, s.day from payments.till_shift s where s.is_posted and s.issued_fen <> 0
  union all
  select m.tenant_id, m.community_id, m.id, 'float', case m.kind when 'in' then m.amount_fen else -m.amount_fen end, m.day
  from payments.cash_movement m where m.is_posted and m.source_id is null;
