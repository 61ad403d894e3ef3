-- The cashier's desk: receipts per legal entity, voided with a trace and checked by anybody who holds them; the tills.
alter table payments.payment drop constraint payment_method_check;
alter table payments.payment add constraint payment_method_check check (method in ('cash', 'transfer', 'pos', 'cheque'));
alter table payments.payment
  -- number of the cheque, the slip or the transfer
  add column reference text,
  -- the cashier's shift in which it was taken, when one was open
  add column till_shift_id uuid;

-- Numbers run per legal entity, community and year. The numbers before keep their series, the first.
alter table payments.receipt_counter
  add column series smallint not null default 1,
  add column legal_entity_id uuid,
  drop constraint receipt_counter_pkey,
  add primary key (tenant_id, community_id, year, series),
  add unique nulls not distinct (tenant_id, community_id, year, legal_entity_id),
  add foreign key (tenant_id, legal_entity_id) references ledger.legal_entity;

alter table payments.receipt
  add column series smallint not null default 1,
  add column legal_entity_id uuid,
  add column amount_fen bigint,
  -- what the address behind the QR code holds: unguessable, of this receipt alone
  add column token uuid not null default gen_random_uuid(),
  -- the voided receipt in whose place it was written
  add column replaces_id uuid;
update payments.receipt r set amount_fen = p.amount_fen
  from payments.payment p where p.tenant_id = r.tenant_id and p.id = r.payment_id;
alter table payments.receipt
  alter column amount_fen set not null,
  drop constraint receipt_tenant_id_payment_id_key,
  drop constraint receipt_tenant_id_community_id_year_sequence_key,
  add unique (tenant_id, community_id, year, series, sequence),
  add unique (tenant_id, replaces_id),
  add foreign key (tenant_id, legal_entity_id) references ledger.legal_entity,
  add foreign key (tenant_id, replaces_id) references payments.receipt;
-- One receipt for each of the premises of a payment, those that replace another aside.
create unique index receipt_payment on payments.receipt (tenant_id, payment_id, premises_id) where replaces_id is null;
create index receipt_of_payment on payments.receipt (tenant_id, payment_id);
create index receipt_token on payments.receipt (token);

-- A voided receipt keeps its number and its words; here stands who voided it, when and why.
create table payments.receipt_void (
  tenant_id uuid not null,
  receipt_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  reason text not null,
  voided_at timestamptz not null,
  voided_by uuid,
  voided_name text not null,
  primary key (tenant_id, receipt_id),
  foreign key (tenant_id, receipt_id) references payments.receipt
);
call platform.protect('payments.receipt_void', 'select, insert', 'community_id');
call registry.wall_residents('payments.receipt_void', 'premises_id');
call registry.wall_buildings('payments.receipt_void', 'premises_id');
create trigger append_only before update or delete on payments.receipt_void
  for each row execute function platform.refuse_change();

-- Of several receipts the first that is not voided.
create or replace view payments.public_payment with (security_invoker = true) as
  select p.tenant_id, p.id, p.community_id, p.premises_id, p.method, p.amount_fen, p.paid_on, p.paid_at, p.cashier_name,
    r.id as receipt_id, r.number as receipt_number, p.cashier_id, p.payer_name, p.reference
  from payments.payment p left join lateral (
    select x.id, x.number from payments.receipt x
    left join payments.receipt_void v on v.tenant_id = x.tenant_id and v.receipt_id = x.id
    where x.tenant_id = p.tenant_id and x.payment_id = p.id
    order by v.receipt_id is not null, x.issued_at, x.sequence limit 1) r on true;

