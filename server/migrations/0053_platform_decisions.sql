-- The door of each request asks which modules a company has open, also in communities that the asker does not see.
create function platform.module_decisions() returns table (key text, community_id uuid, value jsonb)
language sql stable security definer set search_path = pg_catalog
as $$
  select s.key, s.community_id, s.value from platform.setting s
  where s.tenant_id = platform.tenant_id() and s.key like 'features.%' and s.value is not null
$$;
revoke execute on function platform.module_decisions() from public;
grant execute on function platform.module_decisions() to anju_app;
