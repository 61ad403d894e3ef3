-- The records of a resident: the own, and those that turned out to be the same person (docs/decisions/0011), which facts to the right
-- still name. Asked by a function, past the wall that hides a merged record.
create function registry.my_records() returns setof uuid language sql stable security definer rows 2 set search_path = pg_catalog as $$
  select n.id from registry.person n
  where n.tenant_id = platform.tenant_id() and (n.id = platform.person_id() or n.merged_into = platform.person_id())
$$;
revoke execute on function registry.my_records() from public;
grant execute on function registry.my_records() to anju_app;
