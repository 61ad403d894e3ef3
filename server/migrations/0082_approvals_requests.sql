-- Maker and checker: who asks does not decide, and the effect happens with the last approval, once.
create schema approvals;
grant usage on schema approvals to anju_app;

-- Who decides over requests of a kind, by amount; while a company has decided nothing, the kind's own steps hold.
create table approvals.chain (
  tenant_id uuid not null references identity.company,
  kind text not null,
  -- [{fromFen, permission, roleId}] in their order: steps from this amount on
  steps jsonb not null,
  version int not null default 1,
  changed_by_name text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, kind)
);
call platform.protect('approvals.chain', 'select, insert, update');
create policy not_for_residents on approvals.chain as restrictive using ((select platform.actor_kind()) <> 'resident');

create table approvals.request (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  kind text not null,
  -- what the owning module will act on
  subject_id uuid not null,
  community_id uuid not null,
  premises_id uuid,
  amount_fen bigint not null check (amount_fen >= 0),
  title text not null,
  -- [{name, text, fen}]: what who decides has to know, as it was when asked
  facts jsonb not null,
  reason text not null,
  photo_ids uuid[] not null default '{}',
  -- the chain as it was when asked; the steps that this amount needs
  steps jsonb not null,
  -- how many of them have approved
  passed int not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  -- who decides next
  next_permission text,
  next_role_id uuid,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  closed_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, kind, subject_id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises,
  check ((state = 'waiting') = (closed_at is null)),
  check (passed between 0 and jsonb_array_length(steps)),
  check (state <> 'approved' or passed = jsonb_array_length(steps))
);
create index request_waiting on approvals.request (tenant_id, asked_at desc, id) where state = 'waiting';
create index request_asked on approvals.request (tenant_id, asked_at desc, id);
create index request_asker on approvals.request (tenant_id, asked_by, asked_at desc);
create index request_premises on approvals.request (tenant_id, premises_id);
call platform.protect('approvals.request', 'select, insert, update', 'community_id');
call registry.wall_buildings('approvals.request', 'premises_id');
create policy not_for_residents on approvals.request as restrictive using ((select platform.actor_kind()) <> 'resident');

create table approvals.decision (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  verdict text not null check (verdict in ('approved', 'rejected', 'withdrawn', 'comment')),
  -- which step of the chain, from 0; of an approval or a rejection
  step int check ((step is null) = (verdict in ('withdrawn', 'comment'))),
  note text not null,
  by_id uuid,
  by_name text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references approvals.request
);
create index decision_request on approvals.decision (tenant_id, request_id, at);
-- A step is decided once, and nobody approves two steps of one request.
create unique index decision_step on approvals.decision (tenant_id, request_id, step) where step is not null;
create unique index decision_person on approvals.decision (tenant_id, request_id, by_id) where verdict = 'approved';
call platform.protect('approvals.decision', 'select, insert');
create policy request_wall on approvals.decision as restrictive
  using (exists (select 1 from approvals.request r where r.tenant_id = decision.tenant_id and r.id = decision.request_id));
create policy not_for_residents on approvals.decision as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on approvals.decision for each row execute function platform.refuse_change();

-- What became of a request, for the modules that asked.
create view approvals.public_request with (security_invoker = true) as
  select tenant_id, id, kind, subject_id, community_id, premises_id, amount_fen, state, asked_by, asked_by_name, asked_at, closed_at
  from approvals.request;
grant select on approvals.public_request to anju_app;
