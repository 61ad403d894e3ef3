-- What premises came from by mergers and splits that hold, for the modules to the right.
create view registry.public_predecessor with (security_invoker = true) as
  select n.tenant_id, n.premises_id, o.premises_id as former_id, s.id as succession_id, s.from_on
  from registry.succession s
  join registry.succession_part n on n.tenant_id = s.tenant_id and n.succession_id = s.id and n.side = 'new'
  join registry.succession_part o on o.tenant_id = s.tenant_id and o.succession_id = s.id and o.side = 'old'
  where s.undone_at is null;
grant select on registry.public_predecessor to anju_app;
