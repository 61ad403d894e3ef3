-- The consent ledger (PIPL): who agreed to which text for which purpose, when and where, and who took it back. Append-only; the last row counts.
create table residents.consent (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  account_id uuid not null,
  person_id uuid,
  purpose text not null,
  version int not null,
  -- sha-256 of the very text that was shown
  text_hash bytea not null,
  locale text not null check (locale in ('zh-CN', 'en')),
  decision text not null check (decision in ('given', 'withdrawn')),
  channel text not null check (channel in ('resident-app')),
  address text,
  at timestamptz not null,
  primary key (tenant_id, id)
);
create index consent_account on residents.consent (tenant_id, account_id, purpose, at desc);
call platform.protect('residents.consent', 'select, insert');
create policy resident_self on residents.consent as restrictive
  using ((select platform.actor_kind()) <> 'resident' or account_id = (select platform.actor_id()));
create trigger append_only before update or delete on residents.consent for each row execute function platform.refuse_change();
