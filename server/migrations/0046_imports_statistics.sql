-- A large import fills tables in one transaction that their statistics still call empty; then the planner looks each foreign key up by
-- whatever index begins with the tenant, which costs the square of the rows. The import lets the tables be looked at anew on its way.
create function imports.refresh_statistics() returns void language plpgsql security definer set search_path = pg_catalog as $$
declare t record;
begin
  for t in select w.relation from imports.writable_tables() w where w.relation like 'registry.%' loop
    execute format('analyze %s', t.relation);
  end loop;
end $$;
revoke execute on function imports.refresh_statistics() from public;
grant execute on function imports.refresh_statistics() to anju_app;
