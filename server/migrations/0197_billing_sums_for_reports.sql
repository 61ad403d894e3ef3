-- Reports that read every line of a year read sums. Three more things are kept, by the statements that keep the sums already and by none more:
-- what lines would be at the full standard, beside what they are; which months a home was charged for, as bits; and money taken by day, method,
-- channel and who took it. A payment writes none of the first two.
alter table billing.charge_sum add column full_fen bigint not null default 0;

create or replace view billing.public_charge_sum with (security_invoker = true) as
  select tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on, billed_fen, reversed_fen,
    waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, taken_fen, refunded_fen, full_fen
  from billing.charge_sum;

-- The months of a year for which issued bills have a line for a home, of an item and a standing charge: January is the first bit. Rows are only
-- added, one a statement and charge, and folded at night; where bills are taken back those of their homes are counted again.
create table billing.charged_year (
  tenant_id uuid not null,
  year int not null,
  premises_id uuid not null,
  id uuid not null default gen_random_uuid(),
  community_id uuid not null,
  item_id uuid not null,
  assignment_id uuid,
  months int not null check (months between 1 and 4095),
  primary key (tenant_id, year, premises_id, id)
);
call platform.protect('billing.charged_year', 'select', 'community_id');
call registry.wall_buildings('billing.charged_year', 'premises_id');
create policy not_for_residents on billing.charged_year as restrictive using ((select platform.actor_kind()) <> 'resident');
create view billing.public_charged_year with (security_invoker = true) as
  select tenant_id, year, premises_id, community_id, item_id, assignment_id, months from billing.charged_year;

-- Money that settled lines (现金口径, E68), as the reports tell it apart: by the charge month against the month of the money, and what went back as a
-- refund; by the payment, refund or reversal that moved it. Rows are only added and folded at night, like sums of charges.
create table billing.cash_sum (
  tenant_id uuid not null,
  on_day date not null,
  id uuid not null default gen_random_uuid(),
  community_id uuid not null,
  kind text not null check (kind in ('current', 'old', 'ahead', 'deposit', 'refunded')),
  method text,
  channel_id uuid,
  cashier_id uuid,
  amount_fen bigint not null,
  primary key (tenant_id, on_day, id)
);
call platform.protect('billing.cash_sum', 'select', 'community_id');
-- Of all buildings together: whoever sees some only reads the lines.
create policy building_wall on billing.cash_sum as restrictive using ((select platform.scope_all_buildings()));
create policy not_for_residents on billing.cash_sum as restrictive using ((select platform.actor_kind()) <> 'resident');
create view billing.public_cash_sum with (security_invoker = true) as
  select tenant_id, on_day, community_id, kind, method, channel_id, cashier_id, amount_fen from billing.cash_sum;
grant select on billing.public_charged_year, billing.public_cash_sum to anju_app;

create function billing.month_bit(of_day date) returns int language sql immutable as $$
  select 1 << (extract(month from of_day)::int - 1) $$;

create function billing.cash_kind(refunded boolean, treatment text, segment_start date, settled_on date) returns text language sql immutable as $$
  select case when refunded then 'refunded' when treatment = 'deposit' then 'deposit'
    when date_trunc('month', segment_start::timestamp) > date_trunc('month', settled_on::timestamp) then 'ahead'
    when date_trunc('month', segment_start::timestamp) < date_trunc('month', settled_on::timestamp) then 'old' else 'current' end $$;

create or replace function billing.sum_added_lines() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform billing.hold_buildings((select a.tenant_id from added a limit 1));
  with line as materialized (
    select l.tenant_id, l.community_id, l.premises_id, l.assignment_id, l.segment_start, l.amount_fen, l.full_fen, l.tax_fen, b.item_id, b.kind, b.owed_from
    from added l
    cross join lateral (
      select x.item_id, x.kind, billing.owed_from(x.state, x.posted_on, x.issued_at) as owed_from from billing.bill x
      where x.tenant_id = l.tenant_id and x.id = l.bill_id and billing.owed_from(x.state, x.posted_on, x.issued_at) is not null offset 0) b
  ), charged as (
    insert into billing.charged_year (tenant_id, year, premises_id, community_id, item_id, assignment_id, months)
    select l.tenant_id, extract(year from l.segment_start)::int, l.premises_id, l.community_id, l.item_id, l.assignment_id, bit_or(billing.month_bit(l.segment_start))
    from line l group by 1, 2, 3, 4, 5, 6
  )
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, fund_due_fen, full_fen)
  select l.tenant_id, l.community_id, p.building_id, l.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', l.owed_from::timestamp),
    date_trunc('month', l.owed_from::timestamp), min(l.owed_from), max(l.owed_from),
    sum(greatest(l.amount_fen, 0)), sum(greatest(-l.amount_fen, 0)), 0, 0, 0, 0, count(*),
    sum(case when l.kind in ('opening', 'penalty') then 0 else l.amount_fen - coalesce(l.tax_fen, 0) end), sum(coalesce(l.full_fen, l.amount_fen))
  from line l
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = l.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;

