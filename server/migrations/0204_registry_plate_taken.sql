-- A plate stands once in a community, also where the vehicle is of a building that the caller does not see: whether it is taken is asked past the
-- wall of buildings, within the communities that the caller works for.
create function registry.plate_taken(community uuid, wanted text, except_id uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog as $$
  select exists (select from registry.vehicle v
    where v.tenant_id = platform.tenant_id() and v.community_id = community and v.plate = wanted and v.state = 'active'
      and (except_id is null or v.id <> except_id)
      and (platform.scope_all() or v.community_id = any(platform.scope_communities()))) $$;
revoke execute on function registry.plate_taken(uuid, text, uuid) from public;
grant execute on function registry.plate_taken(uuid, text, uuid) to anju_app, anju_jobs;
