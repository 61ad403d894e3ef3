-- Which month what is open is of, beside it: rates of households looked at all lines of a year to learn the months of few open bills. Null where a
-- bill has lines of several months: then the lines say. Bills that become owed are added where their lines are read for the sums already, so a run
-- reads nothing twice.
alter table billing.open_bill add column month date;

create or replace view billing.public_open_bill with (security_invoker = true) as
  select tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on as issued_on, open_fen, month from billing.open_bill;

-- The one month of a bill's lines.
create function billing.month_of_bill(tenant uuid, bill uuid) returns date language sql stable set search_path = pg_catalog as $$
  select case when count(distinct date_trunc('month', l.segment_start::timestamp)) = 1 then min(date_trunc('month', l.segment_start::timestamp))::date end
  from billing.bill_line l where l.tenant_id = tenant and l.bill_id = bill $$;

create or replace function billing.keep_open_bills() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Closed ones by their ids, which are an array so that each is found along the key.
  delete from billing.open_bill o using (select distinct tenant_id from became) t
    where o.tenant_id = t.tenant_id
      and o.bill_id = any (array(select b.id from became b where b.state <> 'issued' or b.settled_fen = b.amount_fen));
  -- What becomes owed now is added by `summed`.
  insert into billing.open_bill as o (tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on, open_fen, payer_name, is_held, month)
    select b.tenant_id, b.id, b.community_id, b.premises_id, b.item_id, b.due_on, billing.owed_from(b.state, b.posted_on, b.issued_at),
      b.amount_fen - b.settled_fen, b.payer_name, b.held_at is not null, billing.month_of_bill(b.tenant_id, b.id)
    from became b join was w on w.tenant_id = b.tenant_id and w.id = b.id
    where b.state = 'issued' and b.settled_fen <> b.amount_fen and w.state = 'issued'
    on conflict (tenant_id, bill_id) do update set community_id = excluded.community_id, premises_id = excluded.premises_id,
      item_id = excluded.item_id, due_on = excluded.due_on, posted_on = excluded.posted_on, open_fen = excluded.open_fen,
      payer_name = excluded.payer_name, is_held = excluded.is_held
    where (o.premises_id, o.item_id, o.due_on, o.posted_on, o.open_fen, o.payer_name, o.is_held) is distinct from
      (excluded.premises_id, excluded.item_id, excluded.due_on, excluded.posted_on, excluded.open_fen, excluded.payer_name, excluded.is_held);
  return null;
end $$;
drop trigger open_kept on billing.bill;
create trigger open_kept after update on billing.bill referencing old table as was new table as became
  for each statement execute function billing.keep_open_bills();

create or replace function billing.sum_added_lines() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform billing.hold_buildings((select a.tenant_id from added a limit 1));
  with line as materialized (
    select l.tenant_id, l.community_id, l.premises_id, l.assignment_id, l.segment_start, l.amount_fen, l.full_fen, l.tax_fen, l.bill_id, b.item_id, b.kind, b.owed_from
    from added l
    cross join lateral (
      select x.item_id, x.kind, billing.owed_from(x.state, x.posted_on, x.issued_at) as owed_from from billing.bill x
      where x.tenant_id = l.tenant_id and x.id = l.bill_id and billing.owed_from(x.state, x.posted_on, x.issued_at) is not null offset 0) b
  ), charged as (
    insert into billing.charged_year (tenant_id, year, premises_id, community_id, item_id, assignment_id, months)
    select l.tenant_id, extract(year from l.segment_start)::int, l.premises_id, l.community_id, l.item_id, l.assignment_id, bit_or(billing.month_bit(l.segment_start))
    from line l group by 1, 2, 3, 4, 5, 6
  ), dated as (
    update billing.open_bill o set month = billing.month_of_bill(o.tenant_id, o.bill_id)
    from (select distinct tenant_id, bill_id from line) l where o.tenant_id = l.tenant_id and o.bill_id = l.bill_id
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

create or replace function billing.sum_changed_bills() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone record;
begin
  -- A payment changes bills and sums nothing here.
  perform billing.hold_buildings((select n.tenant_id from was o join became n on n.tenant_id = o.tenant_id and n.id = o.id
    where billing.owed_from(o.state, o.posted_on, o.issued_at) is distinct from billing.owed_from(n.state, n.posted_on, n.issued_at) limit 1));
  with changed as (
    select o.tenant_id, o.id, o.community_id, o.item_id, o.kind, s.sign, s.owed_from,
      n.premises_id as home_id, n.due_on, n.payer_name, n.held_at is not null as is_held, case when o.state <> 'issued' and n.state = 'issued' then n.amount_fen - n.settled_fen else 0 end as open_fen
    from was o
    join became n on n.tenant_id = o.tenant_id and n.id = o.id
    cross join lateral (values (-1, billing.owed_from(o.state, o.posted_on, o.issued_at)),
      (1, billing.owed_from(n.state, n.posted_on, n.issued_at))) as s(sign, owed_from)
    where s.owed_from is not null
      and billing.owed_from(o.state, o.posted_on, o.issued_at) is distinct from billing.owed_from(n.state, n.posted_on, n.issued_at)
  ), line as materialized (
    select c.tenant_id, c.id as bill_id, c.community_id, c.item_id, c.kind, c.sign, c.owed_from, c.home_id, c.due_on, c.payer_name, c.is_held, c.open_fen, l.segment_start, l.amount_fen, l.full_fen, l.tax_fen, l.premises_id, l.assignment_id
    from changed c
    cross join lateral (
      select x.segment_start, x.amount_fen, x.full_fen, x.tax_fen, x.premises_id, x.assignment_id from billing.bill_line x
      where x.tenant_id = c.tenant_id and x.bill_id = c.id offset 0) l
  ), charged as (
    insert into billing.charged_year (tenant_id, year, premises_id, community_id, item_id, assignment_id, months)
    select l.tenant_id, extract(year from l.segment_start)::int, l.premises_id, l.community_id, l.item_id, l.assignment_id, bit_or(billing.month_bit(l.segment_start))
    from line l where l.sign > 0 group by 1, 2, 3, 4, 5, 6
  ), opened as (
    insert into billing.open_bill (tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on, open_fen, payer_name, is_held, month)
    select l.tenant_id, l.bill_id, l.community_id, l.home_id, l.item_id, l.due_on, l.owed_from, l.open_fen, l.payer_name, l.is_held,
      case when date_trunc('month', min(l.segment_start)::timestamp) = date_trunc('month', max(l.segment_start)::timestamp)
        then date_trunc('month', min(l.segment_start)::timestamp)::date end
    from line l where l.sign > 0 and l.open_fen <> 0 group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
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

update billing.open_bill o set month = billing.month_of_bill(o.tenant_id, o.bill_id);
