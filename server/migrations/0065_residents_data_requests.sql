-- Requests about personal data (PIPL art. 44–50): asked in the app or at the counter, decided by staff, erasing by two.
create table residents.data_request (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  -- where the person belongs; null: an account without a home
  community_id uuid,
  person_id uuid,
  account_id uuid,
  kind text not null check (kind in ('access', 'correction', 'deletion', 'transfer', 'withdrawal')),
  channel text not null check (channel in ('app', 'counter', 'account-closed')),
  requester_name text not null,
  phone_masked text not null,
  content text not null,
  -- how a person at the counter proved who they are
  identity_check text,
  asked_by_kind text not null check (asked_by_kind in ('staff', 'resident')),
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  due_on date not null,
  state text not null default 'waiting' check (state in ('waiting', 'handling', 'approving', 'done', 'refused', 'withdrawn')),
  handler_id uuid,
  handler_name text,
  answer text,
  refusal_ground text check (refusal_ground in ('accounting', 'debts', 'dispute', 'identity', 'excessive', 'law')),
  approved_by uuid,
  approved_by_name text,
  decided_at timestamptz,
  erased_at timestamptz,
  -- what an erasing removed and what it kept, in counts
  outcome jsonb,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references registry.person,
  foreign key (tenant_id, community_id) references registry.community,
  check (person_id is not null or account_id is not null),
  check ((state in ('done', 'refused', 'withdrawn')) = (decided_at is not null)),
  check ((state = 'refused') = (refusal_ground is not null))
);
create index data_request_asked on residents.data_request (tenant_id, asked_at desc, id);
create index data_request_due on residents.data_request (tenant_id, due_on, id) where decided_at is null;
create index data_request_account on residents.data_request (tenant_id, account_id, asked_at desc);
create index data_request_person on residents.data_request (tenant_id, person_id);
-- One of a kind at a time; there may be several things to see or to correct.
create unique index data_request_open on residents.data_request (tenant_id, coalesce(person_id, account_id), kind)
  where decided_at is null and kind in ('deletion', 'transfer', 'withdrawal');
call platform.protect('residents.data_request', 'select, insert, update', 'community_id');
create policy resident_self on residents.data_request as restrictive
  using ((select platform.actor_kind()) <> 'resident' or account_id = (select platform.actor_id()));
call registry.wall_people('residents.data_request', 'person_id');

create table residents.data_request_step (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  step text not null check (step in ('asked', 'taken', 'proposed', 'returned', 'done', 'erased', 'refused', 'withdrawn')),
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  note text not null default '',
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references residents.data_request
);
create index data_request_step_of on residents.data_request_step (tenant_id, request_id, at);
call platform.protect('residents.data_request_step', 'select, insert');
grant update (actor_name, note) on residents.data_request_step to anju_app;
create policy request_wall on residents.data_request_step as restrictive
  using ((select platform.actor_kind()) <> 'resident' or exists (select 1 from residents.data_request r where r.tenant_id = data_request_step.tenant_id and r.id = data_request_step.request_id));

-- Everything about a person in a file, written in the background; fetched once by who asked, within a day.
create table residents.data_export (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  person_id uuid,
  account_id uuid,
  format text not null check (format in ('xlsx', 'json')),
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'taken', 'failed', 'expired')),
  asked_by_kind text not null check (asked_by_kind in ('staff', 'resident')),
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  taken_at timestamptz,
  bytes bigint,
  primary key (tenant_id, id),
  check (person_id is not null or account_id is not null)
);
create index data_export_asked on residents.data_export (tenant_id, asked_by, asked_at desc, id);
call platform.protect('residents.data_export', 'select, insert, update');
-- Whoever asked, staff or resident, and nobody else; a resident asks about nobody else.
create policy own_exports on residents.data_export as restrictive
  using ((select platform.actor_kind()) = 'system' or asked_by = (select platform.actor_id()));
create policy resident_self on residents.data_export as restrictive
  using ((select platform.actor_kind()) <> 'resident' or account_id = (select platform.actor_id()));

-- A consent may be taken back at the counter, and ends with the account.
alter table residents.consent drop constraint consent_channel_check;
alter table residents.consent add check (channel in ('resident-app', 'counter', 'account-closed'));
grant delete on residents.invitation_try to anju_app;
