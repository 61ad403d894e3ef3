-- Staff whose scope is some buildings: they see what belongs to these, and what belongs to no building of their communities.
alter table identity.staff_account add column building_ids uuid[];

drop function identity.find_session(bytea);
create function identity.find_session(wanted_token bytea)
  returns table (tenant_id uuid, session_id uuid, app text, account_kind text, account_id uuid, started_at timestamptz, last_seen_at timestamptz,
    expires_at timestamptz, name text, person_id uuid, community_ids uuid[], building_ids uuid[], permissions text[])
  language sql stable security definer set search_path = pg_catalog as $$
  select s.tenant_id, s.id, s.app, s.account_kind, s.account_id, s.started_at, s.last_seen_at, s.expires_at,
    coalesce(a.name, r.name), r.person_id, a.community_ids, a.building_ids,
    (select coalesce(array_agg(distinct p), '{}') from identity.staff_role sr
       join identity.role ro on ro.tenant_id = sr.tenant_id and ro.id = sr.role_id, unnest(ro.permissions) p
      where sr.tenant_id = s.tenant_id and sr.staff_id = s.account_id)
  from identity.session s
  left join identity.staff_account a on s.account_kind = 'staff' and a.tenant_id = s.tenant_id and a.id = s.account_id and a.state = 'active'
  left join identity.resident_account r on s.account_kind = 'resident' and r.tenant_id = s.tenant_id and r.id = s.account_id
  where s.token_hash = wanted_token and s.ended_at is null and (a.id is not null or r.id is not null)
$$;
revoke execute on function identity.find_session(bytea) from public;
grant execute on function identity.find_session(bytea) to anju_app;

create or replace view identity.public_staff with (security_invoker = true) as
  select a.tenant_id, a.id, a.name, a.state, a.community_ids,
    (select coalesce(array_agg(distinct p), '{}') from identity.staff_role sr
       join identity.role ro on ro.tenant_id = sr.tenant_id and ro.id = sr.role_id, unnest(ro.permissions) p
      where sr.tenant_id = a.tenant_id and sr.staff_id = a.id) as permissions,
    a.building_ids
  from identity.staff_account a;
