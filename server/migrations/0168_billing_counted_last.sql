-- How many were counted last: a count of the registry is charged only where it changed since, and what somebody said holds until then.
alter table billing.assignment add column counted_last numeric(16, 4) check (counted_last is null or counted_by is not null);
update billing.assignment a set counted_last = case when a.counted_by ->> 'of' = 'vehicles'
    then (select count(*) from registry.vehicle v where v.tenant_id = a.tenant_id and v.premises_id = a.premises_id and v.state = 'active'
      and (a.counted_by -> 'kinds' = '[]'::jsonb or a.counted_by -> 'kinds' ? v.kind))
    else (select count(*) from metering.meter m where m.tenant_id = a.tenant_id and m.premises_id = a.premises_id and m.state <> 'retired'
      and (a.counted_by -> 'kinds' = '[]'::jsonb or a.counted_by -> 'kinds' ? m.kind)) end
  where a.counted_by is not null;
