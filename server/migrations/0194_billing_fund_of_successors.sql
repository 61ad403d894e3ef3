-- What is in the maintenance fund of a home goes on with it: a merged home has what its old ones had, the parts of a split home have it by their
-- areas of that day (物随房走). Nothing is written: whose something is follows from mergers and splits, so that what comes to old premises later
-- (a payment, what is taken back) is of the new ones as well, and a merger that is taken back leaves everything where it was.

-- The parts of premises that were merged or split: of an amount each has what lies between `low` and `high` of it. Where no part has an area, or
-- none has a part in the fund, all is of the first.
create function billing.fund_parts(tenant uuid, former uuid) returns table(premises_id uuid, low numeric, high numeric) language sql stable
  set search_path = pg_catalog as $$
  select s.premises_id, case when s.whole = 0 then case when s.place = 1 then 0 else 1 end else s.before / s.whole end,
    case when s.whole = 0 then 1 else (s.before + s.weight) / s.whole end
  from (
    select w.premises_id, w.weight, row_number() over in_order as place, sum(w.weight) over in_order - w.weight as before,
      sum(w.weight) over () as whole
    from (
      select p.premises_id, case when h.use in ('parking', 'public') then 0 else p.area_m2 end as weight
      from registry.public_predecessor p
      join registry.public_premises h on h.tenant_id = p.tenant_id and h.id = p.premises_id
      where p.tenant_id = tenant and p.former_id = former) w
    window in_order as (order by w.premises_id)) s $$;
revoke execute on function billing.fund_parts(uuid, uuid) from public;
grant execute on function billing.fund_parts(uuid, uuid) to anju_app;

-- Of premises that were merged or split those of today, one after the other.
create view billing.public_fund_successor with (security_invoker = true) as
  with recursive part as materialized (
    select f.tenant_id, f.former_id, p.premises_id, p.low, p.high
    from (select distinct o.tenant_id, o.former_id from registry.public_predecessor o) f
    cross join lateral billing.fund_parts(f.tenant_id, f.former_id) p where p.high > p.low
  ), today as (
    select p.tenant_id, p.former_id as premises_id, p.premises_id as home_id, p.low, p.high from part p
    union all
    select t.tenant_id, t.premises_id, p.premises_id, t.low + (t.high - t.low) * p.low,
      case when p.high = 1 then t.high else t.low + (t.high - t.low) * p.high end
    from today t join part p on p.tenant_id = t.tenant_id and p.former_id = t.home_id
  )
  select t.tenant_id, t.premises_id, t.home_id, t.low, t.high from today t
  where not exists (select from part p where p.tenant_id = t.tenant_id and p.former_id = t.home_id);
grant select on billing.public_fund_successor to anju_app;

-- Each move of premises that are no more is told of their successors, in parts that come to it to the fen.
create or replace view billing.public_fund_home_move with (security_invoker = true) as
  select m.tenant_id, m.community_id, coalesce(n.home_id, m.premises_id) as premises_id, m.what,
    case when n.home_id is null then m.amount_fen else round(m.amount_fen * n.high) - round(m.amount_fen * n.low) end::bigint as amount_fen, m.moved_on
  from (
    select r.tenant_id, r.community_id, r.premises_id, 'received' as what, r.amount_fen, r.moved_on
    from billing.public_fund_receipt r where r.kind = 'fund'
    union all
    select s.tenant_id, s.community_id, s.premises_id, coalesce(o.deed, q.deed),
      case when q.effect_fen < 0 then -s.share_fen else s.share_fen end, q.applied_on
    from billing.fund_request q
    left join billing.fund_request o on o.tenant_id = q.tenant_id and o.id = q.reverses_id
    join billing.fund_share s on s.tenant_id = q.tenant_id and s.request_id = coalesce(q.reverses_id, q.id)
    where q.kind = 'fund' and q.state = 'approved') m
  left join billing.public_fund_successor n on n.tenant_id = m.tenant_id and n.premises_id = m.premises_id;

