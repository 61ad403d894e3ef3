-- What a resident asked for goes along when premises are merged or split, and back again: the last step of `carried` says by which succession it
-- came and where from. Two that came along may wait at one home.
alter table billing.discount_application add column carried jsonb not null default '[]';
drop index billing.discount_application_waiting;
create unique index discount_application_waiting on billing.discount_application (tenant_id, premises_id, discount_id)
  where state = 'waiting' and carried = '[]';
