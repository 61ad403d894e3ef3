-- Roles that a company makes itself; staff accounts whole: phone, one-time passwords, history, second factor, invitations, links.
alter table identity.role add column version int not null default 1;
create unique index role_name on identity.role (tenant_id, name);
grant delete on identity.role to anju_app;

alter table identity.staff_account
  add column version int not null default 1,
  add column phone_sealed bytea,
  add column phone_index bytea,
  -- the password was given by somebody else: nothing else opens before it is changed
  add column must_change_password boolean not null default false,
  -- a one-time password opens until then
  add column password_until timestamptz,
  -- null: invited, or not let in yet
  alter column password_hash drop not null;
create unique index staff_account_tenant_phone on identity.staff_account (tenant_id, phone_index);
create index staff_account_phone on identity.staff_account (phone_index);

-- The passwords before, so that none comes back soon.
create table identity.staff_password (
  tenant_id uuid not null,
  staff_id uuid not null,
  at timestamptz not null,
  password_hash text not null,
  primary key (tenant_id, staff_id, at),
  foreign key (tenant_id, staff_id) references identity.staff_account
);
call platform.protect('identity.staff_password', 'select, insert, delete');
create policy not_for_residents on identity.staff_password as restrictive using ((select platform.actor_kind()) <> 'resident');

-- The second factor of a staff account. Not enrolled yet: the secret waits to be proved.
create table identity.staff_totp (
  tenant_id uuid not null,
  staff_id uuid not null,
  secret_sealed bytea not null,
  started_at timestamptz not null,
  enrolled_at timestamptz,
  -- the last step of 30 seconds whose code was taken: none is taken twice
  last_step bigint,
  primary key (tenant_id, staff_id),
  foreign key (tenant_id, staff_id) references identity.staff_account
);
call platform.protect('identity.staff_totp', 'select, insert, update, delete');
create policy not_for_residents on identity.staff_totp as restrictive using ((select platform.actor_kind()) <> 'resident');

create table identity.recovery_code (
  tenant_id uuid not null,
  staff_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (tenant_id, staff_id, code_hash),
  foreign key (tenant_id, staff_id) references identity.staff_account
);
call platform.protect('identity.recovery_code', 'select, insert, update, delete');
create policy not_for_residents on identity.recovery_code as restrictive using ((select platform.actor_kind()) <> 'resident');

-- The password was right; the code of the second factor is awaited. Its holder knows the secret, we its hash.
create table identity.sign_in_ticket (
  tenant_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  app text not null check (app in ('console', 'field')),
  secret_hash bytea not null,
  tries int not null default 0 check (tries <= 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, staff_id) references identity.staff_account
);
create index sign_in_ticket_at on identity.sign_in_ticket (tenant_id, created_at);
call platform.protect('identity.sign_in_ticket', 'select, insert, update, delete');
create policy not_for_residents on identity.sign_in_ticket as restrictive using ((select platform.actor_kind()) <> 'resident');

create table identity.invitation (
  tenant_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  -- looked up before the tenant is known
  code_hash bytea not null unique,
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- taken back, or replaced by a later one
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, staff_id) references identity.staff_account
);
create index invitation_staff on identity.invitation (tenant_id, staff_id);
call platform.protect('identity.invitation', 'select, insert, update');
create policy not_for_residents on identity.invitation as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Accounts of one person in several companies carry the same key; each company's row lies behind its own wall.
create table identity.account_link (
  tenant_id uuid not null,
  staff_id uuid not null,
  person_key uuid not null,
  linked_at timestamptz not null,
  primary key (tenant_id, staff_id),
  foreign key (tenant_id, staff_id) references identity.staff_account
);
create index account_link_person on identity.account_link (person_key);
call platform.protect('identity.account_link', 'select, insert, update, delete');
create policy not_for_residents on identity.account_link as restrictive using ((select platform.actor_kind()) <> 'resident');

-- A role asked for somebody, where a second administrator has to agree.
create table identity.role_grant (
  tenant_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  -- a role may be deleted later; the name says what it was
  role_id uuid not null,
  role_name text not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  note text,
  primary key (tenant_id, id),
  foreign key (tenant_id, staff_id) references identity.staff_account
);
create unique index role_grant_asked on identity.role_grant (tenant_id, staff_id, role_id) where state = 'asked';
create index role_grant_at on identity.role_grant (tenant_id, asked_at);
call platform.protect('identity.role_grant', 'select, insert, update');
create policy not_for_residents on identity.role_grant as restrictive using ((select platform.actor_kind()) <> 'resident');

