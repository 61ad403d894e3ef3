-- Money taken over from a former system: each row once (file, sheet, row), and the former system's own totals beside what was loaded.
create table imports.opening_row (
  tenant_id uuid not null,
  community_id uuid not null,
  file_sha256 bytea not null,
  sheet text not null,
  row int not null,
  import_id uuid not null,
  part text not null check (part in ('arrears', 'penalties', 'purses', 'deposits', 'readings', 'past-payments')),
  -- what became of it
  object_id uuid not null,
  primary key (tenant_id, community_id, file_sha256, sheet, row),
  foreign key (tenant_id, import_id) references imports.import
);
create index opening_row_import on imports.opening_row (tenant_id, import_id, part);
call platform.protect('imports.opening_row', 'select, insert, delete', 'community_id');
create policy not_for_residents on imports.opening_row as restrictive using ((select platform.actor_kind()) <> 'resident');

-- What the rows of the file come to, by part, item and year; the dry run's.
alter table imports.import add column file_totals jsonb not null default '[]';

create table imports.control_sheet (
  tenant_id uuid not null,
  import_id uuid not null,
  community_id uuid not null,
  -- the day on which the former system was frozen
  as_of_on date not null,
  -- [{part, itemName, year, count, amountFen}]: what the former system's own report says
  legacy_totals jsonb not null,
  -- the same, measured in the database when the import committed
  loaded_totals jsonb,
  entered_by uuid not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  -- before anything is written: finance holds the paper of the former system beside it
  signed_by uuid,
  signed_by_name text,
  signed_at timestamptz,
  -- after it is written: finance takes the opening balances over
  accepted_by uuid,
  accepted_by_name text,
  accepted_at timestamptz,
  accepted_note text,
  version int not null default 1,
  primary key (tenant_id, import_id),
  foreign key (tenant_id, import_id) references imports.import,
  check (accepted_at is null or (signed_at is not null and loaded_totals is not null))
);
call platform.protect('imports.control_sheet', 'select, insert, update', 'community_id');
create policy not_for_residents on imports.control_sheet as restrictive using ((select platform.actor_kind()) <> 'resident');

create or replace function imports.writable_tables() returns table (relation text, versioned boolean) language sql stable set search_path = pg_catalog as $$
  select c.oid::regclass::text,
    exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'version' and not a.attisdropped)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r'
    and (n.nspname in ('registry', 'workforce', 'metering') or c.oid::regclass::text in
      ('billing.rule', 'billing.rule_version', 'billing.charge_item', 'billing.assignment', 'identity.resident_account',
       'payments.past_payment'))
    and imports.key_of(c.oid) = 'id,tenant_id'
$$;
