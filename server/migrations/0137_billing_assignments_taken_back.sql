-- A charge that was carried to merged premises may be deleted with them unless it was billed. By its key this was asked of all bills of a company, since
-- only those of charges have an index by it; every correction stands beside one. That a bill names a charge that is there, its premises see to: they
-- hold both, and whoever deletes the charge deletes them in the same transaction.
alter table billing.bill drop constraint bill_tenant_id_assignment_id_fkey;
create function billing.refuse_billed_assignment() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from billing.bill b where b.tenant_id = old.tenant_id and b.assignment_id = old.id and b.kind = 'charge') then
    raise exception 'assignment % was billed', old.id using errcode = 'foreign_key_violation', constraint = 'assignment_billed';
  end if;
  return old;
end $$;
revoke execute on function billing.refuse_billed_assignment() from public;
create trigger not_billed before delete on billing.assignment for each row execute function billing.refuse_billed_assignment();