-- What owners see of the fund is of their own homes and nobody else's; whoever rents a home sees nothing of it.
create function billing.my_fund_terms(home uuid) returns table(area_m2 numeric, has_part boolean, deposit_yuan_per_m2 numeric, top_up_percent numeric)
language sql stable security definer set search_path = pg_catalog as $$
  select (select a.area_m2 from registry.premises_area a where a.tenant_id = p.tenant_id and a.premises_id = p.id and a.from_on <= platform.today()
      order by a.from_on desc limit 1),
    p.use not in ('parking', 'public'), f.deposit_yuan_per_m2, coalesce(f.top_up_percent, 30)
  from registry.premises p
  left join billing.fund_account f on f.tenant_id = p.tenant_id and f.community_id = p.community_id and f.kind = 'fund'
  where p.tenant_id = platform.tenant_id() and p.id = home and exists (
    select from registry.occupancy o where o.tenant_id = p.tenant_id and o.premises_id = p.id and o.kind = 'owner' and o.person_id = platform.person_id()
      and o.from_on <= platform.today() and (o.to_on is null or o.to_on >= platform.today())) $$;
revoke execute on function billing.my_fund_terms(uuid) from public;
grant execute on function billing.my_fund_terms(uuid) to anju_app;

-- What moved the part of a home of one's own, with that of the premises that it came of. The fund bears no tax, so what came in is what was paid.
create function billing.my_fund_moves(home uuid) returns table(id uuid, moved_on date, what text, is_taken_back boolean, words text, amount_fen bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with recursive mine as (
    select home as premises_id, 0::numeric as low, 1::numeric as high where exists (select from billing.my_fund_terms(home))
    union all
    -- What the premises had that it came of, as far back as that goes; the same parts as in `public_fund_successor`, for one home.
    select o.former_id, p.low + (p.high - p.low) * m.low, case when m.high = 1 then p.high else p.low + (p.high - p.low) * m.high end
    from mine m
    join registry.public_predecessor o on o.tenant_id = platform.tenant_id() and o.premises_id = m.premises_id
    cross join lateral billing.fund_parts(o.tenant_id, o.former_id) p where p.premises_id = m.premises_id and p.high > p.low
  ), moved as (
    select s.id, s.settled_on as moved_on, 'received' as what, s.amount_fen < 0 as is_taken_back, i.name as words, s.amount_fen, m.low, m.high
    from mine m
    join billing.bill b on b.tenant_id = platform.tenant_id() and b.premises_id = m.premises_id and b.kind not in ('opening', 'penalty')
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id and i.treatment = 'fund'
    join billing.settlement s on s.tenant_id = b.tenant_id and s.bill_id = b.id and s.source_kind in ('payment', 'purse', 'correction')
    union all
    select q.id, q.applied_on, coalesce(o.deed, q.deed), o.id is not null, coalesce(o.purpose, q.purpose),
      case when q.effect_fen < 0 then -f.share_fen else f.share_fen end, m.low, m.high
    from mine m
    join billing.fund_share f on f.tenant_id = platform.tenant_id() and f.premises_id = m.premises_id
    join billing.fund_request q on q.tenant_id = f.tenant_id and (q.id = f.request_id or q.reverses_id = f.request_id) and q.state = 'approved'
    left join billing.fund_request o on o.tenant_id = q.tenant_id and o.id = q.reverses_id
  )
  select v.id, v.moved_on, v.what, v.is_taken_back, v.words, sum(round(v.amount_fen * v.high) - round(v.amount_fen * v.low))::bigint
  from moved v group by 1, 2, 3, 4, 5 having sum(round(v.amount_fen * v.high) - round(v.amount_fen * v.low)) <> 0 $$;
revoke execute on function billing.my_fund_moves(uuid) from public;
grant execute on function billing.my_fund_moves(uuid) to anju_app;
