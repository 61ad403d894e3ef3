-- Rules of premises that were merged or split go on in the new ones; taken back, they go with these. Nothing else is deleted.
alter table billing.assignment add column succession_id uuid;
alter table billing.assignment add foreign key (tenant_id, succession_id) references registry.succession (tenant_id, id);
create index assignment_succession on billing.assignment (tenant_id, succession_id) where succession_id is not null;
grant delete on billing.assignment to anju_app;
grant delete on billing.payer_arrangement to anju_app;
create policy carried_only on billing.assignment as restrictive for delete using (succession_id is not null);
create policy carried_only on billing.payer_arrangement as restrictive for delete
  using (exists (select from billing.assignment a where a.tenant_id = payer_arrangement.tenant_id
    and a.id = payer_arrangement.assignment_id and a.succession_id is not null));
