-- Places in full: what is known of communities, buildings and premises, states and areas over time, merging and splitting.

-- 2 before 10, A101 before A1014: digits padded, so that plain comparison is the natural order.
create function registry.natural_key(words text) returns text language sql immutable strict parallel safe
  return regexp_replace(regexp_replace(words, '(\d+)', '000000000000\1', 'g'), '\d*(\d{12})', '\1', 'g');

alter table registry.community
  add column version int not null default 1,
  add column state text not null default 'managed' check (state in ('preparing', 'managed', 'left')),
  add column land_area_m2 numeric(14,2) check (land_area_m2 > 0),
  add column built_area_m2 numeric(14,2) check (built_area_m2 > 0),
  add column delivered_on date,
  add column developer text not null default '',
  add column service_phone text not null default '',
  add column contact_name text not null default '',
  add column note text not null default '',
  -- where it lies on the map, degrees as the map that staff copy them from has them (GCJ-02 in China)
  add column lng numeric(9,6) check (lng between -180 and 180),
  add column lat numeric(9,6) check (lat between -90 and 90),
  add check ((lng is null) = (lat is null));

alter table registry.building
  add column version int not null default 1,
  add column kind text not null default 'residential' check (kind in ('residential', 'commercial', 'office', 'mixed', 'garage', 'public')),
  add column floors_above int check (floors_above between 0 and 200),
  add column floors_below int check (floors_below between 0 and 20),
  add column built_year int check (built_year between 1900 and 2100),
  add column lift_count int check (lift_count between 0 and 200),
  add column structure text check (structure in ('brick-concrete', 'frame', 'shear-wall', 'frame-shear', 'steel', 'other')),
  add column sort_key text collate "C" generated always as (registry.natural_key(code)) stored;
grant delete on registry.building to anju_app;

alter table registry.unit
  add column version int not null default 1,
  add column sort_key text collate "C" generated always as (registry.natural_key(code)) stored;
grant delete on registry.unit to anju_app;

alter table registry.premises
  add column version int not null default 1,
  add column ownership text check (ownership in ('commodity', 'reformed', 'affordable', 'resettled', 'public-rent', 'self-held', 'other')),
  add column orientation text check (orientation in ('S', 'SE', 'E', 'NE', 'N', 'NW', 'W', 'SW', 'NS', 'EW')),
  add column rooms int check (rooms between 0 and 50),
  add column halls int check (halls between 0 and 50),
  add column baths int check (baths between 0 and 50),
  -- the top floor of a room over several
  add column floor_to int check (floor_to between -20 and 200),
  add column note text not null default '',
  -- its last day: merged or split since; what was before stays
  add column ended_on date,
  add column sort_key text collate "C" generated always as (registry.natural_key(label)) stored,
  drop constraint premises_state_check,
  add constraint premises_state_check check (state in ('unsold', 'sold', 'handed-over', 'vacant', 'occupied', 'let', 'decorating')),
  add constraint premises_floors_check check (floor_to > floor),
  drop constraint premises_tenant_id_community_id_building_id_unit_id_area_co_key;
-- A code is free again when its premises has ended.
create unique index premises_place on registry.premises (tenant_id, community_id, building_id, unit_id, area_code, code) nulls not distinct
  where ended_on is null;
drop index registry.premises_community;
create index premises_in_order on registry.premises (tenant_id, community_id, sort_key, id);
create index premises_of_all on registry.premises (tenant_id, sort_key, id);
create index premises_of_building on registry.premises (tenant_id, building_id, sort_key);
create index premises_of_unit on registry.premises (tenant_id, unit_id);
grant delete on registry.premises to anju_app;

-- An alias by hand, an old door number say, outlives a change of code.
alter table registry.premises_alias add column own boolean not null default false;

alter table registry.premises_area
  add column shared_area_m2 numeric(12,2) check (shared_area_m2 >= 0),
  add column note text not null default '',
  add column recorded_at timestamptz,
  add column recorded_by text not null default '';
grant update, delete on registry.premises_area to anju_app;

-- In which state premises were from when, by whom and why; the last of a day counts.
create table registry.premises_state (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  from_on date not null,
  state text not null check (state in ('unsold', 'sold', 'handed-over', 'vacant', 'occupied', 'let', 'decorating')),
  reason text not null default '',
  changed_by uuid,
  changed_by_name text not null default '',
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises
);
create index premises_state_premises on registry.premises_state (tenant_id, premises_id, from_on, changed_at);
call platform.protect('registry.premises_state', 'select, insert, delete', 'community_id');
call registry.wall_residents('registry.premises_state', 'premises_id');
call registry.wall_buildings('registry.premises_state', 'premises_id');
insert into registry.premises_state (tenant_id, id, community_id, premises_id, from_on, state, changed_at)
  select tenant_id, gen_random_uuid(), community_id, id, '1900-01-01', state, created_at from registry.premises;

-- Premises became others: shops A and B became AB, or AB became A and B.
create table registry.succession (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  kind text not null check (kind in ('merge', 'split')),
  -- the first day of the new premises; the old ones end the day before
  from_on date not null,
  area_before_m2 numeric(14,2) not null,
  area_after_m2 numeric(14,2) not null,
  reason text not null,
  -- occupancies that ended and that began with it, so that undoing finds them
  ended_occupancy_ids uuid[] not null,
  begun_occupancy_ids uuid[] not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  undone_at timestamptz,
  undone_by_name text,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community
);
create index succession_community on registry.succession (tenant_id, community_id, made_at);
call platform.protect('registry.succession', 'select, insert, update', 'community_id');
create policy not_for_residents on registry.succession as restrictive using ((select platform.actor_kind()) <> 'resident');

-- The premises of a succession; what was is kept in words for when undoing has removed the new ones.
create table registry.succession_part (
  tenant_id uuid not null,
  succession_id uuid not null,
  premises_id uuid not null,
  side text not null check (side in ('old', 'new')),
  label text not null,
  area_m2 numeric(12,2) not null,
  primary key (tenant_id, succession_id, premises_id),
  foreign key (tenant_id, succession_id) references registry.succession
);
create index succession_part_premises on registry.succession_part (tenant_id, premises_id);
call platform.protect('registry.succession_part', 'select, insert');
call registry.wall_buildings('registry.succession_part', 'premises_id');
create policy not_for_residents on registry.succession_part as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Papers and photos of premises.
create table registry.premises_document (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  file_id uuid not null,
  title text not null,
  added_by_name text not null,
  added_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises
);
create index premises_document_premises on registry.premises_document (tenant_id, premises_id, added_at);
call platform.protect('registry.premises_document', 'select, insert, delete', 'community_id');
call registry.wall_buildings('registry.premises_document', 'premises_id');
create policy not_for_residents on registry.premises_document as restrictive using ((select platform.actor_kind()) <> 'resident');

create or replace view registry.public_premises with (security_invoker = true) as
  select p.tenant_id, p.id, p.community_id, p.building_id, p.unit_id, b.code as building_code, b.name as building_name,
    u.code as unit_code, p.code, p.label, p.floor, p.use, p.state, p.ended_on, p.sort_key
  from registry.premises p
  left join registry.building b on b.tenant_id = p.tenant_id and b.id = p.building_id
  left join registry.unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id;
