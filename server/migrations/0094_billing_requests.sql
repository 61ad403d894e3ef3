-- What others approve: debts given up, and money given back.
create table billing.waiver (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  -- 减免 is a discount, 核销 a loss
  kind text not null check (kind in ('waiver', 'write-off')),
  scope text not null check (scope in ('principal', 'penalty')),
  -- how it was asked for: a part of what was owed, or null for an amount
  percent numeric(9, 6) check (percent > 0 and percent <= 100),
  amount_fen bigint not null check (amount_fen > 0),
  -- of a penalty: worked out up to this day
  as_of date not null,
  reason text not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  request_id uuid,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by_name text,
  closed_at timestamptz,
  applied_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises,
  check ((state = 'waiting') = (closed_at is null)),
  check ((state = 'approved') = (applied_on is not null)),
  check (kind = 'waiver' or scope = 'principal')
);
create index waiver_asked on billing.waiver (tenant_id, asked_at desc, id);
create index waiver_premises on billing.waiver (tenant_id, premises_id, state);
call platform.protect('billing.waiver', 'select, insert', 'community_id');
grant update (state, request_id, decided_by_name, closed_at, applied_on) on billing.waiver to anju_app;
call registry.wall_buildings('billing.waiver', 'premises_id');
create policy not_for_residents on billing.waiver as restrictive using ((select platform.actor_kind()) <> 'resident');

create table billing.waiver_part (
  tenant_id uuid not null,
  waiver_id uuid not null,
  bill_line_id uuid not null,
  bill_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (tenant_id, waiver_id, bill_line_id),
  foreign key (tenant_id, waiver_id) references billing.waiver,
  foreign key (tenant_id, bill_line_id) references billing.bill_line
);
create index waiver_part_bill on billing.waiver_part (tenant_id, bill_id);
call platform.protect('billing.waiver_part', 'select, insert');
create policy waiver_wall on billing.waiver_part as restrictive
  using (exists (select 1 from billing.waiver w where w.tenant_id = waiver_part.tenant_id and w.id = waiver_part.waiver_id));
create policy not_for_residents on billing.waiver_part as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Asked for: money back of a payment, a prepayment or a deposit; a payment taken back; a deduction from a deposit.
create table billing.refund_request (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  kind text not null check (kind in ('refund', 'reversal', 'deduction')),
  source_kind text not null check (source_kind in ('payment', 'purse', 'deposit')),
  source_id uuid not null,
  -- what goes out
  amount_fen bigint not null check (amount_fen >= 0),
  -- what a deposit loses for good
  deducted_fen bigint not null default 0 check (deducted_fen >= 0),
  -- of a payment: [{lineId, amountFen}] and how much of what was prepaid by it
  parts jsonb not null default '[]',
  prepaid_fen bigint not null default 0 check (prepaid_fen >= 0),
  method text not null check (method in ('cash', 'transfer', 'pos', 'cheque')),
  payee_name text not null,
  payee_account_sealed bytea,
  payee_account_masked text not null default '',
  reason text not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  -- null: done at once, on the day, by who had taken the money
  request_id uuid,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by_name text,
  closed_at timestamptz,
  applied_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises,
  check (amount_fen + deducted_fen > 0),
  check ((kind = 'deduction') = (deducted_fen > 0) and (deducted_fen = 0 or source_kind = 'deposit')),
  check (kind <> 'reversal' or source_kind = 'payment'),
  check ((state = 'waiting') = (closed_at is null)),
  check ((state = 'approved') = (applied_on is not null))
);
create index refund_request_asked on billing.refund_request (tenant_id, asked_at desc, id);
create index refund_request_source on billing.refund_request (tenant_id, source_id, state);
-- A payment is asked to be taken back once at a time.
create unique index refund_request_reversal on billing.refund_request (tenant_id, source_id)
  where kind = 'reversal' and state in ('waiting', 'approved');
call platform.protect('billing.refund_request', 'select, insert', 'community_id');
grant update (state, request_id, decided_by_name, closed_at, applied_on) on billing.refund_request to anju_app;
call registry.wall_buildings('billing.refund_request', 'premises_id');
create policy not_for_residents on billing.refund_request as restrictive using ((select platform.actor_kind()) <> 'resident');

create view billing.public_waiver with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, kind, scope, amount_fen, reason, state, asked_by_name, asked_at, applied_on from billing.waiver;
grant select on billing.public_waiver to anju_app;
