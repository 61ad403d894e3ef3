-- A community is found by people who sign up unless it, or its company, has decided otherwise (registry.findable).
create or replace function registry.find_communities(wanted text)
  returns table (tenant_id uuid, company_name text, community_id uuid, name text, address text)
  language sql stable security definer set search_path = pg_catalog as $$
  select c.tenant_id, o.name, c.id, c.name, c.address from registry.community c join identity.company o on o.tenant_id = c.tenant_id
  where strpos(lower(c.name), lower(wanted)) > 0 and coalesce(
    (select nullif(s.value, 'null') from platform.setting s where s.tenant_id = c.tenant_id and s.key = 'registry.findable' and s.community_id = c.id),
    (select nullif(s.value, 'null') from platform.setting s where s.tenant_id = c.tenant_id and s.key = 'registry.findable' and s.community_id is null),
    'true') <> 'false'
  order by strpos(lower(c.name), lower(wanted)), length(c.name), c.name, c.id limit 20
$$;
-- An erased person's plates go too; what a merge moved and a pair compared tells of people.
grant delete on registry.person_merge, registry.replacement_plate to anju_app;
