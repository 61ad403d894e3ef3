-- What goes into and out of a drawer without a payment is posted: floats and movements against 1221, what is missing or over when a shift
-- begins as 长短款. Rows of before say `is_posted` = false: the ledger never knew them.
alter table payments.till_shift
  -- of the float: newly handed out by the company
  add column issued_fen bigint not null default 0 check (issued_fen >= 0),
  -- counted less what was carried and handed out: 长短款
  add column difference_fen bigint not null default 0,
  add column is_posted boolean not null default false;
alter table payments.till_shift alter column is_posted set default true;
alter table payments.cash_movement add column is_posted boolean not null default false;
alter table payments.cash_movement alter column is_posted set default true;

-- What the floats of before changed against what the last close had left.
update payments.till_shift s set difference_fen = s.float_fen - case
  when exists (select 1 from payments.till_shift e where e.tenant_id = s.tenant_id and e.till_id = s.till_id and e.day = s.day
    and (e.opened_at, e.id) < (s.opened_at, s.id)) then 0
  else coalesce((select c.counted_fen from payments.day_close c
    where c.tenant_id = s.tenant_id and c.till_id = s.till_id and c.day < s.day order by c.day desc limit 1), 0) end;

-- What a cashier took in cash since the last close, or ever.
create index payment_cash on payments.payment (tenant_id, community_id, cashier_id, paid_on) include (amount_fen) where method = 'cash';

-- What the ledger knows of the cash in drawers (1001), a row each: `drawer` what a cashier's drawer should hold, payments taken outside of
-- any shift and before the first close included; `transit` what was handed over and not accepted yet; `none` what went back in cash by
-- nobody's drawer.
create view payments.public_drawer_cash with (security_invoker = true) as
  select tenant_id, community_id, 'drawer' as part, amount_fen, paid_on as on_day from payments.payment where method = 'cash'
  union all
  select tenant_id, community_id, 'drawer', case when kind in ('in', 'taken') then amount_fen else -amount_fen end, day
  from payments.cash_movement where is_posted or source_id is not null
  union all
  select tenant_id, community_id, 'drawer', -amount_fen, day from payments.bank_deposit
  union all
  select tenant_id, community_id, 'drawer', issued_fen + difference_fen, day from payments.till_shift where is_posted
  union all
  select tenant_id, community_id, 'drawer', difference_fen, day from payments.day_close
  union all
  select tenant_id, community_id, 'transit', counted_fen, day from payments.hand_over
  union all
  select tenant_id, community_id, 'transit', -counted_fen, (accepted_at at time zone 'Asia/Shanghai')::date
  from payments.hand_over where accepted_at is not null
  union all
  select tenant_id, community_id, 'none', -amount_fen, refunded_on from payments.refund where method = 'cash' and asked_by is null
  union all
  select tenant_id, community_id, 'none', -amount_fen, reversed_on from payments.payment_reversal where method = 'cash' and asked_by is null;
grant select on payments.public_drawer_cash to anju_app;

-- Floats and movements by hand move money, too; what is missing when a shift begins is 长短款 as at a close.
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
  select c.tenant_id, c.community_id, c.id, 'till', c.difference_fen, c.day from payments.day_close c where c.difference_fen <> 0
  union all
  select s.tenant_id, s.community_id, s.id, 'till', s.difference_fen, s.day from payments.till_shift s where s.is_posted and s.difference_fen <> 0
  union all
  select s.tenant_id, s.community_id, s.id, 'float', s.issued_fen, s.day from payments.till_shift s where s.is_posted and s.issued_fen <> 0
  union all
  select m.tenant_id, m.community_id, m.id, 'float', case m.kind when 'in' then m.amount_fen else -m.amount_fen end, m.day
  from payments.cash_movement m where m.is_posted and m.source_id is null;
