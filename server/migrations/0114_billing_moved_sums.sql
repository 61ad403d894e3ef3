-- Moves what was summed of premises from one building to another: the same amounts taken out of the one and put into the other. Called when
-- the place of premises is corrected, in that transaction.
create function billing.move_charge_sums(moved uuid, from_building uuid, to_building uuid) returns void language sql security definer
  set search_path = pg_catalog as $$
  with line as (
    select l.id, l.community_id, b.item_id, date_trunc('month', l.segment_start::timestamp)::date as month, l.amount_fen,
      billing.owed_from(b.state, b.posted_on, b.issued_at) as owed_from
    from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    where l.tenant_id = platform.tenant_id() and l.premises_id = moved and billing.owed_from(b.state, b.posted_on, b.issued_at) is not null
  ), fact as (
    select community_id, item_id, month, owed_from as fact_on, owed_from as known_on, greatest(amount_fen, 0) as billed,
      greatest(-amount_fen, 0) as reversed, 0::bigint as waived, 0::bigint as written_off, 0::bigint as collected, 0::bigint as from_purse, 1 as line
    from line
    union all
    select l.community_id, l.item_id, l.month, s.settled_on, greatest(s.settled_on, l.owed_from), 0, 0,
      case when s.source_kind in ('waiver', 'rounding', 'discount') then s.amount_fen else 0 end,
      case when s.source_kind = 'write-off' then s.amount_fen else 0 end,
      case when s.source_kind in ('payment', 'purse', 'correction') then s.amount_fen else 0 end,
      case when s.source_kind = 'purse' then s.amount_fen else 0 end, 0
    from billing.settlement s join line l on l.id = s.bill_line_id
    where s.tenant_id = platform.tenant_id()
  )
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count)
  select platform.tenant_id(), f.community_id, side.building_id, f.item_id, f.month, date_trunc('month', f.fact_on::timestamp)::date,
    date_trunc('month', f.known_on::timestamp)::date, min(f.known_on), max(f.known_on),
    side.sign * sum(f.billed), side.sign * sum(f.reversed), side.sign * sum(f.waived), side.sign * sum(f.written_off),
    side.sign * sum(f.collected), side.sign * sum(f.from_purse), side.sign * sum(f.line)
  from fact f cross join (values (from_building, -1), (to_building, 1)) as side(building_id, sign)
  group by f.community_id, side.building_id, side.sign, f.item_id, f.month, 6, 7 $$;
revoke execute on function billing.move_charge_sums(uuid, uuid, uuid) from public;
grant execute on function billing.move_charge_sums(uuid, uuid, uuid) to anju_app;
