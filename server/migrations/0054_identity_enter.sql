-- Finds out who holds a session and sets the walls for this transaction, in the one round trip that opens it: finding out alone,
-- then opening, then asking were three. Whether the session is still good is the caller's to judge; if not, it rolls back.
create function identity.enter(wanted_token bytea, wanted_app text, today date)
returns table (tenant_id uuid, session_id uuid, app text, account_kind text, account_id uuid, started_at timestamptz, last_seen_at timestamptz,
  expires_at timestamptz, idle_seconds int, name text, person_id uuid, community_ids uuid[], building_ids uuid[], permissions text[],
  must_change_password boolean, password_changed_at timestamptz, has_totp boolean, rules jsonb)
language plpgsql volatile security definer set search_path = pg_catalog
as $$
begin
  for tenant_id, session_id, app, account_kind, account_id, started_at, last_seen_at, expires_at, idle_seconds, name, person_id,
      community_ids, building_ids, permissions, must_change_password, password_changed_at, has_totp, rules in
    select * from identity.find_session(wanted_token) f where f.app = wanted_app
  loop
    perform set_config('anju.tenant_id', tenant_id::text, true), set_config('anju.actor_kind', account_kind, true),
      set_config('anju.actor_id', account_id::text, true), set_config('anju.person_id', coalesce(person_id::text, ''), true),
      set_config('anju.community_ids', case account_kind when 'resident' then '*' else coalesce(community_ids::text, '*') end, true),
      set_config('anju.building_ids', case account_kind when 'resident' then '*' else coalesce(building_ids::text, '*') end, true),
      set_config('anju.today', today::text, true);
    return next;
  end loop;
end $$;
revoke execute on function identity.enter(bytea, text, date) from public;
grant execute on function identity.enter(bytea, text, date) to anju_app;
