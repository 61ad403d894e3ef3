-- Companies (tenants), staff and resident accounts, roles, sessions, sign-in codes.
create schema identity;
grant usage on schema identity to anju_app;

create table identity.company (
  tenant_id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9-]{2,30}$'),
  name text not null,
  created_at timestamptz not null
);
call platform.protect('identity.company', 'select');

create table identity.role (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  code text not null,
  name text not null,
  permissions text[] not null,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('identity.role', 'select, insert, update');
create policy not_for_residents on identity.role as restrictive using ((select platform.actor_kind()) <> 'resident');

create table identity.staff_account (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  user_name text not null check (user_name = lower(user_name)),
  name text not null,
  password_hash text not null,
  password_changed_at timestamptz not null,
  -- null: every community of the company
  community_ids uuid[],
  state text not null default 'active' check (state in ('active', 'disabled')),
  failed_count int not null default 0,
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, user_name)
);
create index staff_account_user_name on identity.staff_account (user_name);
call platform.protect('identity.staff_account', 'select, insert, update');
create policy not_for_residents on identity.staff_account as restrictive using ((select platform.actor_kind()) <> 'resident');

create table identity.staff_role (
  tenant_id uuid not null,
  staff_id uuid not null,
  role_id uuid not null,
  primary key (tenant_id, staff_id, role_id),
  foreign key (tenant_id, staff_id) references identity.staff_account,
  foreign key (tenant_id, role_id) references identity.role
);
call platform.protect('identity.staff_role', 'select, insert, delete');
create policy not_for_residents on identity.staff_role as restrictive using ((select platform.actor_kind()) <> 'resident');

-- A resident of one company: the door to a person of the registry, opened by a phone.
create table identity.resident_account (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  person_id uuid not null,
  name text not null,
  phone_index bytea not null,
  last_sign_in_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id)
);
create index resident_account_phone on identity.resident_account (phone_index);
call platform.protect('identity.resident_account', 'select, insert, update');
create policy resident_self on identity.resident_account as restrictive
  using ((select platform.actor_kind()) <> 'resident' or id = (select platform.actor_id()));

create table identity.session (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  -- sha-256 of a 256-bit random token; looked up before the tenant is known
  token_hash bytea not null unique,
  app text not null check (app in ('console', 'field', 'resident')),
  account_kind text not null check (account_kind in ('staff', 'resident')),
  account_id uuid not null,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text,
  device text,
  primary key (tenant_id, id)
);
create index session_account on identity.session (tenant_id, account_id) where ended_at is null;
call platform.protect('identity.session', 'select, insert, update');
create policy resident_self on identity.session as restrictive
  using ((select platform.actor_kind()) <> 'resident' or account_id = (select platform.actor_id()));

-- Before a tenant is known: codes belong to a phone, not to a company.
create table identity.sign_in_code (
  id uuid primary key,
  phone_index bytea not null,
  code_hash bytea not null,
  tries int not null default 0 check (tries <= 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  address text
);
create index sign_in_code_phone on identity.sign_in_code (phone_index, created_at desc);
create index sign_in_code_address on identity.sign_in_code (address, created_at desc);
create index sign_in_code_at on identity.sign_in_code (created_at);
grant select, insert, update, delete on identity.sign_in_code to anju_app;

-- Failures at names that nobody (or more than one company) has: they lock like real ones, so that a lock does not tell who exists.
create table identity.stray_sign_in (
  account_index bytea primary key,
  failed_count int not null,
  locked_until timestamptz,
  last_at timestamptz not null
);
create index stray_sign_in_at on identity.stray_sign_in (last_at);
grant select, insert, update, delete on identity.stray_sign_in to anju_app;

-- The doors that open before a tenant is known. Each answers only what signing in needs.
create function identity.find_staff_sign_in(wanted_user text, wanted_company text)
  returns table (tenant_id uuid, staff_id uuid, name text, password_hash text, state text)
  language sql stable security definer set search_path = pg_catalog as $$
  select a.tenant_id, a.id, a.name, a.password_hash, a.state
  from identity.staff_account a join identity.company c on c.tenant_id = a.tenant_id
  where a.user_name = lower(wanted_user) and (wanted_company is null or c.code = lower(wanted_company))
$$;

create function identity.find_resident_sign_in(wanted_phone bytea)
  returns table (tenant_id uuid, resident_id uuid, person_id uuid, name text, company_name text)
  language sql stable security definer set search_path = pg_catalog as $$
  select r.tenant_id, r.id, r.person_id, r.name, c.name
  from identity.resident_account r join identity.company c on c.tenant_id = r.tenant_id
  where r.phone_index = wanted_phone order by c.name, r.created_at, r.id
$$;

create function identity.find_session(wanted_token bytea)
  returns table (tenant_id uuid, session_id uuid, app text, account_kind text, account_id uuid, started_at timestamptz, last_seen_at timestamptz,
    expires_at timestamptz, name text, person_id uuid, community_ids uuid[], permissions text[])
  language sql stable security definer set search_path = pg_catalog as $$
  select s.tenant_id, s.id, s.app, s.account_kind, s.account_id, s.started_at, s.last_seen_at, s.expires_at,
    coalesce(a.name, r.name), r.person_id, a.community_ids,
    (select coalesce(array_agg(distinct p), '{}') from identity.staff_role sr
       join identity.role ro on ro.tenant_id = sr.tenant_id and ro.id = sr.role_id, unnest(ro.permissions) p
      where sr.tenant_id = s.tenant_id and sr.staff_id = s.account_id)
  from identity.session s
  left join identity.staff_account a on s.account_kind = 'staff' and a.tenant_id = s.tenant_id and a.id = s.account_id and a.state = 'active'
  left join identity.resident_account r on s.account_kind = 'resident' and r.tenant_id = s.tenant_id and r.id = s.account_id
  where s.token_hash = wanted_token and s.ended_at is null and (a.id is not null or r.id is not null)
$$;

revoke execute on function identity.find_staff_sign_in(text, text), identity.find_resident_sign_in(bytea), identity.find_session(bytea) from public;
grant execute on function identity.find_staff_sign_in(text, text), identity.find_resident_sign_in(bytea), identity.find_session(bytea) to anju_app;

create view identity.public_staff with (security_invoker = true) as
  select a.tenant_id, a.id, a.name, a.state, a.community_ids,
    (select coalesce(array_agg(distinct p), '{}') from identity.staff_role sr
       join identity.role ro on ro.tenant_id = sr.tenant_id and ro.id = sr.role_id, unnest(ro.permissions) p
      where sr.tenant_id = a.tenant_id and sr.staff_id = a.id) as permissions
  from identity.staff_account a;
grant select on identity.public_staff to anju_app;

create view identity.public_company with (security_invoker = true) as
  select tenant_id, code, name from identity.company;
grant select on identity.public_company to anju_app;
