-- What follows when premises are merged or split: prepaid money moves to the new premises and back again, discounts and measures go on
-- there and are taken back with them. Nothing else is deleted.
alter table billing.purse add column succession_id uuid;
alter table billing.purse add foreign key (tenant_id, succession_id) references registry.succession (tenant_id, id);
create index purse_succession on billing.purse (tenant_id, succession_id) where succession_id is not null;
grant update (premises_id, succession_id) on billing.purse to anju_app;
-- A purse that came along keeps its own history; beside it there may be one of the same holder that was opened here.
alter table billing.purse drop constraint purse_tenant_id_premises_id_holder_person_id_item_ids_key;
create unique index purse_of_holder on billing.purse (tenant_id, premises_id, holder_person_id, item_ids) nulls not distinct
  where succession_id is null;
create index purse_premises on billing.purse (tenant_id, premises_id);

alter table billing.discount_grant add column succession_id uuid;
alter table billing.discount_grant add foreign key (tenant_id, succession_id) references registry.succession (tenant_id, id);
create index discount_grant_succession on billing.discount_grant (tenant_id, succession_id) where succession_id is not null;
grant delete on billing.discount_grant to anju_app;
create policy carried_only on billing.discount_grant as restrictive for delete using (succession_id is not null);

alter table billing.measure_value add column succession_id uuid;
alter table billing.measure_value add foreign key (tenant_id, succession_id) references registry.succession (tenant_id, id);
create index measure_value_succession on billing.measure_value (tenant_id, succession_id) where succession_id is not null;
grant delete on billing.measure_value to anju_app;
create policy carried_only on billing.measure_value as restrictive for delete using (succession_id is not null);
