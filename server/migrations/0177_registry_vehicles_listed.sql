-- The list of vehicles in its order: 80,000 plates were sorted for each page.
create index vehicle_list on registry.vehicle (tenant_id, plate, id);