-- What stands on a receipt, for whoever holds its paper: asked by its token, before a tenant is known.
create function payments.find_receipt(wanted uuid)
  returns table (number text, company_name text, community_name text, payer_name text, amount_fen bigint, issued_at timestamptz,
    voided_at timestamptz, replaced_by text)
  language sql stable security definer set search_path = pg_catalog as $$
  select r.number, r.content ->> 'companyName', r.content ->> 'communityName', r.content ->> 'payerName', r.amount_fen, r.issued_at,
    v.voided_at, n.number
  from payments.receipt r
  left join payments.receipt_void v on v.tenant_id = r.tenant_id and v.receipt_id = r.id
  left join payments.receipt n on n.tenant_id = r.tenant_id and n.replaces_id = r.id
  where r.token = wanted
$$;
revoke execute on function payments.find_receipt(uuid) from public;
grant execute on function payments.find_receipt(uuid) to anju_app;

-- A cashier's drawer in a community.
create table payments.till (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  cashier_id uuid not null,
  cashier_name text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, cashier_id)
);
call platform.protect('payments.till', 'select, insert', 'community_id');
create policy not_for_residents on payments.till as restrictive using ((select platform.actor_kind()) <> 'resident');

create table payments.till_shift (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  till_id uuid not null,
  day date not null,
  opened_at timestamptz not null,
  float_fen bigint not null check (float_fen >= 0),
  -- why the float is not what the last close left
  float_reason text,
  ended_at timestamptz,
  due_fen bigint,
  counted_fen bigint check (counted_fen >= 0),
  check ((ended_at is null) = (counted_fen is null) and (ended_at is null) = (due_fen is null)),
  primary key (tenant_id, id),
  foreign key (tenant_id, till_id) references payments.till
);
create unique index till_shift_open on payments.till_shift (tenant_id, till_id) where ended_at is null;
create index till_shift_day on payments.till_shift (tenant_id, till_id, day);
call platform.protect('payments.till_shift', 'select, insert', 'community_id');
grant update (ended_at, due_fen, counted_fen) on payments.till_shift to anju_app;
create policy not_for_residents on payments.till_shift as restrictive using ((select platform.actor_kind()) <> 'resident');

-- 交班: the cash of a shift on its way to the next cashier.
create table payments.hand_over (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  shift_id uuid not null,
  day date not null,
  from_name text not null,
  to_id uuid not null,
  to_name text not null,
  due_fen bigint not null,
  counted_fen bigint not null check (counted_fen >= 0),
  note text,
  handed_at timestamptz not null,
  accepted_at timestamptz,
  accepted_shift_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, shift_id),
  foreign key (tenant_id, shift_id) references payments.till_shift,
  foreign key (tenant_id, accepted_shift_id) references payments.till_shift
);
create index hand_over_to on payments.hand_over (tenant_id, to_id) where accepted_at is null;
call platform.protect('payments.hand_over', 'select, insert', 'community_id');
grant update (accepted_at, accepted_shift_id) on payments.hand_over to anju_app;
create policy not_for_residents on payments.hand_over as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Cash that goes into or out of a drawer without being a payment.
create table payments.cash_movement (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  till_id uuid not null,
  shift_id uuid,
  day date not null,
  kind text not null check (kind in ('in', 'out', 'handed', 'taken', 'refunded')),
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  -- the hand-over or the refund it stands for
  source_id uuid,
  at timestamptz not null,
  actor_id uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, kind, source_id),
  foreign key (tenant_id, till_id) references payments.till
);
create index cash_movement_day on payments.cash_movement (tenant_id, till_id, day);
call platform.protect('payments.cash_movement', 'select, insert', 'community_id');
create policy not_for_residents on payments.cash_movement as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on payments.cash_movement
  for each row execute function platform.refuse_change();

-- 缴存: cash taken to the bank, with its slip.
create table payments.bank_deposit (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  till_id uuid not null,
  shift_id uuid,
  day date not null,
  amount_fen bigint not null check (amount_fen > 0),
  bank text not null,
  slip_number text not null,
  slip_photo_id uuid,
  remark text,
  at timestamptz not null,
  actor_id uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, bank, slip_number),
  foreign key (tenant_id, till_id) references payments.till
);
create index bank_deposit_day on payments.bank_deposit (tenant_id, till_id, day);
call platform.protect('payments.bank_deposit', 'select, insert', 'community_id');
create policy not_for_residents on payments.bank_deposit as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on payments.bank_deposit
  for each row execute function platform.refuse_change();

