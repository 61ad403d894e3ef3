-- A name was lost when one transaction took away the last bill that it stood on while another, not yet committed, wrote a bill under it: the one
-- saw no bill any more, the other found the name there already. Who writes a bill under a name holds it to the end now, and who would take the
-- name away waits and looks again. All go by home and name, so that nobody waits in a circle.
create or replace function billing.add_bill_payers() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  wanted bigint;
  held bigint;
begin
  select count(distinct (b.tenant_id, b.premises_id, b.payer_name)) into wanted from became b where b.payer_name is not null;
  while wanted > 0 loop
    insert into billing.bill_payer (tenant_id, community_id, premises_id, payer_name)
      select distinct b.tenant_id, b.community_id, b.premises_id, b.payer_name from became b where b.payer_name is not null
      order by b.tenant_id, b.premises_id, b.payer_name
      on conflict do nothing;
    select count(*) into held from (
      select from billing.bill_payer k
      join (select distinct b.tenant_id, b.premises_id, b.payer_name from became b where b.payer_name is not null) b
        on k.tenant_id = b.tenant_id and k.premises_id = b.premises_id and k.payer_name = b.payer_name
      order by k.tenant_id, k.premises_id, k.payer_name for key share of k) h;
    -- One that was taken away while this waited for it is written anew.
    exit when held >= wanted;
  end loop;
  return null;
end $$;

-- Takes away names of homes that no bill has any more. Who takes some away goes one after the other; who writes under a name waits only where it
-- goes: a cashier never waits for drafts that are written anew. Each look is a statement of its own, so that it sees what it waited for.
create function billing.drop_stray_payers(tenants uuid[], homes uuid[], names text[]) returns void language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  perform from billing.bill_payer k
    join (select distinct * from unnest(tenants, homes, names) as u(tenant_id, premises_id, payer_name)) w
      on k.tenant_id = w.tenant_id and k.premises_id = w.premises_id and k.payer_name = w.payer_name
    order by k.tenant_id, k.premises_id, k.payer_name for no key update of k;
  perform from billing.bill_payer k
    join (select distinct * from unnest(tenants, homes, names) as u(tenant_id, premises_id, payer_name)) w
      on k.tenant_id = w.tenant_id and k.premises_id = w.premises_id and k.payer_name = w.payer_name
    where not exists (select from billing.bill b
      where b.tenant_id = w.tenant_id and b.premises_id = w.premises_id and b.payer_name = w.payer_name)
    order by k.tenant_id, k.premises_id, k.payer_name for update of k;
  delete from billing.bill_payer k
    using (select distinct * from unnest(tenants, homes, names) as u(tenant_id, premises_id, payer_name)) w
    where k.tenant_id = w.tenant_id and k.premises_id = w.premises_id and k.payer_name = w.payer_name
      and not exists (select from billing.bill b
        where b.tenant_id = w.tenant_id and b.premises_id = w.premises_id and b.payer_name = w.payer_name);
end $$;
revoke execute on function billing.drop_stray_payers(uuid[], uuid[], text[]) from public;

create or replace function billing.drop_bill_payers() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform billing.drop_stray_payers(array_agg(w.tenant_id), array_agg(w.premises_id), array_agg(w.payer_name))
    from was w where w.payer_name is not null having count(*) > 0;
  return null;
end $$;

-- Somebody who is erased stands on bills under another name: the new one is held, the old one goes as above.
create or replace function billing.rename_bill_payer() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  while new.payer_name is not null loop
    insert into billing.bill_payer (tenant_id, community_id, premises_id, payer_name)
      values (new.tenant_id, new.community_id, new.premises_id, new.payer_name) on conflict do nothing;
    perform from billing.bill_payer k
      where k.tenant_id = new.tenant_id and k.premises_id = new.premises_id and k.payer_name = new.payer_name for key share;
    exit when found;
  end loop;
  perform billing.drop_stray_payers(array[old.tenant_id], array[old.premises_id], array[old.payer_name]) where old.payer_name is not null;
  return null;
end $$;
