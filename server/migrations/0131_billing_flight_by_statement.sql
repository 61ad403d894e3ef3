-- Bills in flight (ADR 19): the last word is asked once a statement that settles, not once a line.
create or replace function billing.refuse_in_flight() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  found_bill uuid;
  of_batch bigint;
begin
  select f.bill_id, b.serial into found_bill, of_batch from added s
    join billing.debit_bill f on f.tenant_id = s.tenant_id and f.bill_id = s.bill_id and f.in_flight
    join billing.debit d on d.tenant_id = f.tenant_id and d.id = f.debit_id
    join billing.debit_batch b on b.tenant_id = d.tenant_id and b.id = d.batch_id
    limit 1;
  if found then
    raise exception 'bill % is in flight', found_bill using errcode = 'restrict_violation', constraint = 'bill_in_flight',
      detail = found_bill || ' ' || of_batch;
  end if;
  return null;
end $$;
drop trigger in_flight on billing.settlement;
create trigger in_flight after insert on billing.settlement referencing new table as added
  for each statement execute function billing.refuse_in_flight();
