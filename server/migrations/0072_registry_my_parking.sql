-- What a resident may know of parking, past the walls of staff: the spaces let to them and those they own, and until when the vehicles
-- of the own homes may come in. Only their own: the functions ask for the person themselves.
create function registry.my_spaces()
  returns table (label text, community_name text, held text, from_on date, to_on date, monthly_price_fen bigint, vehicle_ids uuid[])
  language sql stable security definer set search_path = pg_catalog as $$
  select string_agg(p.label, '、' order by p.label), max(c.name), 'leased', l.from_on, coalesce(l.ended_on, l.to_on), l.monthly_price_fen, l.vehicle_ids
  from registry.space_lease l join registry.let_space s on s.tenant_id = l.tenant_id and s.lease_id = l.id
  join registry.premises p on p.tenant_id = s.tenant_id and p.id = s.premises_id
  join registry.community c on c.tenant_id = l.tenant_id and c.id = l.community_id
  where l.tenant_id = platform.tenant_id() and l.holder_id = platform.person_id() and coalesce(l.ended_on, l.to_on) >= platform.today()
  group by l.tenant_id, l.id
  union all
  select p.label, c.name, 'owned', o.from_on, o.to_on, null, '{}'::uuid[]
  from registry.occupancy o join registry.space s on s.tenant_id = o.tenant_id and s.premises_id = o.premises_id
  join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
  join registry.community c on c.tenant_id = o.tenant_id and c.id = o.community_id
  where o.tenant_id = platform.tenant_id() and o.person_id = platform.person_id() and o.kind = 'owner'
    and o.from_on <= platform.today() and (o.to_on is null or o.to_on >= platform.today())
$$;
create function registry.my_permits()
  returns table (vehicle_id uuid, kind text, area_code text, from_on date, to_on date)
  language sql stable security definer set search_path = pg_catalog as $$
  select m.vehicle_id, m.kind, m.area_code, m.from_on, m.to_on
  from registry.vehicle v join registry.vehicle_permit m on m.tenant_id = v.tenant_id and m.vehicle_id = v.id
  where v.tenant_id = platform.tenant_id() and v.premises_id in (select registry.my_premises()) and v.state = 'active' and m.state = 'active'
    and (m.to_on is null or m.to_on >= platform.today())
$$;
revoke execute on function registry.my_spaces(), registry.my_permits() from public;
grant execute on function registry.my_spaces(), registry.my_permits() to anju_app;
