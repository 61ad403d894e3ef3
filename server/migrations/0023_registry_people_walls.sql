-- Who is seen because of where they live, asked by function: a subquery in a wall makes the planner add its whole cost to every look at
-- one person, and read all people instead. A function is not opened, and is called only where it is needed.
create function registry.my_people() returns setof uuid language sql stable security definer rows 10 set search_path = pg_catalog as $$
  select o.person_id from registry.occupancy o
  where o.tenant_id = platform.tenant_id() and o.premises_id in (select registry.my_premises())
$$;
create function registry.scoped_people() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select o.person_id from registry.occupancy o
  where o.tenant_id = platform.tenant_id() and o.community_id = any (platform.scope_communities())
    and (platform.scope_all_buildings() or o.premises_id in (select registry.scoped_premises()))
$$;
revoke execute on function registry.my_people(), registry.scoped_people() from public;
grant execute on function registry.my_people(), registry.scoped_people() to anju_app;

drop policy scope_wall on registry.person;
create policy scope_wall on registry.person as restrictive using (
  (select platform.scope_all())
  or community_id = any ((select platform.scope_communities())::uuid[])
  or id in (select registry.scoped_people()));
drop policy resident_wall on registry.person;
create policy resident_wall on registry.person as restrictive using (
  (select platform.actor_kind()) <> 'resident'
  or id = (select platform.person_id())
  or id in (select registry.my_people()));
alter function registry.my_premises() rows 5;
