-- Lists written into files in the background, each for who asked for it; kept for some days.
create table platform.export (
  tenant_id uuid not null,
  id uuid not null,
  -- path of the route that exports the list, and its filters
  route text not null,
  query jsonb not null,
  name text not null,
  format text not null check (format in ('xlsx', 'csv')),
  state text not null check (state in ('waiting', 'writing', 'ready', 'failed', 'cancelled', 'expired')),
  rows_written int not null default 0,
  total int,
  bytes bigint,
  failure text,
  -- rights and scope of who asked, as they were: the file holds what this person could see
  rights jsonb not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  primary key (tenant_id, id)
);
create index export_asked on platform.export (tenant_id, asked_by, asked_at desc);
call platform.protect('platform.export', 'select, insert, update');
create policy own_exports on platform.export as restrictive
  using ((select platform.actor_kind()) = 'system' or asked_by = (select platform.actor_id()));
create policy not_for_residents on platform.export as restrictive using ((select platform.actor_kind()) <> 'resident');
