-- How people come into their homes: invitations by code, applications that staff decide.
create schema residents;
grant usage on schema residents to anju_app;

create table residents.invitation (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  -- an HMAC; the code itself leaves once
  code_hash bytea not null,
  kind text not null check (kind in ('owner', 'family', 'tenant', 'temporary')),
  invited_name text,
  -- the last day of the stay; null while it lasts
  until_on date,
  invited_by_kind text not null check (invited_by_kind in ('staff', 'resident')),
  invited_by uuid not null,
  invited_by_name text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  accepted_by_name text,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, code_hash),
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, community_id) references registry.community,
  check ((accepted_at is null) = (accepted_by is null)),
  check (accepted_at is null or revoked_at is null)
);
create index invitation_premises on residents.invitation (tenant_id, premises_id, created_at desc);
create index invitation_community on residents.invitation (tenant_id, community_id, created_at desc);
create index invitation_code on residents.invitation (code_hash);
call platform.protect('residents.invitation', 'select, insert, update', 'community_id');
call registry.wall_residents('residents.invitation', 'premises_id');
call registry.wall_buildings('residents.invitation', 'premises_id');

-- Tries at codes that were none, to stop guessing.
create table residents.invitation_try (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, id)
);
create index invitation_try_account on residents.invitation_try (tenant_id, account_id, at);
create index invitation_try_at on residents.invitation_try (at);
call platform.protect('residents.invitation_try', 'select, insert, delete');
create policy resident_self on residents.invitation_try as restrictive
  using ((select platform.actor_kind()) <> 'resident' or account_id = (select platform.actor_id()));

create table residents.application (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  -- as it was named, so that the applicant, behind the wall, reads it
  label text not null,
  account_id uuid not null,
  applicant_name text not null,
  phone_masked text not null,
  kind text not null check (kind in ('owner', 'family', 'tenant')),
  note text not null default '',
  photo_ids uuid[] not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  reason text,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, community_id) references registry.community,
  check ((state = 'waiting') = (decided_at is null)),
  check (state <> 'rejected' or reason is not null)
);
create unique index application_waiting on residents.application (tenant_id, account_id, premises_id) where state = 'waiting';
create index application_community on residents.application (tenant_id, community_id, created_at desc);
create index application_account on residents.application (tenant_id, account_id, created_at desc);
call platform.protect('residents.application', 'select, insert, update', 'community_id');
call registry.wall_buildings('residents.application', 'premises_id');
-- An applicant sees the own applications, whoever lives in the home; the household does not see who applies.
create policy resident_wall on residents.application as restrictive
  using ((select platform.actor_kind()) <> 'resident' or account_id = (select platform.actor_id()));

-- Which company a code is of, before one has signed in there.
create function residents.find_invitation(wanted_code bytea)
  returns table (tenant_id uuid, company_name text)
  language sql stable security definer set search_path = pg_catalog as $$
  select i.tenant_id, c.name from residents.invitation i join identity.company c on c.tenant_id = i.tenant_id
  where i.code_hash = wanted_code and i.accepted_at is null and i.revoked_at is null
$$;
revoke execute on function residents.find_invitation(bytea) from public;
grant execute on function residents.find_invitation(bytea) to anju_app;
