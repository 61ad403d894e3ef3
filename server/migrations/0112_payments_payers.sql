-- Who owed what was paid, where it is known, as the bill names them (a fact: it stays with the record that it was, ADR 11); the name on the
-- receipt is words.
alter table payments.payment add column payer_person_id uuid;
create index payment_payer on payments.payment (tenant_id, payer_person_id) where payer_person_id is not null;
call registry.wall_households('payments.payment', 'premises_id', 'payer_person_id');
-- A receipt is for whoever sees its payment.
create policy payment_wall on payments.receipt as restrictive using ((select platform.actor_kind()) <> 'resident'
  or exists (select from payments.payment p where p.tenant_id = receipt.tenant_id and p.id = receipt.payment_id));
