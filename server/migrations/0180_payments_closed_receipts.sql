-- 日结 freezes the receipts of its day, too (domain.md §1.3): none is voided, written in the place of another or written anew by hand. What
-- an approved reversal does is a fact of the day on which it is approved, and voids them still.
create function payments.refuse_receipt_of_closed_day() returns trigger language plpgsql as $$
declare
  paid payments.payment%rowtype;
begin
  if tg_table_name = 'receipt_void' then
    select p.* into paid from payments.receipt r join payments.payment p on p.tenant_id = r.tenant_id and p.id = r.payment_id
      where r.tenant_id = new.tenant_id and r.id = new.receipt_id;
    if exists (select 1 from payments.payment_reversal f
      where f.tenant_id = new.tenant_id and f.payment_id = paid.id and f.approved_by_name is not null) then
      return new;
    end if;
  else
    select p.* into paid from payments.payment p where p.tenant_id = new.tenant_id and p.id = new.payment_id;
  end if;
  -- What the bank took by mandate is of no till. Who may not see the payment is refused by the walls and the keys.
  if paid.id is null or paid.method = 'direct-debit' then
    return new;
  end if;
  perform pg_advisory_xact_lock_shared(payments.till_lock_key(paid.tenant_id, paid.community_id, paid.cashier_id));
  if exists (select 1 from payments.day_close c
    where c.tenant_id = paid.tenant_id and c.community_id = paid.community_id and c.cashier_id = paid.cashier_id and c.day = paid.paid_on) then
    raise exception 'the till''s day % is closed, and its receipts with it', paid.paid_on
      using errcode = 'restrict_violation', constraint = 'receipt_day_closed', detail = paid.paid_on::text;
  end if;
  return new;
end $$;
create trigger closed_day before insert on payments.receipt_void for each row execute function payments.refuse_receipt_of_closed_day();
create trigger closed_day before insert on payments.receipt for each row execute function payments.refuse_receipt_of_closed_day();

-- Of a receipt only its print count moves.
create function payments.refuse_rewritten_receipt() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'print_count' is distinct from to_jsonb(old) - 'print_count' then
    raise exception 'payments.receipt is append-only' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger append_only before update or delete on payments.receipt
  for each row execute function payments.refuse_rewritten_receipt();

-- Whose till is closed on which day, for whoever asks before something is done to it.
create view payments.public_day_close with (security_invoker = true) as
  select tenant_id, id, community_id, cashier_id, day from payments.day_close;
grant select on payments.public_day_close to anju_app;
