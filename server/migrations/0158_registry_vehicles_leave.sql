-- A vehicle leaves with who sells the home: on the day, if that is still to come. Its last day here; null while nothing is said.
alter table registry.vehicle add column leaves_on date;
create index vehicle_leaving on registry.vehicle (tenant_id, leaves_on) where leaves_on is not null and state = 'active';
