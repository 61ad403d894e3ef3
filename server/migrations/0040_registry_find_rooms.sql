-- Rooms by their exact spelling, for who does not live there yet: labels of rooms, nothing of who lives in them. Within the tenant only.
create function registry.find_rooms(wanted_community uuid, wanted_alias text)
  returns table (premises_id uuid, label text)
  language sql stable security definer set search_path = pg_catalog as $$
  select p.id, p.label from registry.premises_alias a join registry.premises p on p.tenant_id = a.tenant_id and p.id = a.premises_id
  where a.tenant_id = platform.tenant_id() and a.community_id = wanted_community and a.alias = wanted_alias
  order by length(p.label), p.label, p.id limit 10
$$;

-- Communities by a part of their name, of every company: whoever moves in knows the name of the place, not of the company.
create function registry.find_communities(wanted text)
  returns table (tenant_id uuid, company_name text, community_id uuid, name text, address text)
  language sql stable security definer set search_path = pg_catalog as $$
  select c.tenant_id, o.name, c.id, c.name, c.address from registry.community c join identity.company o on o.tenant_id = c.tenant_id
  where strpos(lower(c.name), lower(wanted)) > 0
  order by strpos(lower(c.name), lower(wanted)), length(c.name), c.name, c.id limit 20
$$;
revoke execute on function registry.find_rooms(uuid, text), registry.find_communities(text) from public;
grant execute on function registry.find_rooms(uuid, text), registry.find_communities(text) to anju_app;
