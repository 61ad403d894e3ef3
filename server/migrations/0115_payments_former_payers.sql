-- Who paid before it was written down: whoever of that name lived there on the day, where that is one. The others name nobody still.
alter table payments.payment disable trigger append_only;
update payments.payment p set payer_person_id = k.person_id
from (
  select y.tenant_id, y.id, min(o.person_id::text)::uuid as person_id
  from payments.payment y
  join registry.occupancy o on o.tenant_id = y.tenant_id and o.premises_id = y.premises_id and o.from_on <= y.paid_on
    and (o.to_on is null or o.to_on >= y.paid_on)
  join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id and n.name = y.payer_name
  where y.payer_person_id is null
  group by y.tenant_id, y.id having count(distinct o.person_id) = 1
) k
where k.tenant_id = p.tenant_id and k.id = p.id;
alter table payments.payment enable trigger append_only;
