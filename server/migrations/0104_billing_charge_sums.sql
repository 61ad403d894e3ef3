-- What happened to charges, summed: reports over years of a company read thousands of rows, not millions of lines. A row per statement
-- that billed or settled something, per community, building, item, month it is charged for, month it happened in, and month from which
-- it counts; they are only added, so that two cashiers never wait for each other, and folded into one at night.
create table billing.charge_sum (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  community_id uuid not null,
  building_id uuid,
  item_id uuid not null,
  -- first days of months: that the line begins in, that it was billed or settled in, and that from which both are known (what is paid
  -- before the billing date counts from then on)
  month date not null,
  fact_month date not null,
  known_month date not null,
  -- the days of the known month that are summed here
  first_on date not null,
  last_on date not null,
  billed_fen bigint not null,
  reversed_fen bigint not null,
  waived_fen bigint not null,
  written_off_fen bigint not null,
  collected_fen bigint not null,
  from_purse_fen bigint not null,
  line_count int not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, item_id) references billing.charge_item,
  check (first_on <= last_on)
);
create index charge_sum_month on billing.charge_sum (tenant_id, community_id, month);
call platform.protect('billing.charge_sum', 'select', 'community_id');
create policy not_for_residents on billing.charge_sum as restrictive using ((select platform.actor_kind()) <> 'resident');
create policy building_wall on billing.charge_sum as restrictive
  using ((select platform.scope_all_buildings()) or building_id = any ((select platform.scope_buildings())::uuid[]));

create view billing.public_charge_sum with (security_invoker = true) as
  select tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on, billed_fen, reversed_fen,
    waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count
  from billing.charge_sum;
grant select on billing.public_charge_sum to anju_app;

-- The day from which an issued bill is owed; null while it is not.
create function billing.owed_from(state text, posted_on date, issued_at timestamptz) returns date language sql immutable as $$
  select case when state = 'issued' then coalesce(posted_on, (issued_at at time zone 'Asia/Shanghai')::date) end $$;

-- Lines that are added to a bill that is issued already: opening balances, penalties.
create function billing.sum_added_lines() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count)
  select l.tenant_id, l.community_id, p.building_id, b.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', b.owed_from::timestamp),
    date_trunc('month', b.owed_from::timestamp), min(b.owed_from), max(b.owed_from),
    sum(greatest(l.amount_fen, 0)), sum(greatest(-l.amount_fen, 0)), 0, 0, 0, 0, count(*)
  from added l
  cross join lateral (
    select x.item_id, billing.owed_from(x.state, x.posted_on, x.issued_at) as owed_from from billing.bill x
    where x.tenant_id = l.tenant_id and x.id = l.bill_id and x.state = 'issued' offset 0) b
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = l.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;
create trigger summed after insert on billing.bill_line referencing new table as added
  for each statement execute function billing.sum_added_lines();

-- Bills that become owed, are owed from another day, or are taken back as a whole.
create function billing.sum_changed_bills() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count)
  select c.tenant_id, c.community_id, p.building_id, c.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', c.owed_from::timestamp),
    date_trunc('month', c.owed_from::timestamp), min(c.owed_from), max(c.owed_from),
    sum(c.sign * greatest(l.amount_fen, 0)), sum(c.sign * greatest(-l.amount_fen, 0)), 0, 0, 0, 0, sum(c.sign)
  from (
    select o.tenant_id, o.id, o.community_id, o.item_id, s.sign, s.owed_from
    from was o
    join became n on n.tenant_id = o.tenant_id and n.id = o.id
    cross join lateral (values (-1, billing.owed_from(o.state, o.posted_on, o.issued_at)),
      (1, billing.owed_from(n.state, n.posted_on, n.issued_at))) as s(sign, owed_from)
    where s.owed_from is not null
      and billing.owed_from(o.state, o.posted_on, o.issued_at) is distinct from billing.owed_from(n.state, n.posted_on, n.issued_at)
  ) c
  cross join lateral (
    select x.segment_start, x.amount_fen, x.premises_id from billing.bill_line x
    where x.tenant_id = c.tenant_id and x.bill_id = c.id offset 0) l
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = c.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;
create trigger summed after update on billing.bill referencing old table as was new table as became
  for each statement execute function billing.sum_changed_bills();

