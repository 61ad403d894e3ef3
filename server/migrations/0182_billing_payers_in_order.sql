-- Names of payers go in in one order, so that two runs over the same homes wait for each other and not in a circle.
create or replace function billing.add_bill_payers() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.bill_payer (tenant_id, community_id, premises_id, payer_name)
    select distinct b.tenant_id, b.community_id, b.premises_id, b.payer_name from became b where b.payer_name is not null
    order by b.tenant_id, b.premises_id, b.payer_name
    on conflict do nothing;
  return null;
end $$;
