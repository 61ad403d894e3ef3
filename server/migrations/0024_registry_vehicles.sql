-- Vehicles with their plates and permits, what residents apply for, parking spaces and their leases.

create table registry.vehicle (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  -- as contract/src/registry/plates.ts writes it: 京A12345
  plate text not null check (length(plate) between 6 and 9),
  -- without the province, and backwards: what people type when they know a part only
  plate_local text not null generated always as (substr(plate, 2)) stored,
  plate_backwards text not null generated always as (reverse(plate)) stored,
  plate_kind text not null check (plate_kind in ('ordinary', 'new-energy-small', 'new-energy-large', 'hongkong-macau', 'embassy', 'consulate', 'coach', 'police', 'trailer', 'temporary')),
  plate_colour text not null check (plate_colour in ('blue', 'yellow', 'green', 'yellow-green', 'black', 'white', 'other')),
  kind text not null check (kind in ('car', 'bus', 'truck', 'motorcycle', 'other')),
  brand text,
  model text,
  colour text,
  owner_id uuid,
  premises_id uuid,
  state text not null default 'active' check (state in ('active', 'removed')),
  removed_reason text,
  notes text not null default '',
  photo_ids uuid[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, owner_id) references registry.person,
  foreign key (tenant_id, premises_id) references registry.premises
);
-- A plate is active once per community. Not once per company: one car may be at home in two communities, each gate has its own
-- list, and a refusal must not tell staff of one community what stands in another.
create unique index vehicle_plate on registry.vehicle (tenant_id, community_id, plate) where state = 'active';
create index vehicle_plate_start on registry.vehicle (tenant_id, plate text_pattern_ops);
create index vehicle_plate_local on registry.vehicle (tenant_id, plate_local text_pattern_ops);
create index vehicle_plate_backwards on registry.vehicle (tenant_id, plate_backwards text_pattern_ops);
create index vehicle_owner on registry.vehicle (tenant_id, owner_id);
create index vehicle_premises on registry.vehicle (tenant_id, premises_id);
call platform.protect('registry.vehicle', 'select, insert, update', 'community_id');
call registry.wall_residents('registry.vehicle', 'premises_id');
call registry.wall_buildings('registry.vehicle', 'premises_id');

-- Another plate for a while: the car is in repair and a borrowed one comes instead.
create table registry.replacement_plate (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  vehicle_id uuid not null,
  plate text not null check (length(plate) between 6 and 9),
  plate_local text not null generated always as (substr(plate, 2)) stored,
  plate_backwards text not null generated always as (reverse(plate)) stored,
  plate_kind text not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  reason text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, vehicle_id) references registry.vehicle,
  exclude using gist (tenant_id with =, vehicle_id with =, daterange(from_on, to_on, '[]') with &&)
);
create index replacement_plate_start on registry.replacement_plate (tenant_id, plate text_pattern_ops);
create index replacement_plate_local on registry.replacement_plate (tenant_id, plate_local text_pattern_ops);
create index replacement_plate_backwards on registry.replacement_plate (tenant_id, plate_backwards text_pattern_ops);
call platform.protect('registry.replacement_plate', 'select, insert, update', 'community_id');
create policy not_for_residents on registry.replacement_plate as restrictive using ((select platform.actor_kind()) <> 'resident');
create policy building_wall on registry.replacement_plate as restrictive using ((select platform.scope_all_buildings())
  or vehicle_id in (select v.id from registry.vehicle v));

create table registry.vehicle_permit (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  vehicle_id uuid not null,
  kind text not null check (kind in ('monthly', 'owned', 'visitor')),
  -- the car park (area of spaces); null is the whole community
  area_code text,
  -- the space it parks on, if it has one of its own
  space_id uuid,
  from_on date not null,
  -- inclusive; null while it lasts
  to_on date check (to_on >= from_on),
  state text not null default 'active' check (state in ('active', 'revoked')),
  revoked_reason text,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, vehicle_id) references registry.vehicle,
  foreign key (tenant_id, space_id) references registry.premises,
  exclude using gist (tenant_id with =, vehicle_id with =, coalesce(area_code, '') with =, daterange(from_on, to_on, '[]') with &&)
    where (state = 'active')
);
create index vehicle_permit_vehicle on registry.vehicle_permit (tenant_id, vehicle_id);
create index vehicle_permit_space on registry.vehicle_permit (tenant_id, space_id);
call platform.protect('registry.vehicle_permit', 'select, insert, update', 'community_id');
create policy not_for_residents on registry.vehicle_permit as restrictive using ((select platform.actor_kind()) <> 'resident');
create policy building_wall on registry.vehicle_permit as restrictive using ((select platform.scope_all_buildings())
  or vehicle_id in (select v.id from registry.vehicle v));

create table registry.vehicle_application (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  person_id uuid not null,
  -- the account that asked
  asked_by uuid not null,
  plate text not null check (length(plate) between 6 and 9),
  plate_local text not null generated always as (substr(plate, 2)) stored,
  plate_backwards text not null generated always as (reverse(plate)) stored,
  plate_kind text not null,
  plate_colour text not null,
  kind text not null check (kind in ('car', 'bus', 'truck', 'motorcycle', 'other')),
  brand text,
  model text,
  colour text,
  notes text not null default '',
  photo_ids uuid[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'approved', 'rejected', 'withdrawn')),
  reason text,
  decided_by uuid,
  decided_name text,
  decided_at timestamptz,
  vehicle_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, person_id) references registry.person,
  foreign key (tenant_id, vehicle_id) references registry.vehicle
);
-- The same plate is asked for once at a time.
create unique index vehicle_application_open on registry.vehicle_application (tenant_id, community_id, premises_id, plate) where state = 'open';
call platform.protect('registry.vehicle_application', 'select, insert, update', 'community_id');
call registry.wall_residents('registry.vehicle_application', 'premises_id');
call registry.wall_buildings('registry.vehicle_application', 'premises_id');

