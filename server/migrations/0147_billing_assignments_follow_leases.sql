-- What is charged for the days of a lease, of a home, a shop or a parking space, ends with it; told as the lease itself, never as a copy of its days.
alter table billing.assignment add column lease_id uuid;
create index assignment_lease on billing.assignment (tenant_id, lease_id) where lease_id is not null;

-- An assignment, a price or a tax rate that was entered by mistake is taken back, as long as nothing was billed by it: what was stays explained.
drop policy carried_only on billing.assignment;
drop policy carried_only on billing.payer_arrangement;
create policy unbilled_only on billing.payer_arrangement as restrictive for delete
  using (not exists (select from billing.bill b where b.tenant_id = payer_arrangement.tenant_id
    and b.assignment_id = payer_arrangement.assignment_id and b.kind = 'charge'));

create function billing.refuse_billed_version() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from billing.assignment a join billing.bill b on b.tenant_id = a.tenant_id and b.assignment_id = a.id and b.kind = 'charge'
      where a.tenant_id = old.tenant_id and a.rule_id = old.rule_id and b.cycle_end >= old.effective_from) then
    raise exception 'price % was billed', old.id using errcode = 'foreign_key_violation', constraint = 'rule_version_billed';
  end if;
  return old;
end $$;
create trigger not_billed before delete on billing.rule_version for each row execute function billing.refuse_billed_version();
grant delete on billing.rule_version to anju_app;

create function billing.refuse_billed_tax() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from billing.bill b where b.tenant_id = old.tenant_id and b.item_id = old.item_id and b.billing_on >= old.effective_from
      and b.kind <> 'opening' and (old.legal_entity_id is null or b.legal_entity_id is null or b.legal_entity_id = old.legal_entity_id)) then
    raise exception 'tax rate % was billed', old.id using errcode = 'foreign_key_violation', constraint = 'item_tax_billed';
  end if;
  return old;
end $$;
create trigger not_billed before delete on billing.charge_item_tax for each row execute function billing.refuse_billed_tax();
grant delete on billing.charge_item_tax to anju_app;
