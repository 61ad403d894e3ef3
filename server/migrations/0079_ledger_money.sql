-- Whose money it is, months that are closed, and which legal entity a community belongs to (ADR 16).
alter table ledger.posting
  -- who owes or is owed, where that is one person; null where nobody knows
  add column party_id uuid;
create index posting_party on ledger.posting (tenant_id, party_id, account_code) where party_id is not null;

create or replace view ledger.public_posting with (security_invoker = true) as
  select p.tenant_id, p.entry_id, p.line, p.community_id, p.account_code, p.premises_id, p.amount_fen, e.posted_on, e.source_kind, e.source_id,
    p.party_id
  from ledger.posting p join ledger.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id;
create index entry_day on ledger.entry (tenant_id, community_id, posted_on, id);

-- A month that was closed. Opened again, the row stays as the trace, and a new one closes the month again.
create table ledger.period (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  closed_at timestamptz not null,
  closed_by uuid not null,
  closed_by_name text not null,
  reopened_at timestamptz,
  reopened_by uuid,
  reopened_by_name text,
  reopen_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  check (num_nulls(reopened_at, reopened_by, reopened_by_name, reopen_reason) in (0, 4))
);
create unique index period_closed on ledger.period (tenant_id, community_id, month) where reopened_at is null;
call platform.protect('ledger.period', 'select, insert', 'community_id');
grant update (reopened_at, reopened_by, reopened_by_name, reopen_reason) on ledger.period to anju_app;
create policy not_for_residents on ledger.period as restrictive using ((select platform.actor_kind()) <> 'resident');

create view ledger.public_period with (security_invoker = true) as
  select tenant_id, community_id, max(month) as closed_through from ledger.period where reopened_at is null group by 1, 2;
grant select on ledger.public_period to anju_app;

-- Closing and posting take turns: who posts holds the community's lock shared, who closes alone.
create function ledger.period_lock(tenant uuid, community uuid) returns bigint language sql immutable set search_path = pg_catalog as $$
  select hashtextextended('ledger.period/' || tenant || '/' || community, 0)
$$;

-- Nothing is posted into a month that is closed, nor before one: the last word, whoever asks (so it looks as its owner).
create function ledger.refuse_closed() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock_shared(ledger.period_lock(a.tenant_id, a.community_id))
  from (select distinct tenant_id, community_id from added order by 1, 2) a;
  if exists (
    select 1 from added a join ledger.period p on p.tenant_id = a.tenant_id and p.community_id = a.community_id
    where p.reopened_at is null and p.month >= to_char(a.posted_on, 'YYYY-MM')) then
    raise exception 'the month of this entry is closed' using errcode = 'check_violation', constraint = 'entry_in_open_period';
  end if;
  return null;
end $$;
create trigger in_open_period after insert on ledger.entry referencing new table as added
  for each statement execute function ledger.refuse_closed();

-- Which legal entity bills and pays taxes for a community, from a day on.
create table ledger.community_entity (
  tenant_id uuid not null,
  community_id uuid not null,
  legal_entity_id uuid not null,
  from_on date not null,
  primary key (tenant_id, community_id, from_on),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, legal_entity_id) references ledger.legal_entity
);
call platform.protect('ledger.community_entity', 'select, insert, update, delete', 'community_id');
create policy not_for_residents on ledger.community_entity as restrictive using ((select platform.actor_kind()) <> 'resident');

create view ledger.public_community_entity with (security_invoker = true) as
  select tenant_id, community_id, legal_entity_id, from_on from ledger.community_entity;
create view ledger.public_account with (security_invoker = true) as
  select tenant_id, code, name, kind from ledger.account;
grant select on ledger.public_community_entity, ledger.public_account to anju_app;
