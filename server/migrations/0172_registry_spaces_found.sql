-- A page of spaces is found by an index that holds their order: 80,000 keys were worked out and sorted for each. Numbers stand in their natural
-- order, 2 before 10, area by area.
alter table registry.premises
  add column place_key text collate "C" generated always as (case when use = 'parking'
    then coalesce(area_code, '') || ' ' || lpad(regexp_replace(code, '\D', '', 'g'), 8, '0') || code end) stored;
create index premises_spaces on registry.premises (tenant_id, place_key, id) where use = 'parking';
create index premises_spaces_here on registry.premises (tenant_id, community_id, place_key, id) where use = 'parking';

-- Which vehicles park where on which days by a lease: a plate was looked for in the vehicles of all leases, an array each, which no index serves
-- behind the walls. Kept by triggers, so that nobody can forget it.
create table registry.parked_vehicle (
  tenant_id uuid not null,
  vehicle_id uuid not null,
  lease_id uuid not null,
  premises_id uuid not null,
  community_id uuid not null,
  days daterange not null,
  primary key (tenant_id, vehicle_id, lease_id, premises_id),
  foreign key (tenant_id, lease_id, premises_id) references registry.let_space on delete cascade
);
create index parked_vehicle_lease on registry.parked_vehicle (tenant_id, lease_id);
call platform.protect('registry.parked_vehicle', 'select', 'community_id');
call registry.wall_buildings('registry.parked_vehicle', 'premises_id');
create policy not_for_residents on registry.parked_vehicle as restrictive using ((select platform.actor_kind()) <> 'resident');

create function registry.park_vehicles() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from registry.parked_vehicle k using became b where k.tenant_id = b.tenant_id and k.lease_id = b.lease_id;
  insert into registry.parked_vehicle (tenant_id, vehicle_id, lease_id, premises_id, community_id, days)
    select distinct t.tenant_id, v.id, t.lease_id, t.premises_id, t.community_id, t.days
    from (select distinct tenant_id, lease_id from became) b
    join registry.let_space t on t.tenant_id = b.tenant_id and t.lease_id = b.lease_id
    join registry.space_lease l on l.tenant_id = t.tenant_id and l.id = t.lease_id
    cross join lateral unnest(l.vehicle_ids) as v(id);
  return null;
end $$;
create trigger parked_insert after insert on registry.let_space referencing new table as became
  for each statement execute function registry.park_vehicles();
create trigger parked_update after update on registry.let_space referencing new table as became
  for each statement execute function registry.park_vehicles();

create function registry.park_others() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from registry.parked_vehicle k where k.tenant_id = new.tenant_id and k.lease_id = new.id;
  insert into registry.parked_vehicle (tenant_id, vehicle_id, lease_id, premises_id, community_id, days)
    select distinct t.tenant_id, v.id, t.lease_id, t.premises_id, t.community_id, t.days
    from registry.let_space t cross join lateral unnest(new.vehicle_ids) as v(id)
    where t.tenant_id = new.tenant_id and t.lease_id = new.id;
  return null;
end $$;
create trigger parked_others after update of vehicle_ids on registry.space_lease for each row
  when (old.vehicle_ids is distinct from new.vehicle_ids) execute function registry.park_others();

insert into registry.parked_vehicle (tenant_id, vehicle_id, lease_id, premises_id, community_id, days)
  select distinct t.tenant_id, v.id, t.lease_id, t.premises_id, t.community_id, t.days
  from registry.let_space t join registry.space_lease l on l.tenant_id = t.tenant_id and l.id = t.lease_id
  cross join lateral unnest(l.vehicle_ids) as v(id);
