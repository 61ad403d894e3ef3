-- How somebody has set a list up: which columns, in which order, and filters saved under a name. It is the person's own, on every screen.
create table platform.list_setting (
  tenant_id uuid not null,
  account_id uuid not null,
  list text not null check (length(list) <= 200),
  hidden text[] not null,
  column_order text[] not null,
  views jsonb not null,
  version int not null,
  primary key (tenant_id, account_id, list)
);
call platform.protect('platform.list_setting', 'select, insert, update');
create policy own_wall on platform.list_setting as restrictive using (account_id = (select platform.actor_id()));
create policy not_for_residents on platform.list_setting as restrictive using ((select platform.actor_kind()) <> 'resident');
