-- Double entry: an entry's postings sum to nothing, checked by the database; nothing is ever changed.
create schema ledger;
grant usage on schema ledger to anju_app;

create table ledger.account (
  tenant_id uuid not null references identity.company,
  code text not null,
  name text not null,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense', 'equity')),
  primary key (tenant_id, code)
);
call platform.protect('ledger.account', 'select, insert');
create policy not_for_residents on ledger.account as restrictive using ((select platform.actor_kind()) <> 'resident');

create table ledger.entry (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  posted_on date not null,
  -- the fact: 'billing.bill-issued' + bill id … one entry each
  source_kind text not null,
  source_id uuid not null,
  memo text not null default '',
  actor_id uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, source_kind, source_id),
  foreign key (tenant_id, community_id) references registry.community
);
call platform.protect('ledger.entry', 'select, insert', 'community_id');
create policy not_for_residents on ledger.entry as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on ledger.entry for each row execute function platform.refuse_change();

create table ledger.posting (
  tenant_id uuid not null,
  entry_id uuid not null,
  line int not null,
  community_id uuid not null,
  account_code text not null,
  -- whose receivable, where it is one
  premises_id uuid,
  -- debit positive, credit negative
  amount_fen bigint not null check (amount_fen <> 0),
  primary key (tenant_id, entry_id, line),
  foreign key (tenant_id, entry_id) references ledger.entry,
  foreign key (tenant_id, account_code) references ledger.account
);
create index posting_account on ledger.posting (tenant_id, account_code, community_id) include (amount_fen);
create index posting_premises on ledger.posting (tenant_id, premises_id, account_code) where premises_id is not null;
call platform.protect('ledger.posting', 'select, insert', 'community_id');
create policy not_for_residents on ledger.posting as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on ledger.posting for each row execute function platform.refuse_change();

-- What a statement adds to an entry balances by itself; since nothing is ever changed, the entry then balances too.
-- Only the added rows are read: the cost of a posting does not grow with the ledger.
create function ledger.refuse_unbalanced() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select 1 from added group by tenant_id, entry_id having sum(amount_fen) <> 0) then
    raise exception 'unbalanced ledger entry' using errcode = 'check_violation', constraint = 'posting_balanced';
  end if;
  return null;
end $$;
create trigger balanced after insert on ledger.posting referencing new table as added
  for each statement execute function ledger.refuse_unbalanced();

-- An entry without postings is no entry: checked when the transaction ends.
create function ledger.refuse_empty() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select 1 from ledger.posting p where p.tenant_id = new.tenant_id and p.entry_id = new.id) then
    raise exception 'ledger entry without postings' using errcode = 'check_violation', constraint = 'entry_has_postings';
  end if;
  return null;
end $$;

create constraint trigger has_postings after insert on ledger.entry deferrable initially deferred
  for each row execute function ledger.refuse_empty();

create view ledger.public_posting with (security_invoker = true) as
  select p.tenant_id, p.entry_id, p.line, p.community_id, p.account_code, p.premises_id, p.amount_fen, e.posted_on, e.source_kind, e.source_id
  from ledger.posting p join ledger.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id;
grant select on ledger.public_posting to anju_app;
