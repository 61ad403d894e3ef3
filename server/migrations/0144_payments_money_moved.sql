-- Money that came and went, in one shape, as the journal tells of it: by whom, and by which way. Positive in, negative out.
create view payments.public_money_moved with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, 'received' as kind, id as payment_id, method, channel_id, amount_fen, paid_on as moved_on,
    cashier_id, cashier_name
  from payments.payment
  union all
  -- It goes back by the channel that it came by, where it goes back to a card.
  select f.tenant_id, f.id, f.community_id, f.premises_id, 'refunded', p.id, f.method, case when f.method = 'pos' then p.channel_id end,
    -f.amount_fen, f.refunded_on, f.asked_by, f.asked_by_name
  from payments.refund f left join payments.payment p on p.tenant_id = f.tenant_id and p.id = f.source_id
  union all
  select f.tenant_id, f.id, f.community_id, f.premises_id, 'reversed', p.id, f.method, case when f.method = 'pos' then p.channel_id end,
    -f.amount_fen, f.reversed_on, f.asked_by, f.asked_by_name
  from payments.payment_reversal f join payments.payment p on p.tenant_id = f.tenant_id and p.id = f.payment_id;

-- What else moves cash, bank and other money: what a channel keeps as its fee, what a counted till has over or short, and what a channel
-- paid otherwise than we took. As it moves the money; `fact_id` is the statement, the closed day, the difference.
create view payments.public_money_difference with (security_invoker = true) as
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
  select c.tenant_id, c.community_id, c.id, 'till', c.difference_fen, c.day from payments.day_close c where c.difference_fen <> 0;

grant select on payments.public_money_moved, payments.public_money_difference to anju_app;