create function billing.sum_settlements() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count)
  select s.tenant_id, l.community_id, p.building_id, l.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', s.settled_on::timestamp),
    date_trunc('month', greatest(s.settled_on, l.owed_from)::timestamp), min(greatest(s.settled_on, l.owed_from)),
    max(greatest(s.settled_on, l.owed_from)), 0, 0,
    sum(case when s.source_kind in ('waiver', 'rounding') then s.amount_fen else 0 end),
    sum(case when s.source_kind = 'write-off' then s.amount_fen else 0 end),
    sum(case when s.source_kind in ('payment', 'purse', 'correction') then s.amount_fen else 0 end),
    sum(case when s.source_kind = 'purse' then s.amount_fen else 0 end), 0
  from added s
  cross join lateral (
    select x.segment_start, x.community_id, x.premises_id, b.item_id, billing.owed_from(b.state, b.posted_on, b.issued_at) as owed_from
    from billing.bill_line x join billing.bill b on b.tenant_id = x.tenant_id and b.id = x.bill_id and b.state = 'issued'
    where x.tenant_id = s.tenant_id and x.id = s.bill_line_id offset 0) l
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = s.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6, 7;
  return null;
end $$;
create trigger summed after insert on billing.settlement referencing new table as added
  for each statement execute function billing.sum_settlements();

-- Folds the rows of a company that have the same place and months into one.
create function billing.fold_charge_sums() returns void language sql security definer set search_path = pg_catalog as $$
  with gone as (
    delete from billing.charge_sum s using (
      select tenant_id, community_id, building_id, item_id, month, fact_month, known_month from billing.charge_sum
      where tenant_id = platform.tenant_id() group by 1, 2, 3, 4, 5, 6, 7 having count(*) > 1) k
    where s.tenant_id = k.tenant_id and s.community_id = k.community_id and s.building_id is not distinct from k.building_id
      and s.item_id = k.item_id and s.month = k.month and s.fact_month = k.fact_month and s.known_month = k.known_month
    returning s.*
  )
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count)
  select tenant_id, community_id, building_id, item_id, month, fact_month, known_month, min(first_on), max(last_on),
    sum(billed_fen), sum(reversed_fen), sum(waived_fen), sum(written_off_fen), sum(collected_fen), sum(from_purse_fen), sum(line_count)
  from gone group by 1, 2, 3, 4, 5, 6, 7 $$;
revoke execute on function billing.fold_charge_sums() from public;
grant execute on function billing.fold_charge_sums() to anju_app;

-- What is there already.
insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
  billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count)
with line as (
  select l.tenant_id, l.id, l.community_id, p.building_id, b.item_id, date_trunc('month', l.segment_start::timestamp)::date as month,
    billing.owed_from(b.state, b.posted_on, b.issued_at) as owed_from, l.amount_fen
  from billing.bill_line l
  join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id and b.state = 'issued'
  join registry.premises p on p.tenant_id = l.tenant_id and p.id = l.premises_id
), fact as (
  select tenant_id, community_id, building_id, item_id, month, owed_from as fact_on, owed_from as known_on,
    greatest(amount_fen, 0) as billed, greatest(-amount_fen, 0) as reversed, 0::bigint as waived, 0::bigint as written_off,
    0::bigint as collected, 0::bigint as from_purse, 1 as line
  from line
  union all
  select l.tenant_id, l.community_id, l.building_id, l.item_id, l.month, s.settled_on, greatest(s.settled_on, l.owed_from), 0, 0,
    case when s.source_kind in ('waiver', 'rounding') then s.amount_fen else 0 end,
    case when s.source_kind = 'write-off' then s.amount_fen else 0 end,
    case when s.source_kind in ('payment', 'purse', 'correction') then s.amount_fen else 0 end,
    case when s.source_kind = 'purse' then s.amount_fen else 0 end, 0
  from billing.settlement s join line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
)
select tenant_id, community_id, building_id, item_id, month, date_trunc('month', fact_on::timestamp)::date,
  date_trunc('month', known_on::timestamp)::date, min(known_on), max(known_on), sum(billed), sum(reversed), sum(waived), sum(written_off),
  sum(collected), sum(from_purse), sum(line)
from fact group by 1, 2, 3, 4, 5, 6, 7;
