-- The list of premises by area and by who owns: found from the rare side, not asked of each room. The area in whole square decimetres
-- is what an index may be asked for behind the walls: comparing numerics is not leakproof, comparing integers is.
alter table registry.premises_area add column area_dm2 bigint not null generated always as ((area_m2 * 100)::bigint) stored;
create index premises_area_size on registry.premises_area (tenant_id, area_dm2, premises_id, from_on);
create index occupancy_owners on registry.occupancy (tenant_id, premises_id) include (person_id, community_id, from_on, to_on) where kind = 'owner';
