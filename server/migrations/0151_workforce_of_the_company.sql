-- Staff of the company itself (of no community) stay in sight of who sees the whole company, also where a request leaves communities out.
do $$
declare
  wall record;
begin
  for wall in
    select p.tablename, p.qual from pg_policies p
    where p.schemaname = 'workforce' and p.policyname = 'scope_wall' and exists (
      select 1 from information_schema.columns c
      where c.table_schema = 'workforce' and c.table_name = p.tablename and c.column_name = 'community_id' and c.is_nullable = 'YES')
  loop
    execute format('alter policy scope_wall on workforce.%I using (%s or (community_id is null and (select platform.scope_company())))',
      wall.tablename, wall.qual);
  end loop;
end $$;

-- The walls of what belongs to an employee, for tables to come.
create or replace procedure workforce.wall_employee(target regclass) language plpgsql as $$
begin
  execute format('create policy not_for_residents on %s as restrictive using ((select platform.actor_kind()) <> ''resident'')', target);
  execute format(
    'create policy scope_wall on %s as restrictive using ((select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[])
      or employee_id = (select workforce.my_employee_id()) or (community_id is null and (select platform.scope_company())))', target);
end $$;
