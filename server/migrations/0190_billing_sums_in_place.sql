-- What is summed for a home stands in the building that the home has in that moment: who sums and who says that a home stands elsewhere wait for
-- each other, or what was billed or paid in between stays in the wrong building and `verify` says so for ever. Shared by whoever sums; a home is
-- moved once in a while.
create function billing.hold_buildings(tenant uuid) returns void language sql set search_path = pg_catalog as $$
  select pg_advisory_xact_lock_shared(hashtextextended('billing.buildings/' || tenant, 0)) where tenant is not null $$;
revoke execute on function billing.hold_buildings(uuid) from public;

create or replace function billing.sum_added_lines() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform billing.hold_buildings((select a.tenant_id from added a limit 1));
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, fund_due_fen)
  select l.tenant_id, l.community_id, p.building_id, b.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', b.owed_from::timestamp),
    date_trunc('month', b.owed_from::timestamp), min(b.owed_from), max(b.owed_from),
    sum(greatest(l.amount_fen, 0)), sum(greatest(-l.amount_fen, 0)), 0, 0, 0, 0, count(*),
    sum(case when b.kind in ('opening', 'penalty') then 0 else l.amount_fen - coalesce(l.tax_fen, 0) end)
  from added l
  cross join lateral (
    select x.item_id, x.kind, billing.owed_from(x.state, x.posted_on, x.issued_at) as owed_from from billing.bill x
    where x.tenant_id = l.tenant_id and x.id = l.bill_id and billing.owed_from(x.state, x.posted_on, x.issued_at) is not null offset 0) b
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = l.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;

create or replace function billing.sum_changed_bills() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- A payment changes bills and sums nothing here.
  perform billing.hold_buildings((select n.tenant_id from was o join became n on n.tenant_id = o.tenant_id and n.id = o.id
    where billing.owed_from(o.state, o.posted_on, o.issued_at) is distinct from billing.owed_from(n.state, n.posted_on, n.issued_at) limit 1));
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, fund_due_fen)
  select c.tenant_id, c.community_id, p.building_id, c.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', c.owed_from::timestamp),
    date_trunc('month', c.owed_from::timestamp), min(c.owed_from), max(c.owed_from),
    sum(c.sign * greatest(l.amount_fen, 0)), sum(c.sign * greatest(-l.amount_fen, 0)), 0, 0, 0, 0, sum(c.sign),
    sum(case when c.kind in ('opening', 'penalty') then 0 else c.sign * (l.amount_fen - coalesce(l.tax_fen, 0)) end)
  from (
    select o.tenant_id, o.id, o.community_id, o.item_id, o.kind, s.sign, s.owed_from
    from was o
    join became n on n.tenant_id = o.tenant_id and n.id = o.id
    cross join lateral (values (-1, billing.owed_from(o.state, o.posted_on, o.issued_at)),
      (1, billing.owed_from(n.state, n.posted_on, n.issued_at))) as s(sign, owed_from)
    where s.owed_from is not null
      and billing.owed_from(o.state, o.posted_on, o.issued_at) is distinct from billing.owed_from(n.state, n.posted_on, n.issued_at)
  ) c
  cross join lateral (
    select x.segment_start, x.amount_fen, x.tax_fen, x.premises_id from billing.bill_line x
    where x.tenant_id = c.tenant_id and x.bill_id = c.id offset 0) l
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = c.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;

create or replace function billing.sum_settlements() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform billing.hold_buildings((select a.tenant_id from added a limit 1));
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, taken_fen, refunded_fen, fund_in_fen, fund_due_fen)
  select s.tenant_id, l.community_id, p.building_id, l.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', s.settled_on::timestamp),
    date_trunc('month', greatest(s.settled_on, l.owed_from)::timestamp), min(greatest(s.settled_on, l.owed_from)),
    max(greatest(s.settled_on, l.owed_from)), 0, 0,
    sum(case when s.source_kind in ('waiver', 'rounding', 'discount') then s.amount_fen else 0 end),
    sum(case when s.source_kind = 'write-off' then s.amount_fen else 0 end),
    sum(case when s.source_kind in ('payment', 'purse', 'correction') then s.amount_fen else 0 end),
    sum(case when s.source_kind = 'purse' then s.amount_fen else 0 end), 0,
    sum(case when s.source_kind = 'payment' and not f.refunded then s.amount_fen else 0 end),
    sum(case when s.source_kind = 'payment' and f.refunded then -s.amount_fen else 0 end),
    sum(case when not l.is_fund or s.source_kind not in ('payment', 'purse', 'correction') then 0
      when l.tax_fen = 0 then s.amount_fen
      when exists (select from added z where z.bill_line_id = s.bill_line_id and z.id > s.id and z.source_kind in ('payment', 'purse', 'correction')) then 0
      else (select round(z.fen * (l.amount_fen - l.tax_fen)::numeric / l.amount_fen)
          - round((z.fen - (select sum(y.amount_fen) from added y
            where y.bill_line_id = s.bill_line_id and y.source_kind in ('payment', 'purse', 'correction'))) * (l.amount_fen - l.tax_fen)::numeric / l.amount_fen)
        from (select sum(x.amount_fen) as fen from billing.settlement x
          where x.tenant_id = s.tenant_id and x.bill_line_id = s.bill_line_id and x.source_kind in ('payment', 'purse', 'correction')) z) end),
    sum(case when l.kind not in ('opening', 'penalty') and s.source_kind in ('waiver', 'rounding', 'discount')
      then -(s.amount_fen - coalesce(s.tax_fen, 0)) else 0 end)
  from added s
  cross join lateral (
    select x.segment_start, x.community_id, x.premises_id, b.item_id, billing.owed_from(b.state, b.posted_on, b.issued_at) as owed_from,
      x.amount_fen, coalesce(x.tax_fen, 0) as tax_fen, b.kind,
      b.kind not in ('opening', 'penalty') and i.treatment in ('agency', 'public', 'fund') as is_fund
    from billing.bill_line x join billing.bill b on b.tenant_id = x.tenant_id and b.id = x.bill_id and billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where x.tenant_id = s.tenant_id and x.id = s.bill_line_id offset 0) l
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = s.tenant_id and x.id = l.premises_id offset 0) p
  cross join lateral (select s.reversal_id is not null and exists (
    select from payments.refund r where r.tenant_id = s.tenant_id and r.id = s.reversal_id) as refunded) f
  group by 1, 2, 3, 4, 5, 6, 7;
  return null;
