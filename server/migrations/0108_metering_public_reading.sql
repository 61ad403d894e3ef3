-- Readings as others may see them: an import asks which there are already, and adds up what it has loaded.
create view metering.public_reading with (security_invoker = true) as
  select r.tenant_id, r.id, r.community_id, r.meter_id, m.code as meter_code, m.kind, r.read_on, r.value, r.source, r.state
  from metering.reading r
  join metering.meter m on m.tenant_id = r.tenant_id and m.id = r.meter_id;
grant select on metering.public_reading to anju_app;
