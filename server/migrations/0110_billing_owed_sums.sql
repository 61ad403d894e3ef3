-- A bill that does not say since when it is owed counts in no sum, as it counts in no report.
create or replace function billing.sum_added_lines() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count)
  select l.tenant_id, l.community_id, p.building_id, b.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', b.owed_from::timestamp),
    date_trunc('month', b.owed_from::timestamp), min(b.owed_from), max(b.owed_from),
    sum(greatest(l.amount_fen, 0)), sum(greatest(-l.amount_fen, 0)), 0, 0, 0, 0, count(*)
  from added l
  cross join lateral (
    select x.item_id, billing.owed_from(x.state, x.posted_on, x.issued_at) as owed_from from billing.bill x
    where x.tenant_id = l.tenant_id and x.id = l.bill_id and billing.owed_from(x.state, x.posted_on, x.issued_at) is not null offset 0) b
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = l.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;

create or replace function billing.sum_settlements() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count)
  select s.tenant_id, l.community_id, p.building_id, l.item_id, date_trunc('month', l.segment_start::timestamp), date_trunc('month', s.settled_on::timestamp),
    date_trunc('month', greatest(s.settled_on, l.owed_from)::timestamp), min(greatest(s.settled_on, l.owed_from)),
    max(greatest(s.settled_on, l.owed_from)), 0, 0,
    sum(case when s.source_kind in ('waiver', 'rounding', 'discount') then s.amount_fen else 0 end),
    sum(case when s.source_kind = 'write-off' then s.amount_fen else 0 end),
    sum(case when s.source_kind in ('payment', 'purse', 'correction') then s.amount_fen else 0 end),
    sum(case when s.source_kind = 'purse' then s.amount_fen else 0 end), 0
  from added s
  cross join lateral (
    select x.segment_start, x.community_id, x.premises_id, b.item_id, billing.owed_from(b.state, b.posted_on, b.issued_at) as owed_from
    from billing.bill_line x join billing.bill b on b.tenant_id = x.tenant_id and b.id = x.bill_id and billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
    where x.tenant_id = s.tenant_id and x.id = s.bill_line_id offset 0) l
  cross join lateral (select x.building_id from registry.premises x where x.tenant_id = s.tenant_id and x.id = l.premises_id offset 0) p
  group by 1, 2, 3, 4, 5, 6, 7;
  return null;
end $$;
