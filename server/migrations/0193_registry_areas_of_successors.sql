-- How large a part was on the day of the merger or split: what is shared by it does not move when its area is measured anew.
create or replace view registry.public_predecessor with (security_invoker = true) as
  select n.tenant_id, n.premises_id, o.premises_id as former_id, s.id as succession_id, s.from_on, n.area_m2
  from registry.succession s
  join registry.succession_part n on n.tenant_id = s.tenant_id and n.succession_id = s.id and n.side = 'new'
  join registry.succession_part o on o.tenant_id = s.tenant_id and o.succession_id = s.id and o.side = 'old'
  where s.undone_at is null;