-- How long this session may be idle, as it was when it began; null: for ever.
alter table identity.session add column idle_seconds int check (idle_seconds > 0);
update identity.session set idle_seconds = case app when 'console' then 7200 when 'field' then 604800 end;

drop function identity.find_staff_sign_in(text, text);
create function identity.find_staff_sign_in(wanted_user text, wanted_phone bytea, wanted_company text)
  returns table (tenant_id uuid, staff_id uuid, name text, password_hash text, password_until timestamptz, state text)
  language sql stable security definer set search_path = pg_catalog as $$
  select a.tenant_id, a.id, a.name, a.password_hash, a.password_until, a.state
  from identity.staff_account a join identity.company c on c.tenant_id = a.tenant_id
  where (a.user_name = lower(wanted_user) or a.phone_index = wanted_phone) and (wanted_company is null or c.code = lower(wanted_company))
$$;

drop function identity.find_session(bytea);
create function identity.find_session(wanted_token bytea)
  returns table (tenant_id uuid, session_id uuid, app text, account_kind text, account_id uuid, started_at timestamptz, last_seen_at timestamptz,
    expires_at timestamptz, idle_seconds int, name text, person_id uuid, community_ids uuid[], building_ids uuid[], permissions text[],
    must_change_password boolean, password_changed_at timestamptz, has_totp boolean, rules jsonb)
  language sql stable security definer set search_path = pg_catalog as $$
  select s.tenant_id, s.id, s.app, s.account_kind, s.account_id, s.started_at, s.last_seen_at, s.expires_at, s.idle_seconds,
    coalesce(a.name, r.name), r.person_id, a.community_ids, a.building_ids,
    (select coalesce(array_agg(distinct p), '{}') from identity.staff_role sr
       join identity.role ro on ro.tenant_id = sr.tenant_id and ro.id = sr.role_id, unnest(ro.permissions) p
      where sr.tenant_id = s.tenant_id and sr.staff_id = s.account_id),
    coalesce(a.must_change_password, false), a.password_changed_at,
    exists (select 1 from identity.staff_totp t where t.tenant_id = s.tenant_id and t.staff_id = s.account_id and t.enrolled_at is not null),
    (select coalesce(jsonb_object_agg(g.key, g.value), '{}') from platform.setting g where g.tenant_id = s.tenant_id
      and g.key in ('identity.totpFor', 'identity.passwordMaxAgeDays') and g.community_id is null)
  from identity.session s
  left join identity.staff_account a on s.account_kind = 'staff' and a.tenant_id = s.tenant_id and a.id = s.account_id and a.state = 'active'
  left join identity.resident_account r on s.account_kind = 'resident' and r.tenant_id = s.tenant_id and r.id = s.account_id
  where s.token_hash = wanted_token and s.ended_at is null and (a.id is not null or r.id is not null)
$$;

create function identity.find_invitation(wanted_code bytea)
  returns table (tenant_id uuid, invitation_id uuid, staff_id uuid)
  language sql stable security definer set search_path = pg_catalog as $$
  select i.tenant_id, i.id, i.staff_id from identity.invitation i where i.code_hash = wanted_code
$$;

-- The actor's own accounts in other companies, and in this one.
create function identity.my_linked_accounts()
  returns table (tenant_id uuid, staff_id uuid, person_key uuid, name text, state text, company_name text, company_code text)
  language sql stable security definer set search_path = pg_catalog as $$
  select a.tenant_id, a.id, other.person_key, a.name, a.state, c.name, c.code
  from identity.account_link own
  join identity.account_link other on other.person_key = own.person_key
  join identity.staff_account a on a.tenant_id = other.tenant_id and a.id = other.staff_id
  join identity.company c on c.tenant_id = a.tenant_id
  where own.tenant_id = platform.tenant_id() and own.staff_id = platform.actor_id() and platform.actor_kind() = 'staff'
  order by c.name, a.id
$$;

revoke execute on function identity.find_staff_sign_in(text, bytea, text), identity.find_session(bytea), identity.find_invitation(bytea),
  identity.my_linked_accounts() from public;
grant execute on function identity.find_staff_sign_in(text, bytea, text), identity.find_session(bytea), identity.find_invitation(bytea),
  identity.my_linked_accounts() to anju_app;