end $$;

-- What had tax inside when it was drafted and is somebody else's by the time it is issued bears none: what is due of it is the whole.
create or replace function billing.sum_taxed_line() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform billing.hold_buildings(new.tenant_id);
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, fund_due_fen)
  select new.tenant_id, new.community_id, p.building_id, b.item_id, date_trunc('month', new.segment_start::timestamp), date_trunc('month', b.owed_from::timestamp),
    date_trunc('month', b.owed_from::timestamp), b.owed_from, b.owed_from, 0, 0, 0, 0, 0, 0, 0, coalesce(old.tax_fen, 0) - coalesce(new.tax_fen, 0)
  from (
    select x.item_id, billing.owed_from(x.state, x.posted_on, x.issued_at) as owed_from from billing.bill x
    join billing.charge_item i on i.tenant_id = x.tenant_id and i.id = x.item_id
    where x.tenant_id = new.tenant_id and x.id = new.bill_id and x.kind not in ('opening', 'penalty') and i.treatment in ('agency', 'public', 'fund')) b
  join registry.premises p on p.tenant_id = new.tenant_id and p.id = new.premises_id
  where b.owed_from is not null;
  return null;
end $$;

create or replace function billing.move_charge_sums(moved uuid, from_building uuid, to_building uuid) returns void language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('billing.buildings/' || platform.tenant_id(), 0));
  with line as (
    select l.id, l.community_id, b.item_id, date_trunc('month', l.segment_start::timestamp)::date as month, l.amount_fen,
      billing.owed_from(b.state, b.posted_on, b.issued_at) as owed_from
    from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    where l.tenant_id = platform.tenant_id() and l.premises_id = moved and billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
  ), fact as (
    select community_id, item_id, month, owed_from as fact_on, owed_from as known_on, greatest(amount_fen, 0) as billed,
      greatest(-amount_fen, 0) as reversed, 0::bigint as waived, 0::bigint as written_off, 0::bigint as collected, 0::bigint as from_purse, 1 as line,
      0::bigint as taken, 0::bigint as refunded
    from line
    union all
    select l.community_id, l.item_id, l.month, s.settled_on, greatest(s.settled_on, l.owed_from), 0, 0,
      case when s.source_kind in ('waiver', 'rounding', 'discount') then s.amount_fen else 0 end,
      case when s.source_kind = 'write-off' then s.amount_fen else 0 end,
      case when s.source_kind in ('payment', 'purse', 'correction') then s.amount_fen else 0 end,
      case when s.source_kind = 'purse' then s.amount_fen else 0 end, 0,
      case when s.source_kind = 'payment' and r.id is null then s.amount_fen else 0 end,
      case when s.source_kind = 'payment' and r.id is not null then -s.amount_fen else 0 end
    from billing.settlement s join line l on l.id = s.bill_line_id
    left join payments.refund r on r.tenant_id = s.tenant_id and r.id = s.reversal_id
    where s.tenant_id = platform.tenant_id()
  )
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, taken_fen, refunded_fen)
  select platform.tenant_id(), f.community_id, side.building_id, f.item_id, f.month, date_trunc('month', f.fact_on::timestamp)::date,
    date_trunc('month', f.known_on::timestamp)::date, min(f.known_on), max(f.known_on),
    side.sign * sum(f.billed), side.sign * sum(f.reversed), side.sign * sum(f.waived), side.sign * sum(f.written_off),
    side.sign * sum(f.collected), side.sign * sum(f.from_purse), side.sign * sum(f.line), side.sign * sum(f.taken), side.sign * sum(f.refunded)
  from fact f cross join (values (from_building, -1), (to_building, 1)) as side(building_id, sign)
  group by f.community_id, side.building_id, side.sign, f.item_id, f.month, 6, 7;
end $$;