-- The months of homes again, from their bills. Nobody folds meanwhile, or what is folded would stay.
create function billing.count_charged_years(tenant uuid, homes uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('billing.charged_year/' || tenant::text, 0));
  delete from billing.charged_year c where c.tenant_id = tenant and c.premises_id = any (homes);
  insert into billing.charged_year (tenant_id, year, premises_id, community_id, item_id, assignment_id, months)
  select l.tenant_id, extract(year from l.segment_start)::int, l.premises_id, l.community_id, b.item_id, l.assignment_id, bit_or(billing.month_bit(l.segment_start))
  from billing.bill b join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
  where b.tenant_id = tenant and b.premises_id = any (homes) and billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
  group by 1, 2, 3, 4, 5, 6;
end $$;
revoke all on function billing.count_charged_years(uuid, uuid[]) from public;

create or replace function billing.sum_changed_bills() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone record;
begin
  -- A payment changes bills and sums nothing here.
  perform billing.hold_buildings((select n.tenant_id from was o join became n on n.tenant_id = o.tenant_id and n.id = o.id
    where billing.owed_from(o.state, o.posted_on, o.issued_at) is distinct from billing.owed_from(n.state, n.posted_on, n.issued_at) limit 1));
  with changed as (
    select o.tenant_id, o.id, o.community_id, o.item_id, o.kind, s.sign, s.owed_from
    from was o
    join became n on n.tenant_id = o.tenant_id and n.id = o.id
    cross join lateral (values (-1, billing.owed_from(o.state, o.posted_on, o.issued_at)),
      (1, billing.owed_from(n.state, n.posted_on, n.issued_at))) as s(sign, owed_from)
    where s.owed_from is not null
      and billing.owed_from(o.state, o.posted_on, o.issued_at) is distinct from billing.owed_from(n.state, n.posted_on, n.issued_at)
  ), line as materialized (
    select c.tenant_id, c.community_id, c.item_id, c.kind, c.sign, c.owed_from, l.segment_start, l.amount_fen, l.full_fen, l.tax_fen, l.premises_id, l.assignment_id
    from changed c
    cross join lateral (
      select x.segment_start, x.amount_fen, x.full_fen, x.tax_fen, x.premises_id, x.assignment_id from billing.bill_line x
      where x.tenant_id = c.tenant_id and x.bill_id = c.id offset 0) l
  ), charged as (
    insert into billing.charged_year (tenant_id, year, premises_id, community_id, item_id, assignment_id, months)
    select l.tenant_id, extract(year from l.segment_start)::int, l.premises_id, l.community_id, l.item_id, l.assignment_id, bit_or(billing.month_bit(l.segment_start))
    from line l where l.sign > 0 group by 1, 2, 3, 4, 5, 6
  )
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, fund_due_fen, full_fen)
  select c.tenant_id, c.community_id, p.building_id, c.item_id, date_trunc('month', c.segment_start::timestamp), date_trunc('month', c.owed_from::timestamp),
    date_trunc('month', c.owed_from::timestamp), min(c.owed_from), max(c.owed_from),
    sum(c.sign * greatest(c.amount_fen, 0)), sum(c.sign * greatest(-c.amount_fen, 0)), 0, 0, 0, 0, sum(c.sign),
    sum(case when c.kind in ('opening', 'penalty') then 0 else c.sign * (c.amount_fen - coalesce(c.tax_fen, 0)) end),
    sum(c.sign * coalesce(c.full_fen, c.amount_fen))
  from line c
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = c.tenant_id and x.id = c.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6;
  if not found then return null; end if;
  for gone in
    select o.tenant_id, array_agg(distinct o.premises_id) as homes from was o join became n on n.tenant_id = o.tenant_id and n.id = o.id
    where billing.owed_from(o.state, o.posted_on, o.issued_at) is not null and billing.owed_from(n.state, n.posted_on, n.issued_at) is null
    group by 1
  loop
    perform billing.count_charged_years(gone.tenant_id, gone.homes);
  end loop;
  return null;
