-- Charge rules with dated prices, assignments, bill runs, bills with explained lines, settlements.
create schema billing;
grant usage on schema billing to anju_app;

create table billing.charge_item (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
call platform.protect('billing.charge_item', 'select, insert');

create table billing.rule (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  code text not null,
  name text not null,
  item_id uuid not null,
  kind text not null check (kind in ('area-price', 'fixed')),
  cycle_months int not null check (cycle_months between 1 and 36),
  timing text not null check (timing in ('advance', 'arrears')),
  line_grain text not null check (line_grain in ('contract-month', 'natural-month')),
  proration text not null check (proration in ('ACTUAL', 'DAYS30', 'YEAR365', 'HALF_MONTH', 'WHOLE_MONTH')),
  due_days int not null check (due_days between 0 and 365),
  effective_from date not null,
  effective_to date check (effective_to >= effective_from),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, code),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, item_id) references billing.charge_item
);
call platform.protect('billing.rule', 'select, insert, update', 'community_id');

create table billing.rule_version (
  tenant_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  effective_from date not null,
  unit_price numeric(12,4) not null check (unit_price >= 0),
  fixed_amount numeric(12,4) not null check (fixed_amount >= 0),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, rule_id, effective_from),
  foreign key (tenant_id, rule_id) references billing.rule
);
call platform.protect('billing.rule_version', 'select, insert');
create policy not_for_residents on billing.rule_version as restrictive using ((select platform.actor_kind()) <> 'resident');

create table billing.assignment (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  rule_id uuid not null,
  premises_id uuid not null,
  -- the anchor of its cycles (domain.md R5)
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, rule_id) references billing.rule,
  foreign key (tenant_id, premises_id) references registry.premises,
  exclude using gist (tenant_id with =, rule_id with =, premises_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
create index assignment_premises on billing.assignment (tenant_id, premises_id);
create index assignment_community on billing.assignment (tenant_id, community_id, id);
call platform.protect('billing.assignment', 'select, insert, update', 'community_id');
call registry.wall_residents('billing.assignment', 'premises_id');

create table billing.bill_run (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  from_month text not null check (from_month ~ '^\d{4}-\d{2}$'),
  to_month text not null check (to_month ~ '^\d{4}-\d{2}$' and to_month >= from_month),
  -- null: every rule of the community
  rule_ids uuid[],
  state text not null check (state in ('generating', 'generated', 'issuing', 'issued', 'failed')),
  bill_count int not null default 0,
  line_count int not null default 0,
  total_fen bigint not null default 0,
  exception_count int not null default 0,
  exceptions jsonb not null default '[]',
  progress_done int not null default 0,
  progress_of int not null default 0,
  -- the last assignment generated, or bill issued: where the job goes on
  resume_after uuid,
  started_at timestamptz not null,
  started_by uuid not null,
  started_by_name text not null,
  issued_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community
);
call platform.protect('billing.bill_run', 'select, insert, update', 'community_id');
create policy not_for_residents on billing.bill_run as restrictive using ((select platform.actor_kind()) <> 'resident');

create table billing.bill (
  tenant_id uuid not null,
  id uuid not null,
  serial bigint generated always as identity,
  community_id uuid not null,
  bill_run_id uuid not null,
  rule_id uuid not null,
  item_id uuid not null,
  assignment_id uuid not null,
  premises_id uuid not null,
  payer_person_id uuid,
  payer_name text,
  cycle_start date not null,
  cycle_end date not null check (cycle_end >= cycle_start),
  billing_on date not null,
  due_on date not null,
  amount_fen bigint not null check (amount_fen >= 0),
  settled_fen bigint not null default 0 check (settled_fen between 0 and amount_fen),
  state text not null default 'draft' check (state in ('draft', 'issued', 'void')),
  issued_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, bill_run_id) references billing.bill_run,
  foreign key (tenant_id, assignment_id) references billing.assignment,
  foreign key (tenant_id, premises_id) references registry.premises
);
-- R11: one bill for a cycle, whoever runs whatever how often.
create unique index bill_cycle on billing.bill (tenant_id, assignment_id, cycle_start) where state <> 'void';
create index bill_premises on billing.bill (tenant_id, premises_id, due_on);
create index bill_open on billing.bill (tenant_id, community_id, due_on) where state = 'issued' and settled_fen < amount_fen;
create index bill_of_run on billing.bill (tenant_id, bill_run_id, id);
create index bill_community on billing.bill (tenant_id, community_id, due_on, id);
call platform.protect('billing.bill', 'select, insert, update', 'community_id');
call registry.wall_residents('billing.bill', 'premises_id');
create policy issued_only on billing.bill as restrictive for select
  using ((select platform.actor_kind()) <> 'resident' or state = 'issued');

create table billing.bill_line (
  tenant_id uuid not null,
  id uuid not null,
  bill_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  assignment_id uuid not null,
  segment_start date not null,
  segment_end date not null check (segment_end >= segment_start),
  -- 0 the original; red and blue lines of a correction count on (R7, R11)
  revision int not null default 0,
  rule_version_id uuid not null,
  amount_fen bigint not null,
  settled_fen bigint not null default 0 check (settled_fen between 0 and greatest(amount_fen, 0)),
  -- the arithmetic, without the days, which stand above
  explanation jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, assignment_id, segment_start, segment_end, revision),
  foreign key (tenant_id, bill_id) references billing.bill
);
create index bill_line_bill on billing.bill_line (tenant_id, bill_id, segment_start);
call platform.protect('billing.bill_line', 'select, insert, update', 'community_id');
call registry.wall_residents('billing.bill_line', 'premises_id');

create table billing.settlement (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  bill_id uuid not null,
  bill_line_id uuid not null,
  payment_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  settled_on date not null,
  primary key (tenant_id, id),
  unique (tenant_id, payment_id, bill_line_id),
  foreign key (tenant_id, bill_line_id) references billing.bill_line,
  foreign key (tenant_id, bill_id) references billing.bill,
  foreign key (tenant_id, payment_id) references payments.payment
);
create index settlement_bill on billing.settlement (tenant_id, bill_id);
create index settlement_line on billing.settlement (tenant_id, bill_line_id);
create index settlement_day on billing.settlement (tenant_id, community_id, settled_on);
call platform.protect('billing.settlement', 'select, insert', 'community_id');
call registry.wall_residents('billing.settlement', 'premises_id');
create trigger append_only before update or delete on billing.settlement for each row execute function platform.refuse_change();

create view billing.public_bill with (security_invoker = true) as
  select b.tenant_id, b.id, b.community_id, b.premises_id, b.cycle_start, b.cycle_end, b.due_on, b.amount_fen, b.settled_fen, b.state,
    i.name as item_name
  from billing.bill b join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id;
create view billing.public_bill_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.segment_start, l.segment_end, l.amount_fen, l.settled_fen, b.state
  from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id;
grant select on billing.public_bill, billing.public_bill_line to anju_app;
