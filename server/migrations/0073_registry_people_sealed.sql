-- E-mail and postal address of people are sealed like phones. The key lives in the process, so rows that are there already are sealed by a
-- cron (registry.sealContactData); from now on nothing writes the plain columns, and a later migration drops them (docs/decisions/0013).
alter table registry.person
  add column email_sealed bytea,
  add column email_index bytea,
  add column postal_address_sealed bytea;
create index person_email on registry.person (tenant_id, email_index) where email_index is not null;
create index person_unsealed on registry.person (tenant_id, id) where email is not null or postal_address is not null;
