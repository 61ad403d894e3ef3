-- What was due by the clock and done, per company: a tick missed while no server ran is seen, and no tick is done twice.
create table platform.cron_run (
  tenant_id uuid not null,
  name text not null,
  due_at timestamptz not null,
  ran_at timestamptz not null,
  -- noted and not done: the module is switched off, or the cron was new
  rested boolean not null,
  primary key (tenant_id, name, due_at)
);
call platform.protect('platform.cron_run', 'select, insert, delete');
create policy not_for_residents on platform.cron_run as restrictive using ((select platform.actor_kind()) <> 'resident');

-- When something took the file (an order, an import, a person's documents); what nothing took within a day is an orphan.
alter table platform.file add column taken_at timestamptz;
update platform.file set taken_at = at;
create index file_orphan on platform.file (tenant_id, at) where taken_at is null;
create index file_listed on platform.file (tenant_id, at, id);
-- The row comes first and claims the id; this turns true when its bytes are written.
alter table platform.file add column stored boolean not null default true;
grant update (taken_at, stored), delete on platform.file to anju_app;
