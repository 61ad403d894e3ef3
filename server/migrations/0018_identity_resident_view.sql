-- Who of the residents has an account: notices are written for accounts, others know people and premises. A resident sees the own one only.
create view identity.public_resident with (security_invoker = true) as
  select tenant_id, id, person_id from identity.resident_account;
grant select on identity.public_resident to anju_app;
