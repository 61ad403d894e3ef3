-- Communities, buildings, units, premises, people, occupancy.
create schema registry;
grant usage on schema registry to anju_app;

create table registry.community (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  code text not null,
  name text not null,
  address text not null default '',
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('registry.community', 'select, insert, update', 'id');

create table registry.building (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  code text not null,
  name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, code),
  foreign key (tenant_id, community_id) references registry.community
);
call platform.protect('registry.building', 'select, insert, update', 'community_id');

create table registry.unit (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  building_id uuid not null,
  code text not null,
  floors int check (floors between 1 and 200),
  has_lift boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, building_id, code),
  foreign key (tenant_id, building_id) references registry.building
);
call platform.protect('registry.unit', 'select, insert, update', 'community_id');

create table registry.premises (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  building_id uuid,
  unit_id uuid,
  -- of a parking space: the area it lies in
  area_code text,
  code text not null,
  -- 1栋1单元1011室, kept so that lists and receipts agree
  label text not null,
  floor int check (floor between -20 and 200),
  use text not null check (use in ('residential', 'shop', 'office', 'dormitory', 'parking', 'storage', 'public')),
  state text not null default 'handed-over' check (state in ('unsold', 'handed-over', 'occupied', 'vacant', 'let', 'decorating')),
  layout_code text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, community_id, building_id, unit_id, area_code, code),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, building_id) references registry.building,
  foreign key (tenant_id, unit_id) references registry.unit
);
create index premises_community on registry.premises (tenant_id, community_id, label);

-- Normalised spellings that find a room: 1-1-1011, 1-1011, 1011 …
create table registry.premises_alias (
  tenant_id uuid not null,
  community_id uuid not null,
  alias text not null,
  premises_id uuid not null,
  primary key (tenant_id, alias, premises_id),
  foreign key (tenant_id, premises_id) references registry.premises
);
create index premises_alias_prefix on registry.premises_alias (tenant_id, alias text_pattern_ops);
create index premises_alias_premises on registry.premises_alias (tenant_id, premises_id);

create table registry.premises_area (
  tenant_id uuid not null,
  premises_id uuid not null,
  from_on date not null,
  area_m2 numeric(12,2) not null check (area_m2 > 0),
  inner_area_m2 numeric(12,2) check (inner_area_m2 > 0),
  primary key (tenant_id, premises_id, from_on),
  foreign key (tenant_id, premises_id) references registry.premises
);

create table registry.person (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  -- where first registered: whose staff may see the person before any occupancy
  community_id uuid not null,
  name text not null,
  name_pinyin text not null,
  name_initials text not null,
  sex text check (sex in ('male', 'female')),
  phone_sealed bytea,
  phone_index bytea,
  phone_tail_index bytea,
  id_number_sealed bytea,
  id_number_index bytea,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community
);
create index person_phone on registry.person (tenant_id, phone_index);
create index person_phone_tail on registry.person (tenant_id, phone_tail_index);
create index person_id_number on registry.person (tenant_id, id_number_index);
create index person_name on registry.person (tenant_id, name text_pattern_ops);
create index person_pinyin on registry.person (tenant_id, name_pinyin text_pattern_ops);
create index person_initials on registry.person (tenant_id, name_initials text_pattern_ops);

create table registry.occupancy (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('owner', 'family', 'tenant', 'temporary')),
  from_on date not null,
  -- inclusive; null while it lasts
  to_on date check (to_on >= from_on),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, person_id) references registry.person,
  exclude using gist (tenant_id with =, premises_id with =, person_id with =, kind with =, daterange(from_on, to_on, '[]') with &&)
);
create index occupancy_premises on registry.occupancy (tenant_id, premises_id);
create index occupancy_person on registry.occupancy (tenant_id, person_id);

-- The resident's own households today, asked by the walls of every module that has premises.
create function registry.my_premises() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select o.premises_id from registry.occupancy o
  where o.tenant_id = platform.tenant_id() and o.person_id = platform.person_id()
    and o.from_on <= platform.today() and (o.to_on is null or o.to_on >= platform.today())
$$;
revoke execute on function registry.my_premises() from public;
grant execute on function registry.my_premises() to anju_app;

-- A resident sees rows of the own households only.
create procedure registry.wall_residents(target regclass, premises_column text) language plpgsql as $$
begin
  execute format(
    'create policy resident_wall on %s as restrictive using ((select platform.actor_kind()) <> ''resident'' or %I in (select registry.my_premises()))',
    target, premises_column);
end $$;

call platform.protect('registry.premises', 'select, insert, update', 'community_id');
call registry.wall_residents('registry.premises', 'id');
call platform.protect('registry.premises_alias', 'select, insert, delete', 'community_id');
call registry.wall_residents('registry.premises_alias', 'premises_id');
call platform.protect('registry.premises_area', 'select, insert');
call registry.wall_residents('registry.premises_area', 'premises_id');
call platform.protect('registry.occupancy', 'select, insert, update', 'community_id');
call registry.wall_residents('registry.occupancy', 'premises_id');

-- People: scoped staff see who is registered in, or lives in, their communities; residents see their household.
alter table registry.person enable row level security;
create policy tenant_wall on registry.person using (tenant_id = (select platform.tenant_id()));
create policy scope_wall on registry.person as restrictive using (
  (select platform.scope_all())
  or community_id = any ((select platform.scope_communities())::uuid[])
  or id in (select o.person_id from registry.occupancy o));
create policy resident_wall on registry.person as restrictive using (
  (select platform.actor_kind()) <> 'resident'
  or id = (select platform.person_id())
  or id in (select o.person_id from registry.occupancy o));
grant select, insert, update on registry.person to anju_app;

create view registry.public_community with (security_invoker = true) as
  select tenant_id, id, code, name, address from registry.community;

create view registry.public_premises with (security_invoker = true) as
  select p.tenant_id, p.id, p.community_id, p.building_id, p.unit_id, b.code as building_code, b.name as building_name,
    u.code as unit_code, p.code, p.label, p.floor, p.use, p.state
  from registry.premises p
  left join registry.building b on b.tenant_id = p.tenant_id and b.id = p.building_id
  left join registry.unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id;

create view registry.public_premises_area with (security_invoker = true) as
  select tenant_id, premises_id, from_on, area_m2 from registry.premises_area;

create view registry.public_person with (security_invoker = true) as
  select tenant_id, id, name from registry.person;

create view registry.public_occupancy with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, person_id, kind, from_on, to_on from registry.occupancy;

grant select on registry.public_community, registry.public_premises, registry.public_premises_area, registry.public_person,
  registry.public_occupancy to anju_app;
