-- Who owed what was paid, where it is known; the name on the receipt is words.
alter table payments.payment add column payer_person_id uuid;
alter table payments.payment add foreign key (tenant_id, payer_person_id) references registry.person;
create index payment_payer on payments.payment (tenant_id, payer_person_id) where payer_person_id is not null;
call registry.wall_households('payments.payment', 'premises_id', 'payer_person_id');
-- A receipt is for whoever sees its payment.
create policy payment_wall on payments.receipt as restrictive using ((select platform.actor_kind()) <> 'resident'
  or exists (select from payments.payment p where p.tenant_id = receipt.tenant_id and p.id = receipt.payment_id));
