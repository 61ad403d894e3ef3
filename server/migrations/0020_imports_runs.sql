-- Imports tell how far they are, can be stopped, and remember what they made so that it can be taken back.
alter table imports.import drop constraint import_state_check;
alter table imports.import add constraint import_state_check
  check (state in ('reading', 'planned', 'failed', 'cancelled', 'committing', 'committed', 'reverting', 'reverted'));
alter table imports.import
  add column file_sha256 bytea,
  add column committed_by_name text,
  add column reverted_at timestamptz,
  add column reverted_by_name text,
  add column revert_reason text;

-- How far a run is. Apart from the import, so that a run that writes can tell while its transaction is open.
create table imports.progress (
  tenant_id uuid not null,
  import_id uuid not null,
  -- a run begins anew with every mapping, restart, commit and revert; an older run that still works finds that it is not meant any more
  run int not null default 1,
  attempts int not null default 0,
  phase text not null check (phase in ('waiting', 'reading', 'planning', 'checking', 'writing', 'reverting')),
  done int not null default 0,
  total int not null default 0,
  rows_read int not null default 0,
  rows_planned int not null default 0,
  rows_written int not null default 0,
  cancel_asked_at timestamptz,
  at timestamptz not null,
  primary key (tenant_id, import_id),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.progress', 'select, insert, update');
create policy not_for_residents on imports.progress as restrictive using ((select platform.actor_kind()) <> 'resident');
insert into imports.progress (tenant_id, import_id, phase, at) select tenant_id, id, 'waiting', started_at from imports.import;
