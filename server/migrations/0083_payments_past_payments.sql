-- Payments of the time before: what a former system says was paid, by its own numbers. Kept to look up; no money of ours, no receipt.
create table payments.past_payment (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  -- the charge as the former system called it
  item_name text not null,
  -- what it was paid for, where that is known
  period_from date,
  period_to date check (period_to >= period_from),
  paid_on date not null,
  due_fen bigint check (due_fen >= 0),
  paid_fen bigint not null,
  method text,
  receipt_number text,
  cashier_name text,
  payer_name text,
  remark text,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises
);
create index past_payment_premises on payments.past_payment (tenant_id, premises_id, paid_on desc);
create index past_payment_day on payments.past_payment (tenant_id, community_id, paid_on, id);
call platform.protect('payments.past_payment', 'select, insert', 'community_id');
call registry.wall_residents('payments.past_payment', 'premises_id');
call registry.wall_buildings('payments.past_payment', 'premises_id');

create view payments.public_past_payment with (security_invoker = true) as
  select p.tenant_id, p.id, p.community_id, p.premises_id, p.item_name, p.period_from, p.period_to, p.paid_on, p.paid_fen,
    p.method, p.receipt_number, p.payer_name
  from payments.past_payment p;
grant select on payments.public_past_payment to anju_app;