-- 日结: a till's day as it was counted. What it says is recomputed by `verify`.
create table payments.day_close (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  till_id uuid not null,
  cashier_id uuid not null,
  cashier_name text not null,
  day date not null,
  float_fen bigint not null,
  taken_fen bigint not null,
  in_fen bigint not null,
  refunded_fen bigint not null,
  out_fen bigint not null,
  banked_fen bigint not null,
  due_fen bigint not null,
  counted_fen bigint not null check (counted_fen >= 0),
  difference_fen bigint not null,
  -- notes and coins as counted, by their value in fen
  denominations jsonb not null,
  -- by method: how many payments, how much, what the slips say
  methods jsonb not null,
  -- receipts written and voided, first and last number
  receipts jsonb not null,
  note text,
  closed_at timestamptz not null,
  check (due_fen = float_fen + taken_fen + in_fen - refunded_fen - out_fen - banked_fen),
  check (difference_fen = counted_fen - due_fen),
  primary key (tenant_id, id),
  unique (tenant_id, till_id, day),
  unique (tenant_id, community_id, cashier_id, day),
  foreign key (tenant_id, till_id) references payments.till
);
create index day_close_day on payments.day_close (tenant_id, community_id, day);
call platform.protect('payments.day_close', 'select, insert', 'community_id');
create policy not_for_residents on payments.day_close as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on payments.day_close
  for each row execute function platform.refuse_change();

-- 复核: somebody else looked at a day.
create table payments.sign_off (
  tenant_id uuid not null,
  day_close_id uuid not null,
  community_id uuid not null,
  signed_by uuid not null,
  signed_name text not null,
  note text,
  signed_at timestamptz not null,
  primary key (tenant_id, day_close_id),
  foreign key (tenant_id, day_close_id) references payments.day_close
);
call platform.protect('payments.sign_off', 'select, insert', 'community_id');
create policy not_for_residents on payments.sign_off as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on payments.sign_off
  for each row execute function platform.refuse_change();

-- Who writes into a till's day and who closes it wait for each other: payments share the lock, the close takes it alone.
create function payments.till_lock_key(tenant uuid, community uuid, cashier uuid) returns bigint language sql immutable as $$
  select hashtextextended(tenant::text || community::text || cashier::text, 78)
$$;

create function payments.refuse_closed_day() returns trigger language plpgsql as $$
declare
  of_cashier uuid;
  of_day date;
begin
  if tg_table_name = 'payment' then
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
create trigger closed_day before insert on payments.payment for each row execute function payments.refuse_closed_day();
create trigger closed_day before insert on payments.cash_movement for each row execute function payments.refuse_closed_day();
create trigger closed_day before insert on payments.bank_deposit for each row execute function payments.refuse_closed_day();
create trigger closed_day before insert on payments.till_shift for each row execute function payments.refuse_closed_day();

-- 收据模板: how the receipts of a community look; without one, of the company.
create table payments.receipt_template (
  tenant_id uuid not null,
  community_id uuid not null,
  title text not null,
  footer text not null default '',
  logo_id uuid,
  seal_id uuid,
  paper text not null default 'A5' check (paper in ('A4', 'A5', 'thermal80')),
  receipt_per text not null default 'payment' check (receipt_per in ('payment', 'premises')),
  verification boolean not null default true,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (tenant_id, community_id)
);
call platform.protect('payments.receipt_template', 'select, insert, update', 'community_id');
create policy not_for_residents on payments.receipt_template as restrictive using ((select platform.actor_kind()) <> 'resident');