end $$;

-- Of a line of somebody else's that bears tax, the last settlement of a statement brings what is due after them less what was before.
create or replace function billing.sum_settlements() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform billing.hold_buildings((select a.tenant_id from added a limit 1));
  with line as materialized (
    select s.tenant_id, s.id, s.bill_line_id, s.settled_on, s.source_kind, s.amount_fen as fen, s.tax_fen as settled_tax_fen, s.payment_id, s.reversal_id,
      s.community_id as cash_community_id, l.*, f.refunded
    from added s
    cross join lateral (
      select x.segment_start, x.community_id, x.premises_id, b.item_id, billing.owed_from(b.state, b.posted_on, b.issued_at) as owed_from,
        x.amount_fen, coalesce(x.tax_fen, 0) as tax_fen, b.kind, i.treatment,
        b.kind not in ('opening', 'penalty') and i.treatment in ('agency', 'public', 'fund') as is_fund
      from billing.bill_line x join billing.bill b on b.tenant_id = x.tenant_id and b.id = x.bill_id and billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
      join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
      where x.tenant_id = s.tenant_id and x.id = s.bill_line_id offset 0) l
    cross join lateral (select s.reversal_id is not null and exists (
      select from payments.refund r where r.tenant_id = s.tenant_id and r.id = s.reversal_id) as refunded) f
  ), cash as (
    insert into billing.cash_sum (tenant_id, on_day, community_id, kind, method, channel_id, cashier_id, amount_fen)
    select c.tenant_id, c.settled_on, c.cash_community_id, c.cash_kind, m.method, m.channel_id, m.cashier_id, sum(c.fen)
    from (
      select l.tenant_id, l.settled_on, l.cash_community_id, billing.cash_kind(l.refunded, l.treatment, l.segment_start, l.settled_on) as cash_kind,
        coalesce(l.reversal_id, l.payment_id) as money_id, sum(l.fen) as fen
      from line l where l.source_kind = 'payment' group by 1, 2, 3, 4, 5) c
    left join lateral (select x.method, x.channel_id, x.cashier_id from payments.public_money_moved x
      where x.tenant_id = c.tenant_id and x.id = c.money_id limit 1) m on true
    group by 1, 2, 3, 4, 5, 6, 7
  )
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, taken_fen, refunded_fen, fund_in_fen, fund_due_fen)
  select l.tenant_id, l.community_id, p.building_id, l.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', l.settled_on::timestamp),
    date_trunc('month', greatest(l.settled_on, l.owed_from)::timestamp), min(greatest(l.settled_on, l.owed_from)),
    max(greatest(l.settled_on, l.owed_from)), 0, 0,
    sum(case when l.source_kind in ('waiver', 'rounding', 'discount') then l.fen else 0 end),
    sum(case when l.source_kind = 'write-off' then l.fen else 0 end),
    sum(case when l.source_kind in ('payment', 'purse', 'correction') then l.fen else 0 end),
    sum(case when l.source_kind = 'purse' then l.fen else 0 end), 0,
    sum(case when l.source_kind = 'payment' and not l.refunded then l.fen else 0 end),
    sum(case when l.source_kind = 'payment' and l.refunded then -l.fen else 0 end),
    sum(case when not l.is_fund or l.source_kind not in ('payment', 'purse', 'correction') then 0
      when l.tax_fen = 0 then l.fen
      when exists (select from added z where z.bill_line_id = l.bill_line_id and z.id > l.id and z.source_kind in ('payment', 'purse', 'correction')) then 0
      else (select round(z.fen * (l.amount_fen - l.tax_fen)::numeric / l.amount_fen)
          - round((z.fen - (select sum(y.amount_fen) from added y
            where y.bill_line_id = l.bill_line_id and y.source_kind in ('payment', 'purse', 'correction'))) * (l.amount_fen - l.tax_fen)::numeric / l.amount_fen)
        from (select sum(x.amount_fen) as fen from billing.settlement x
          where x.tenant_id = l.tenant_id and x.bill_line_id = l.bill_line_id and x.source_kind in ('payment', 'purse', 'correction')) z) end),
    sum(case when l.kind not in ('opening', 'penalty') and l.source_kind in ('waiver', 'rounding', 'discount')
      then -(l.fen - coalesce(l.settled_tax_fen, 0)) else 0 end)
  from line l
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = l.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6, 7;
  return null;
