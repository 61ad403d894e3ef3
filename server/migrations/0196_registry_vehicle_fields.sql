-- Fields that a company adds to vehicles, as to people and premises.
alter table registry.custom_field drop constraint custom_field_subject_check;
alter table registry.custom_field add constraint custom_field_subject_check check (subject in ('person', 'premises', 'vehicle'));

create table registry.vehicle_field_value (
  tenant_id uuid not null,
  community_id uuid not null,
  vehicle_id uuid not null,
  field_id uuid not null,
  -- as text: 12.50, 2026-11-23, yes
  value text not null,
  version int not null default 1,
  primary key (tenant_id, vehicle_id, field_id),
  foreign key (tenant_id, vehicle_id) references registry.vehicle,
  foreign key (tenant_id, field_id) references registry.custom_field
);
create index vehicle_field_value_of on registry.vehicle_field_value (tenant_id, field_id, value, vehicle_id);
call platform.protect('registry.vehicle_field_value', 'select, insert, update, delete', 'community_id');
create policy not_for_residents on registry.vehicle_field_value as restrictive using ((select platform.actor_kind()) <> 'resident');
create policy building_wall on registry.vehicle_field_value as restrictive using ((select platform.scope_all_buildings())
  or vehicle_id in (select v.id from registry.vehicle v));
