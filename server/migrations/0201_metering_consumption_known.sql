-- What was used between two readings is known once both count: where the earlier one came later (a correction, a reading between two), that is
-- the moment from which runs that were made before could not know it.
create or replace view metering.public_consumption with (security_invoker = true) as
  select r.tenant_id, r.id as reading_id, r.community_id, r.premises_id, r.meter_id, m.code as meter_code, m.kind, m.level, m.replaces_id,
    r.round_id, r.previous_on + 1 as from_on, r.read_on as to_on, r.base_value as previous, r.value as current, r.multiplier, r.digits,
    r.rolled_over, r.billed_before, r.used as quantity, r.used_bands, r.source, r.source = 'estimate' as estimated,
    greatest(r.decided_at, p.decided_at) as approved_at
  from metering.reading r
  join metering.meter m on m.tenant_id = r.tenant_id and m.id = r.meter_id
  left join metering.reading p on p.tenant_id = r.tenant_id and p.id = r.previous_id
  where r.state = 'approved' and r.previous_id is not null;