end $$;

create or replace function billing.fold_charge_sums() returns void language sql security definer set search_path = pg_catalog as $$
  with gone as (
    delete from billing.charge_sum s using (
      select tenant_id, community_id, building_id, item_id, month, fact_month, known_month from billing.charge_sum
      where tenant_id = platform.tenant_id() group by 1, 2, 3, 4, 5, 6, 7 having count(*) > 1) k
    where s.tenant_id = k.tenant_id and s.community_id = k.community_id and s.building_id is not distinct from k.building_id
      and s.item_id = k.item_id and s.month = k.month and s.fact_month = k.fact_month and s.known_month = k.known_month
    returning s.*
  )
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, taken_fen, refunded_fen, fund_in_fen, fund_due_fen,
    full_fen)
  select tenant_id, community_id, building_id, item_id, month, fact_month, known_month, min(first_on), max(last_on),
    sum(billed_fen), sum(reversed_fen), sum(waived_fen), sum(written_off_fen), sum(collected_fen), sum(from_purse_fen), sum(line_count),
    sum(taken_fen), sum(refunded_fen), sum(fund_in_fen), sum(fund_due_fen), sum(full_fen)
  from gone group by 1, 2, 3, 4, 5, 6, 7 $$;

-- The same of the months of homes and of money taken.
create function billing.fold_report_sums() returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('billing.charged_year/' || platform.tenant_id()::text, 0));
  with gone as (
    delete from billing.charged_year s using (
      select tenant_id, year, premises_id, community_id, item_id, assignment_id from billing.charged_year
      where tenant_id = platform.tenant_id() group by 1, 2, 3, 4, 5, 6 having count(*) > 1) k
    where s.tenant_id = k.tenant_id and s.year = k.year and s.premises_id = k.premises_id and s.community_id = k.community_id and s.item_id = k.item_id
      and s.assignment_id is not distinct from k.assignment_id
    returning s.*
  )
  insert into billing.charged_year (tenant_id, year, premises_id, community_id, item_id, assignment_id, months)
  select tenant_id, year, premises_id, community_id, item_id, assignment_id, bit_or(months) from gone group by 1, 2, 3, 4, 5, 6;
  with gone as (
    delete from billing.cash_sum s using (
      select tenant_id, on_day, community_id, kind, method, channel_id, cashier_id from billing.cash_sum
      where tenant_id = platform.tenant_id() group by 1, 2, 3, 4, 5, 6, 7 having count(*) > 1) k
    where s.tenant_id = k.tenant_id and s.on_day = k.on_day and s.community_id = k.community_id and s.kind = k.kind
      and s.method is not distinct from k.method and s.channel_id is not distinct from k.channel_id and s.cashier_id is not distinct from k.cashier_id
    returning s.*
  )
  insert into billing.cash_sum (tenant_id, on_day, community_id, kind, method, channel_id, cashier_id, amount_fen)
  select tenant_id, on_day, community_id, kind, method, channel_id, cashier_id, sum(amount_fen) from gone group by 1, 2, 3, 4, 5, 6, 7;
end $$;
revoke execute on function billing.fold_report_sums() from public;
grant execute on function billing.fold_report_sums() to anju_app;