-- What a parking space is, beside what it is as premises.
create table registry.space (
  tenant_id uuid not null,
  premises_id uuid not null,
  community_id uuid not null,
  -- 产权 · 人防 · 公共 · 月租
  tenure text not null check (tenure in ('owned', 'civil-defence', 'public', 'rentable')),
  -- of a child space (子车位): its mother, behind or beside which it lies
  mother_id uuid check (mother_id <> premises_id),
  zone text,
  size text not null default 'standard' check (size in ('mini', 'standard', 'large', 'accessible')),
  length_cm int check (length_cm between 100 and 3000),
  width_cm int check (width_cm between 100 and 2000),
  charging text not null default 'none' check (charging in ('none', 'slow', 'fast')),
  reserved_for text,
  reserved_until date,
  notes text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, premises_id),
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, mother_id) references registry.space
);
create index space_community on registry.space (tenant_id, community_id);
-- A mother has one child.
create unique index space_mother on registry.space (tenant_id, mother_id) where mother_id is not null;
call platform.protect('registry.space', 'select, insert, update', 'community_id');
call registry.wall_residents('registry.space', 'premises_id');
call registry.wall_buildings('registry.space', 'premises_id');

create table registry.space_lease (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  holder_id uuid not null,
  from_on date not null,
  -- as signed, inclusive
  to_on date not null check (to_on >= from_on),
  -- when it really ended, if earlier; the day before it began when it never came about
  ended_on date check (ended_on >= from_on - 1 and ended_on <= to_on),
  ended_reason text,
  monthly_price_fen bigint not null check (monthly_price_fen >= 0),
  vehicle_ids uuid[] not null default '{}',
  renews_id uuid,
  notes text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, holder_id) references registry.person,
  foreign key (tenant_id, renews_id) references registry.space_lease
);
create index space_lease_holder on registry.space_lease (tenant_id, holder_id);
call platform.protect('registry.space_lease', 'select, insert, update', 'community_id');
create policy not_for_residents on registry.space_lease as restrictive using ((select platform.actor_kind()) <> 'resident');
call registry.wall_people('registry.space_lease', 'holder_id');

-- The spaces of a lease: one, or a mother with her child. A space is let once at a time: the constraint has the last word.
create table registry.let_space (
  tenant_id uuid not null,
  lease_id uuid not null,
  premises_id uuid not null,
  community_id uuid not null,
  -- the days it is let, half open; empty when the lease never came about
  days daterange not null,
  primary key (tenant_id, lease_id, premises_id),
  foreign key (tenant_id, lease_id) references registry.space_lease,
  foreign key (tenant_id, premises_id) references registry.space,
  exclude using gist (tenant_id with =, premises_id with =, days with &&)
);
call platform.protect('registry.let_space', 'select, insert, update', 'community_id');
create policy not_for_residents on registry.let_space as restrictive using ((select platform.actor_kind()) <> 'resident');
call registry.wall_buildings('registry.let_space', 'premises_id');

-- Every parking premises is a space, whoever made it; its facts may be said later.
create function registry.make_space() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  insert into registry.space (tenant_id, premises_id, community_id, tenure, created_at)
    values (new.tenant_id, new.id, new.community_id, 'rentable', new.created_at) on conflict do nothing;
  return null;
end $$;
create trigger make_space after insert or update of use on registry.premises
  for each row when (new.use = 'parking') execute function registry.make_space();

-- Parking premises that are there already become spaces of the plainest kind.
insert into registry.space (tenant_id, premises_id, community_id, tenure, created_at)
  select p.tenant_id, p.id, p.community_id, case when exists (select 1 from registry.occupancy o
    where o.tenant_id = p.tenant_id and o.premises_id = p.id and o.kind = 'owner') then 'owned' else 'rentable' end, p.created_at
  from registry.premises p where p.use = 'parking';

create view registry.public_vehicle with (security_invoker = true) as
  select tenant_id, id, community_id, plate, plate_kind, plate_colour, kind, owner_id, premises_id, state from registry.vehicle;
create view registry.public_vehicle_permit with (security_invoker = true) as
  select tenant_id, id, community_id, vehicle_id, kind, area_code, space_id, from_on, to_on, state from registry.vehicle_permit;
create view registry.public_space with (security_invoker = true) as
  select tenant_id, premises_id, community_id, tenure, mother_id, zone, size, charging from registry.space;
create view registry.public_space_lease with (security_invoker = true) as
  select l.tenant_id, l.id, l.community_id, s.premises_id, l.holder_id, l.from_on, coalesce(l.ended_on, l.to_on) as to_on, l.monthly_price_fen, l.vehicle_ids
  from registry.space_lease l join registry.let_space s on s.tenant_id = l.tenant_id and s.lease_id = l.id where not isempty(s.days);
grant select on registry.public_vehicle, registry.public_vehicle_permit, registry.public_space, registry.public_space_lease to anju_app;
