-- The walls of staff whose scope is some buildings. They stand open, by one comparison a statement, for everybody else.

-- The premises in the buildings of the actor's scope, asked by the walls of every module that has premises.
create function registry.scoped_premises() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select p.id from registry.premises p
  where p.tenant_id = platform.tenant_id() and p.building_id = any (platform.scope_buildings())
    and (platform.scope_all() or p.community_id = any (platform.scope_communities()))
$$;

-- People who are somebody in other buildings and nobody in these.
create function registry.people_elsewhere() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select o.person_id from registry.occupancy o where o.tenant_id = platform.tenant_id()
  except
  select o.person_id from registry.occupancy o
  where o.tenant_id = platform.tenant_id() and o.premises_id in (select registry.scoped_premises())
$$;
revoke execute on function registry.scoped_premises(), registry.people_elsewhere() from public;
grant execute on function registry.scoped_premises(), registry.people_elsewhere() to anju_app;

-- Where rows belong to premises: staff of some buildings see those of these. Without premises a row is the community's.
create procedure registry.wall_buildings(target regclass, premises_column text) language plpgsql as $$
declare
  nullable boolean := (select not a.attnotnull from pg_attribute a where a.attrelid = target and a.attname = premises_column);
begin
  execute format(
    'create policy building_wall on %s as restrictive using ((select platform.scope_all_buildings()) or %s%I in (select registry.scoped_premises()))',
    target, case when nullable then format('%I is null or ', premises_column) else '' end, premises_column);
end $$;

-- Where rows name their building themselves; a row without one (a parking space) is seen by who sees the whole community.
create procedure registry.wall_own_building(target regclass, building_column text) language plpgsql as $$
begin
  execute format(
    'create policy building_wall on %s as restrictive using ((select platform.scope_all_buildings()) or %I = any ((select platform.scope_buildings())::uuid[]))',
    target, building_column);
end $$;

-- Where rows belong to a person: staff of some buildings see who lives there, and who lives nowhere yet.
create procedure registry.wall_people(target regclass, person_column text) language plpgsql as $$
declare
  nullable boolean := (select not a.attnotnull from pg_attribute a where a.attrelid = target and a.attname = person_column);
begin
  execute format(
    'create policy building_wall on %s as restrictive using ((select platform.scope_all_buildings()) or %s%I not in (select registry.people_elsewhere()))',
    target, case when nullable then format('%I is null or ', person_column) else '' end, person_column);
end $$;

call registry.wall_own_building('registry.building', 'id');
call registry.wall_own_building('registry.unit', 'building_id');
call registry.wall_own_building('registry.premises', 'building_id');
call registry.wall_buildings('registry.premises_alias', 'premises_id');
call registry.wall_buildings('registry.premises_area', 'premises_id');
call registry.wall_buildings('registry.occupancy', 'premises_id');
call registry.wall_people('registry.person', 'id');
