-- What residents asked to have registered, for who tells of it.
create view registry.public_vehicle_application with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, person_id, asked_by, plate, state, reason from registry.vehicle_application;
grant select on registry.public_vehicle_application to anju_app;
