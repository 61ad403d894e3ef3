-- 分户账: whose the maintenance fund is, home by home (E77, 民法典 281, 住宅专项维修资金管理办法): what came in for a home, less its share by area of what
-- was spent on repairs that concern it. What came in is read from settlements, shares are written when somebody asks.

-- What a home deposits first, by the city's amount per m², and the part of it below which owners top up (续交).
alter table billing.fund_account
  add column deposit_yuan_per_m2 numeric(10, 2) check (deposit_yuan_per_m2 > 0),
  add column top_up_percent numeric(5, 2) not null default 30 check (top_up_percent between 0 and 100),
  add constraint fund_account_deposit check (kind = 'fund' or deposit_yuan_per_m2 is null);

-- A home's share of what moves the fund: of a spending what it bears, of an opening balance and of interest what it gets. What takes it back is
-- of the same shares.
create table billing.fund_share (
  tenant_id uuid not null,
  request_id uuid not null,
  premises_id uuid not null,
  community_id uuid not null,
  -- of the day on which it was shared
  area_m2 numeric(12, 2) not null check (area_m2 > 0),
  share_fen bigint not null check (share_fen >= 0),
  primary key (tenant_id, request_id, premises_id),
  foreign key (tenant_id, request_id) references billing.fund_request,
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, community_id) references registry.community
);
create index fund_share_premises on billing.fund_share (tenant_id, premises_id);
call platform.protect('billing.fund_share', 'select, insert', 'community_id');
call registry.wall_buildings('billing.fund_share', 'premises_id');
create policy not_for_residents on billing.fund_share as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on billing.fund_share for each row execute function platform.refuse_change();

-- Shares are written at once and come to what is shared, to the fen.
create function billing.check_shares() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    select from (select distinct a.tenant_id, a.request_id from added a) a
    join billing.fund_request q on q.tenant_id = a.tenant_id and q.id = a.request_id
    where q.kind <> 'fund' or q.reverses_id is not null
      or abs(q.effect_fen) <> (select sum(s.share_fen) from billing.fund_share s where s.tenant_id = q.tenant_id and s.request_id = q.id)
  ) then
    raise exception 'shares are of the maintenance fund and come to what is shared' using errcode = 'check_violation', constraint = 'fund_shares';
  end if;
  return null;
end $$;
create trigger shares_whole after insert on billing.fund_share referencing new table as added
  for each statement execute function billing.check_shares();

-- What moved homes' parts of the fund: settlements of the home, and shares of what was approved. What takes something back has the shares of it,
-- the other way.
create view billing.public_fund_home_move with (security_invoker = true) as
  select r.tenant_id, r.community_id, r.premises_id, 'received' as what, r.amount_fen, r.moved_on
  from billing.public_fund_receipt r where r.kind = 'fund'
  union all
  select s.tenant_id, s.community_id, s.premises_id, coalesce(o.deed, q.deed),
    case when q.effect_fen < 0 then -s.share_fen else s.share_fen end, q.applied_on
  from billing.fund_request q
  left join billing.fund_request o on o.tenant_id = q.tenant_id and o.id = q.reverses_id
  join billing.fund_share s on s.tenant_id = q.tenant_id and s.request_id = coalesce(q.reverses_id, q.id)
  where q.kind = 'fund' and q.state = 'approved';
grant select on billing.public_fund_home_move to anju_app;