-- Accounts of others are a community's, so what is in them need not move with a building.
create or replace function billing.move_charge_sums(moved uuid, from_building uuid, to_building uuid) returns void language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('billing.buildings/' || platform.tenant_id(), 0));
  with line as (
    select l.id, l.community_id, b.item_id, date_trunc('month', l.segment_start::timestamp)::date as month, l.amount_fen,
      coalesce(l.full_fen, l.amount_fen) as full_fen, billing.owed_from(b.state, b.posted_on, b.issued_at) as owed_from
    from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    where l.tenant_id = platform.tenant_id() and l.premises_id = moved and billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
  ), fact as (
    select community_id, item_id, month, owed_from as fact_on, owed_from as known_on, greatest(amount_fen, 0) as billed,
      greatest(-amount_fen, 0) as reversed, 0::bigint as waived, 0::bigint as written_off, 0::bigint as collected, 0::bigint as from_purse, 1 as line,
      0::bigint as taken, 0::bigint as refunded, full_fen as full
    from line
    union all
    select l.community_id, l.item_id, l.month, s.settled_on, greatest(s.settled_on, l.owed_from), 0, 0,
      case when s.source_kind in ('waiver', 'rounding', 'discount') then s.amount_fen else 0 end,
      case when s.source_kind = 'write-off' then s.amount_fen else 0 end,
      case when s.source_kind in ('payment', 'purse', 'correction') then s.amount_fen else 0 end,
      case when s.source_kind = 'purse' then s.amount_fen else 0 end, 0,
      case when s.source_kind = 'payment' and r.id is null then s.amount_fen else 0 end,
      case when s.source_kind = 'payment' and r.id is not null then -s.amount_fen else 0 end, 0
    from billing.settlement s join line l on l.id = s.bill_line_id
    left join payments.refund r on r.tenant_id = s.tenant_id and r.id = s.reversal_id
    where s.tenant_id = platform.tenant_id()
  )
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, taken_fen, refunded_fen, full_fen)
  select platform.tenant_id(), f.community_id, side.building_id, f.item_id, f.month, date_trunc('month', f.fact_on::timestamp)::date,
    date_trunc('month', f.known_on::timestamp)::date, min(f.known_on), max(f.known_on),
    side.sign * sum(f.billed), side.sign * sum(f.reversed), side.sign * sum(f.waived), side.sign * sum(f.written_off),
    side.sign * sum(f.collected), side.sign * sum(f.from_purse), side.sign * sum(f.line), side.sign * sum(f.taken), side.sign * sum(f.refunded),
    side.sign * sum(f.full)
  from fact f cross join (values (from_building, -1), (to_building, 1)) as side(building_id, sign)
  group by f.community_id, side.building_id, side.sign, f.item_id, f.month, 6, 7;
end $$;

-- What is there already: full amounts as rows that say nothing else.
insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
  billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, full_fen)
select l.tenant_id, l.community_id, p.building_id, b.item_id, date_trunc('month', l.segment_start::timestamp)::date, date_trunc('month', b.owed_from::timestamp)::date,
  date_trunc('month', b.owed_from::timestamp)::date, min(b.owed_from), max(b.owed_from), 0, 0, 0, 0, 0, 0, 0, sum(coalesce(l.full_fen, l.amount_fen))
from billing.bill_line l
join (select x.*, billing.owed_from(x.state, x.posted_on, x.issued_at) as owed_from from billing.bill x) b
  on b.tenant_id = l.tenant_id and b.id = l.bill_id and b.owed_from is not null
join registry.premises p on p.tenant_id = l.tenant_id and p.id = l.premises_id
group by 1, 2, 3, 4, 5, 6, 7;

insert into billing.charged_year (tenant_id, year, premises_id, community_id, item_id, assignment_id, months)
select l.tenant_id, extract(year from l.segment_start)::int, l.premises_id, l.community_id, b.item_id, l.assignment_id, bit_or(billing.month_bit(l.segment_start))
from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
where billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
group by 1, 2, 3, 4, 5, 6;

insert into billing.cash_sum (tenant_id, on_day, community_id, kind, method, channel_id, cashier_id, amount_fen)
select s.tenant_id, s.settled_on, s.community_id,
  billing.cash_kind(r.id is not null, i.treatment, l.segment_start, s.settled_on), m.method, m.channel_id, m.cashier_id, sum(s.amount_fen)
from billing.settlement s
join billing.bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
join billing.bill b on b.tenant_id = s.tenant_id and b.id = s.bill_id
join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
left join payments.refund r on r.tenant_id = s.tenant_id and r.id = s.reversal_id
left join payments.public_money_moved m on m.tenant_id = s.tenant_id and m.id = coalesce(s.reversal_id, s.payment_id)
where s.source_kind = 'payment' and billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
group by 1, 2, 3, 4, 5, 6, 7;
