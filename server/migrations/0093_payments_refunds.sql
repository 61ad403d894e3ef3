-- Money that goes out again: refunds of payments, prepayments and deposits, and payments taken back as a whole.
create table payments.refund (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  -- of what: a payment, a purse, a deposit
  source_kind text not null check (source_kind in ('payment', 'purse', 'deposit')),
  source_id uuid not null,
  method text not null check (method in ('cash', 'transfer', 'pos', 'cheque')),
  amount_fen bigint not null check (amount_fen > 0),
  payee_name text not null,
  -- where it was sent; masked beside it for screens
  payee_account_sealed bytea,
  payee_account_masked text not null default '',
  reason text not null,
  refunded_on date not null,
  refunded_at timestamptz not null,
  -- who asked, and so whose drawer it came out of; and who approved last
  asked_by uuid,
  asked_by_name text not null,
  approved_by_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises
);
create index refund_day on payments.refund (tenant_id, community_id, refunded_on, id);
create index refund_source on payments.refund (tenant_id, source_id);
call platform.protect('payments.refund', 'select, insert', 'community_id');
call registry.wall_residents('payments.refund', 'premises_id');
call registry.wall_buildings('payments.refund', 'premises_id');
create trigger append_only before update or delete on payments.refund for each row execute function platform.refuse_change();

-- 冲正: a payment is taken back once, as a whole.
create table payments.payment_reversal (
  tenant_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  method text not null,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  -- on the day it was taken, by its cashier; else approved
  same_day boolean not null,
  reversed_on date not null,
  reversed_at timestamptz not null,
  asked_by uuid,
  asked_by_name text not null,
  approved_by_name text,
  primary key (tenant_id, id),
  unique (tenant_id, payment_id),
  foreign key (tenant_id, payment_id) references payments.payment
);
create index payment_reversal_day on payments.payment_reversal (tenant_id, community_id, reversed_on, id);
call platform.protect('payments.payment_reversal', 'select, insert', 'community_id');
call registry.wall_residents('payments.payment_reversal', 'premises_id');
call registry.wall_buildings('payments.payment_reversal', 'premises_id');
create trigger append_only before update or delete on payments.payment_reversal for each row execute function platform.refuse_change();

create view payments.public_refund with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, source_kind, source_id, method, amount_fen, refunded_on, asked_by, asked_by_name, reason
  from payments.refund;
create view payments.public_payment_reversal with (security_invoker = true) as
  select tenant_id, id, payment_id, community_id, premises_id, method, amount_fen, same_day, reversed_on, asked_by, asked_by_name, reason
  from payments.payment_reversal;
grant select on payments.public_refund, payments.public_payment_reversal to anju_app;
