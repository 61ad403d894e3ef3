-- What a company decides for itself: a value per setting for the whole company, and another for a community where that differs;
-- and who changed what, when and why.
create table platform.setting (
  tenant_id uuid not null,
  id uuid not null,
  key text not null check (length(key) <= 100),
  -- null: for the whole company
  community_id uuid,
  -- null: what is inherited holds again
  value jsonb,
  version int not null default 1,
  primary key (tenant_id, id),
  constraint setting_once unique nulls not distinct (tenant_id, key, community_id)
);
call platform.protect('platform.setting', 'select, insert, update');
-- What holds for the company is read by all of its people, and changed only by those of every community.
create policy scope_wall on platform.setting as restrictive
  using (community_id is null or (select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[]))
  with check ((select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[]));

create table platform.setting_change (
  tenant_id uuid not null,
  id uuid not null,
  key text not null,
  community_id uuid,
  before jsonb,
  after jsonb,
  reason text not null,
  changed_by uuid,
  changed_by_name text not null,
  at timestamptz not null,
  primary key (tenant_id, id)
);
create index setting_change_key on platform.setting_change (tenant_id, key, at);
call platform.protect('platform.setting_change', 'select, insert');
create policy scope_wall on platform.setting_change as restrictive
  using (community_id is null or (select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[]))
  with check ((select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[]));
create policy not_for_residents on platform.setting_change as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on platform.setting_change for each row execute function platform.refuse_change();
