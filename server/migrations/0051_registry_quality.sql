-- Data quality: how many findings each check had on a day, and what staff decided to leave as it is.
create table registry.quality_count (
  tenant_id uuid not null,
  community_id uuid not null,
  check_code text not null,
  day date not null,
  findings int not null check (findings >= 0),
  -- how many things were looked at
  base int not null check (base >= 0),
  counted_at timestamptz not null,
  primary key (tenant_id, community_id, check_code, day),
  foreign key (tenant_id, community_id) references registry.community
);
call platform.protect('registry.quality_count', 'select, insert, update', 'community_id');
create policy not_for_residents on registry.quality_count as restrictive using ((select platform.actor_kind()) <> 'resident');

create table registry.quality_exemption (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  check_code text not null,
  object_id uuid not null,
  reason text not null,
  -- its last day; null until somebody ends it
  until_on date,
  granted_by_name text not null,
  granted_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community
);
create unique index quality_exemption_object on registry.quality_exemption (tenant_id, check_code, object_id, community_id) where ended_at is null;
call platform.protect('registry.quality_exemption', 'select, insert, update', 'community_id');
create policy not_for_residents on registry.quality_exemption as restrictive using ((select platform.actor_kind()) <> 'resident');

-- A parking space goes with its premises, where these may be deleted.
alter table registry.space drop constraint space_tenant_id_premises_id_fkey,
  add constraint space_tenant_id_premises_id_fkey foreign key (tenant_id, premises_id) references registry.premises on delete cascade;
