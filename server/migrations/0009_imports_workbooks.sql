-- Imports of workbooks: the file, its mapping, the plan's counts and problems, and what external numbers became.
create schema imports;
grant usage on schema imports to anju_app;

create table imports.import (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  file_id uuid not null,
  file_name text not null,
  state text not null check (state in ('reading', 'planned', 'failed', 'committing', 'committed')),
  failure text,
  sheets jsonb not null default '[]',
  counts jsonb not null default '[]',
  error_count int not null default 0,
  warning_count int not null default 0,
  started_at timestamptz not null,
  started_by uuid not null,
  started_by_name text not null,
  committed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, file_id) references platform.file
);
create index import_started on imports.import (tenant_id, started_at desc);
call platform.protect('imports.import', 'select, insert, update', 'community_id');
create policy not_for_residents on imports.import as restrictive using ((select platform.actor_kind()) <> 'resident');

create table imports.problem (
  tenant_id uuid not null,
  import_id uuid not null,
  n int not null,
  severity text not null check (severity in ('error', 'warning')),
  sheet text not null,
  row int not null,
  col text,
  code text not null,
  params jsonb not null default '{}',
  primary key (tenant_id, import_id, n),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.problem', 'select, insert, delete');
create policy not_for_residents on imports.problem as restrictive using ((select platform.actor_kind()) <> 'resident');

create table imports.template (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  sheets jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
call platform.protect('imports.template', 'select, insert, update, delete');
create policy not_for_residents on imports.template as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Whom an outside number names, so that the same file again finds the same things.
create table imports.external_ref (
  tenant_id uuid not null,
  community_id uuid not null,
  kind text not null check (kind in ('owner', 'charge-rule')),
  ref text not null,
  object_id uuid not null,
  import_id uuid not null,
  primary key (tenant_id, community_id, kind, ref),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.external_ref', 'select, insert', 'community_id');
create policy not_for_residents on imports.external_ref as restrictive using ((select platform.actor_kind()) <> 'resident');
