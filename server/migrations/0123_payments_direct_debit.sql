-- 代扣: money that the bank takes from an account by mandate. It comes through no drawer, so no till's day holds it back.
alter table payments.payment drop constraint payment_method_check;
alter table payments.payment add constraint payment_method_check check (method in ('cash', 'transfer', 'pos', 'cheque', 'direct-debit'));

create or replace function payments.refuse_closed_day() returns trigger language plpgsql as $$
declare
  of_cashier uuid;
  of_day date;
begin
  if tg_table_name = 'payment' then
    if new.method = 'direct-debit' then
      return new;
    end if;
    of_cashier := new.cashier_id;
    of_day := new.paid_on;
  else
    select t.cashier_id into of_cashier from payments.till t where t.tenant_id = new.tenant_id and t.id = new.till_id;
    of_day := new.day;
  end if;
  perform pg_advisory_xact_lock_shared(payments.till_lock_key(new.tenant_id, new.community_id, of_cashier));
  if exists (select 1 from payments.day_close c
    where c.tenant_id = new.tenant_id and c.community_id = new.community_id and c.cashier_id = of_cashier and c.day = of_day) then
    raise exception 'the till''s day % is closed', of_day using errcode = 'restrict_violation', constraint = 'till_day_closed';
  end if;
  if tg_table_name = 'payment' then
    new.till_shift_id := (select s.id from payments.till_shift s join payments.till t on t.tenant_id = s.tenant_id and t.id = s.till_id
      where t.tenant_id = new.tenant_id and t.community_id = new.community_id and t.cashier_id = of_cashier and s.ended_at is null);
  end if;
  return new;
end $$;
