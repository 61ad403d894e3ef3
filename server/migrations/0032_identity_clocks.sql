-- What happens by the clock happens in every company: the worker asks which there are. Ids only.
create function identity.list_tenants() returns setof uuid language sql stable security definer set search_path = pg_catalog
  as $$ select tenant_id from identity.company order by created_at, tenant_id $$;
revoke execute on function identity.list_tenants() from public;
grant execute on function identity.list_tenants() to anju_app;
-- Sessions that ended long ago are removed.
grant delete on identity.session to anju_app;
