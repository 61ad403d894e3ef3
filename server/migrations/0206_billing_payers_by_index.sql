-- The same, with each name looked up by its key: against the rows of a statement, of which nothing is known beforehand, all names of the company
-- were read for every chunk of a run.
create or replace function billing.add_bill_payers() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  wanted bigint;
  held bigint;
begin
  select count(*) into wanted from (
    select distinct b.tenant_id, b.premises_id, b.payer_name from became b where b.payer_name is not null) n;
  while wanted > 0 loop
    insert into billing.bill_payer (tenant_id, community_id, premises_id, payer_name)
      select distinct b.tenant_id, b.community_id, b.premises_id, b.payer_name from became b where b.payer_name is not null
      order by b.tenant_id, b.premises_id, b.payer_name
      on conflict do nothing;
    select count(*) into held from (
      select distinct b.tenant_id, b.premises_id, b.payer_name from became b where b.payer_name is not null
      order by b.tenant_id, b.premises_id, b.payer_name) b
    cross join lateral (
      select from billing.bill_payer k
      where k.tenant_id = b.tenant_id and k.premises_id = b.premises_id and k.payer_name = b.payer_name for key share of k offset 0) h;
    -- One that was taken away while this waited for it is written anew.
    exit when held >= wanted;
  end loop;
  return null;
end $$;
