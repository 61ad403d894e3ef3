-- Prepaid money that was taken over had no holder, so whoever bought the home next paid with it. It is of who owned the home on the day it was
-- opened, where exactly one person did. Beside it that person may have a purse of the same purpose already: both stay, each with its history.
alter table billing.purse add column named_later boolean not null default false;
drop index billing.purse_of_holder;
create unique index purse_of_holder on billing.purse (tenant_id, premises_id, holder_person_id, item_ids) nulls not distinct
  where succession_id is null and not named_later;

update billing.purse p set holder_person_id = o.person_id, named_later = true
from (
  select distinct on (m.tenant_id, m.purse_id) m.tenant_id, m.purse_id, m.premises_id, m.moved_on
  from billing.purse_movement m join billing.purse w on w.tenant_id = m.tenant_id and w.id = m.purse_id and w.holder_person_id is null
  order by m.tenant_id, m.purse_id, m.serial) f
cross join lateral (
  select min(coalesce(n.merged_into, y.person_id)::text)::uuid as person_id
  from registry.occupancy y join registry.person n on n.tenant_id = y.tenant_id and n.id = y.person_id
  where y.tenant_id = f.tenant_id and y.premises_id = f.premises_id and y.kind = 'owner'
    and y.from_on <= f.moved_on and (y.to_on is null or y.to_on >= f.moved_on)
  having count(distinct coalesce(n.merged_into, y.person_id)) = 1) o
where p.tenant_id = f.tenant_id and p.id = f.purse_id;
