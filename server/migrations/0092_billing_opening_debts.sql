-- What the former system said of an arrear taken over: how it came about, and its penalty up to the day the former system stopped counting.
create table billing.opening_debt (
  tenant_id uuid not null,
  bill_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  receivable_fen bigint check (receivable_fen >= 0),
  paid_fen bigint check (paid_fen >= 0),
  waived_fen bigint check (waived_fen >= 0),
  -- kept apart from the principal; from the next day on it is counted by our own rules
  penalty_fen bigint not null default 0 check (penalty_fen >= 0),
  penalty_stop_on date,
  primary key (tenant_id, bill_id),
  foreign key (tenant_id, bill_id) references billing.bill,
  foreign key (tenant_id, premises_id) references registry.premises,
  check (penalty_fen = 0 or penalty_stop_on is not null)
);
call platform.protect('billing.opening_debt', 'select, insert', 'community_id');
call registry.wall_residents('billing.opening_debt', 'premises_id');
call registry.wall_buildings('billing.opening_debt', 'premises_id');
create trigger append_only before update or delete on billing.opening_debt for each row execute function platform.refuse_change();

alter table billing.deposit add column former_receipt text;

create view billing.public_opening_debt with (security_invoker = true) as
  select tenant_id, bill_id, community_id, premises_id, penalty_fen, penalty_stop_on from billing.opening_debt;
create or replace view billing.public_deposit with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, item_id, bill_line_id, payer_person_id, payer_name, received_fen, deducted_fen, refunded_fen,
    held_fen, received_on, former_receipt from billing.deposit;
grant select on billing.public_opening_debt to anju_app;

create view billing.public_due_rule with (security_invoker = true) as
  select a.tenant_id, a.community_id, a.premises_id, i.name as item_name, r.timing, r.due_days, a.starts_on
  from billing.assignment a
  join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id
  join billing.charge_item i on i.tenant_id = r.tenant_id and i.id = r.item_id;
grant select on billing.public_due_rule to anju_app;
