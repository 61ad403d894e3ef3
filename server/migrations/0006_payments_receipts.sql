-- Money received and the receipts for it. Payments does not know what was paid: it keeps the words it was given.
create schema payments;
grant usage on schema payments to anju_app;

create table payments.payment (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  payer_name text not null,
  method text not null check (method in ('cash', 'transfer', 'pos')),
  amount_fen bigint not null check (amount_fen > 0),
  tendered_fen bigint check (tendered_fen >= amount_fen),
  paid_on date not null,
  paid_at timestamptz not null,
  cashier_id uuid not null,
  cashier_name text not null,
  remark text,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises
);
create index payment_premises on payments.payment (tenant_id, premises_id, paid_at desc);
create index payment_day on payments.payment (tenant_id, community_id, paid_on);
call platform.protect('payments.payment', 'select, insert', 'community_id');
call registry.wall_residents('payments.payment', 'premises_id');
create trigger append_only before update or delete on payments.payment for each row execute function platform.refuse_change();

-- Gapless numbers: the row is locked in the transaction that writes the receipt (domain.md §3 "Receipt numbers").
create table payments.receipt_counter (
  tenant_id uuid not null,
  community_id uuid not null,
  year int not null,
  last_sequence int not null,
  primary key (tenant_id, community_id, year)
);
call platform.protect('payments.receipt_counter', 'select, insert, update', 'community_id');

create table payments.receipt (
  tenant_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  year int not null,
  sequence int not null check (sequence > 0),
  number text not null,
  -- what the paper says, frozen: company, community, room, lines, capital words
  content jsonb not null,
  print_count int not null default 0,
  issued_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, payment_id),
  unique (tenant_id, community_id, year, sequence),
  foreign key (tenant_id, payment_id) references payments.payment
);
create index receipt_time on payments.receipt (tenant_id, issued_at, id);
create index receipt_premises on payments.receipt (tenant_id, premises_id, issued_at desc);
call platform.protect('payments.receipt', 'select, insert', 'community_id');
grant update (print_count) on payments.receipt to anju_app;
call registry.wall_residents('payments.receipt', 'premises_id');

create view payments.public_payment with (security_invoker = true) as
  select p.tenant_id, p.id, p.community_id, p.premises_id, p.method, p.amount_fen, p.paid_on, p.paid_at, p.cashier_name,
    r.id as receipt_id, r.number as receipt_number
  from payments.payment p left join payments.receipt r on r.tenant_id = p.tenant_id and r.payment_id = p.id;
grant select on payments.public_payment to anju_app;
