-- Who lives in the homes of the resident today, with the records that turned out to be the same person: whose facts a household may see.
-- Whoever has left takes their own along. Asked by a function, past the walls that show a resident fewer people.
create function registry.my_households() returns table (premises_id uuid, person_id uuid)
  language sql stable security definer rows 10 set search_path = pg_catalog as $$
  select o.premises_id, n.id from registry.occupancy o
  join registry.person n on n.tenant_id = o.tenant_id and (n.id = o.person_id or n.merged_into = o.person_id)
  where o.tenant_id = platform.tenant_id() and o.premises_id in (select registry.my_premises())
    and o.from_on <= platform.today() and (o.to_on is null or o.to_on >= platform.today())
$$;
revoke execute on function registry.my_households() from public;
grant execute on function registry.my_households() to anju_app;

-- A wall for facts that name who owes, paid or holds: residents see those of their household of today, and those that name nobody.
create procedure registry.wall_households(target regclass, premises_column text, person_column text) language plpgsql as $$
begin
  execute format(
    'create policy household_wall on %s as restrictive using ((select platform.actor_kind()) <> ''resident'' or %I is null or (%I, %I) in (select h.premises_id, h.person_id from registry.my_households() h))',
    target, person_column, premises_column, person_column);
end $$;
