-- Whom a resident sees: who lives in the household today, as the wall of occupancies says; not who lived there before or will after.
create or replace function registry.my_people() returns setof uuid language sql stable security definer rows 10 set search_path = pg_catalog as $$
  select o.person_id from registry.occupancy o
  where o.tenant_id = platform.tenant_id() and o.premises_id in (select registry.my_premises())
    and o.from_on <= platform.today() and (o.to_on is null or o.to_on >= platform.today())
$$;
