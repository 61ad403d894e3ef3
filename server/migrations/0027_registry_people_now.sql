-- A resident's people are who is in the household today, with the resident: not who lived there before, nor who will.
create or replace function registry.my_people() returns setof uuid language sql stable security definer rows 10 set search_path = pg_catalog as $$
  select o.person_id from registry.occupancy o
  where o.tenant_id = platform.tenant_id() and o.premises_id in (select registry.my_premises())
    and o.from_on <= platform.today() and (o.to_on is null or o.to_on >= platform.today())
$$;
