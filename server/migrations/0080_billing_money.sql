-- The shape of money (ADR 16): bills of every kind, taxes frozen at issue, one settling table, purses, deposits.
alter table billing.charge_item add column treatment text not null default 'revenue'
  check (treatment in ('revenue', 'deposit', 'agency', 'public', 'fund'));
update billing.charge_item set treatment = 'deposit' where refundable;
alter table billing.charge_item add constraint charge_item_refundable check (refundable = (treatment = 'deposit'));

alter table billing.bill
  add column kind text not null default 'charge' check (kind in ('charge', 'penalty', 'opening', 'correction')),
  add column corrects_bill_id uuid,
  -- the bill whose lateness this penalty is for
  add column of_bill_id uuid,
  -- held: not offset from prepaid money, not dunned, not penalised further
  add column held_at timestamptz,
  add column held_reason text,
  add column legal_entity_id uuid,
  alter column bill_run_id drop not null,
  alter column rule_id drop not null,
  alter column assignment_id drop not null,
  drop constraint bill_amount_fen_check,
  add constraint bill_amount_fen_check check (amount_fen >= 0 or kind = 'correction'),
  drop constraint bill_check1,
  add constraint bill_settled_fen_check check (settled_fen between least(amount_fen, 0) and greatest(amount_fen, 0)),
  add constraint bill_charge_whole check (kind <> 'charge' or num_nulls(bill_run_id, rule_id, assignment_id) = 0),
  add constraint bill_correction_whole check ((kind = 'correction') = (corrects_bill_id is not null)),
  add constraint bill_penalty_whole check ((kind = 'penalty') = (of_bill_id is not null)),
  add constraint bill_held_whole check ((held_at is null) = (held_reason is null)),
  add foreign key (tenant_id, item_id) references billing.charge_item,
  add foreign key (tenant_id, corrects_bill_id) references billing.bill,
  add foreign key (tenant_id, of_bill_id) references billing.bill,
  add foreign key (tenant_id, legal_entity_id) references ledger.legal_entity;
drop index billing.bill_cycle;
create unique index bill_cycle on billing.bill (tenant_id, assignment_id, cycle_start, payer_key)
  where state <> 'void' and kind = 'charge';
create index bill_corrections on billing.bill (tenant_id, corrects_bill_id) where corrects_bill_id is not null;
create index bill_penalties on billing.bill (tenant_id, of_bill_id) where of_bill_id is not null;

alter table billing.bill_line
  -- frozen when the bill is issued (E72); null: nothing was said of tax
  add column tax_rate_percent numeric(9, 6),
  add column tax_fen bigint,
  -- a red line and the line it takes back
  add column reverses_line_id uuid,
  alter column assignment_id drop not null,
  alter column rule_version_id drop not null,
  drop constraint bill_line_check1,
  add constraint bill_line_settled_fen_check check (settled_fen between least(amount_fen, 0) and greatest(amount_fen, 0)),
  add constraint bill_line_tax_whole check ((tax_rate_percent is null) = (tax_fen is null)),
  add foreign key (tenant_id, reverses_line_id) references billing.bill_line;
create unique index bill_line_reversed on billing.bill_line (tenant_id, reverses_line_id) where reverses_line_id is not null;

alter table billing.settlement
  add column source_kind text not null default 'payment'
    check (source_kind in ('payment', 'purse', 'waiver', 'rounding', 'write-off', 'correction')),
  add column source_id uuid,
  -- the settlement that this one takes back, wholly or in part, and the fact that did it
  add column reverses_id uuid,
  add column reversal_id uuid,
  alter column payment_id drop not null;
alter table billing.settlement disable trigger append_only;
update billing.settlement set source_id = payment_id;
alter table billing.settlement enable trigger append_only;
alter table billing.settlement
  alter column source_id set not null,
  alter column source_kind drop default,
  drop constraint settlement_amount_fen_check,
  add constraint settlement_amount_fen_check check (amount_fen <> 0),
  add constraint settlement_payment_whole check (case when source_kind = 'payment' then payment_id = source_id else payment_id is null end),
  add constraint settlement_reversal_whole check ((reverses_id is null) = (reversal_id is null)),
  drop constraint settlement_tenant_id_payment_id_bill_line_id_key,
  add foreign key (tenant_id, reverses_id) references billing.settlement;
-- A fact settles a line once, and a fact takes a settlement back once.
create unique index settlement_once on billing.settlement (tenant_id, source_kind, source_id, bill_line_id) where reverses_id is null;
create unique index settlement_reversed_once on billing.settlement (tenant_id, reverses_id, reversal_id) where reverses_id is not null;
create index settlement_payment on billing.settlement (tenant_id, payment_id) where payment_id is not null;

-- 预存: money paid ahead, for anything or for some items only.
create table billing.purse (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  -- whose money it is; null: of whoever lives there
  holder_person_id uuid,
  -- null: for anything; else sorted
  item_ids uuid[] check (cardinality(item_ids) > 0),
  balance_fen bigint not null default 0 check (balance_fen >= 0),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, premises_id, holder_person_id, item_ids),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises
);
create index purse_community on billing.purse (tenant_id, community_id, id);
call platform.protect('billing.purse', 'select, insert', 'community_id');
grant update (balance_fen) on billing.purse to anju_app;
call registry.wall_residents('billing.purse', 'premises_id');
call registry.wall_buildings('billing.purse', 'premises_id');
-- What an owner paid ahead is not the tenant's to know.
create policy own_purse on billing.purse as restrictive for select
  using ((select platform.actor_kind()) <> 'resident' or holder_person_id is null or holder_person_id = (select platform.person_id()));

create table billing.purse_movement (
  tenant_id uuid not null,
  id uuid not null,
  serial bigint generated always as identity,
  community_id uuid not null,
  premises_id uuid not null,
  purse_id uuid not null,
  kind text not null check (kind in
    ('top-up', 'offset', 'refund', 'transfer-out', 'transfer-in', 'credit', 'opening', 'reversal')),
  -- the fact: a payment, a bill, a refund, a correction
  source_kind text not null,
  source_id uuid not null,
  amount_fen bigint not null check (amount_fen <> 0),
  balance_after_fen bigint not null check (balance_after_fen >= 0),
  moved_on date not null,
  at timestamptz not null,
  actor_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, purse_id) references billing.purse
);
create unique index purse_movement_once on billing.purse_movement (tenant_id, purse_id, kind, source_kind, source_id) where kind <> 'offset';
create index purse_movement_purse on billing.purse_movement (tenant_id, purse_id, serial);
create index purse_movement_day on billing.purse_movement (tenant_id, community_id, moved_on);
create index purse_movement_source on billing.purse_movement (tenant_id, source_id);
call platform.protect('billing.purse_movement', 'select, insert', 'community_id');
call registry.wall_residents('billing.purse_movement', 'premises_id');
call registry.wall_buildings('billing.purse_movement', 'premises_id');
create policy own_purse on billing.purse_movement as restrictive for select
  using ((select platform.actor_kind()) <> 'resident' or purse_id in (select p.id from billing.purse p));
create trigger append_only before update or delete on billing.purse_movement for each row execute function platform.refuse_change();

-- 押金: money that goes back unless something is deducted; never revenue.
create table billing.deposit (
  tenant_id uuid not null,
  id uuid not null,
  serial bigint generated always as identity,
  community_id uuid not null,
  premises_id uuid not null,
  item_id uuid not null,
  -- the line that asked for it; null: taken over from elsewhere
  bill_line_id uuid,
  payer_person_id uuid,
  payer_name text,
  received_fen bigint not null check (received_fen >= 0),
  deducted_fen bigint not null default 0 check (deducted_fen >= 0),
  refunded_fen bigint not null default 0 check (refunded_fen >= 0),
  held_fen bigint generated always as (received_fen - deducted_fen - refunded_fen) stored,
  received_on date not null,
  remark text,
  primary key (tenant_id, id),
  check (deducted_fen + refunded_fen <= received_fen),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, item_id) references billing.charge_item,
  foreign key (tenant_id, bill_line_id) references billing.bill_line
);
create unique index deposit_line on billing.deposit (tenant_id, bill_line_id) where bill_line_id is not null;
create index deposit_community on billing.deposit (tenant_id, community_id, serial);
create index deposit_premises on billing.deposit (tenant_id, premises_id);
call platform.protect('billing.deposit', 'select, insert', 'community_id');
grant update (received_fen, deducted_fen, refunded_fen, payer_name) on billing.deposit to anju_app;
call registry.wall_residents('billing.deposit', 'premises_id');
call registry.wall_buildings('billing.deposit', 'premises_id');
create policy own_deposit on billing.deposit as restrictive for select
  using ((select platform.actor_kind()) <> 'resident' or payer_person_id is null or payer_person_id = (select platform.person_id()));

create table billing.deposit_movement (
  tenant_id uuid not null,
  id uuid not null,
  serial bigint generated always as identity,
  community_id uuid not null,
  premises_id uuid not null,
  deposit_id uuid not null,
  kind text not null check (kind in ('received', 'deducted', 'refunded', 'opening', 'reversal')),
  source_kind text not null,
  source_id uuid not null,
  -- received is positive; deducted, refunded and a reversal are negative
  amount_fen bigint not null check (amount_fen <> 0),
  moved_on date not null,
  at timestamptz not null,
  actor_name text not null,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, deposit_id, kind, source_kind, source_id),
  foreign key (tenant_id, deposit_id) references billing.deposit
);
create index deposit_movement_day on billing.deposit_movement (tenant_id, community_id, moved_on);
call platform.protect('billing.deposit_movement', 'select, insert', 'community_id');
call registry.wall_residents('billing.deposit_movement', 'premises_id');
call registry.wall_buildings('billing.deposit_movement', 'premises_id');
create policy own_deposit on billing.deposit_movement as restrictive for select
  using ((select platform.actor_kind()) <> 'resident' or deposit_id in (select d.id from billing.deposit d));
create trigger append_only before update or delete on billing.deposit_movement for each row execute function platform.refuse_change();

create or replace view billing.public_bill with (security_invoker = true) as
  select b.tenant_id, b.id, b.community_id, b.premises_id, b.cycle_start, b.cycle_end, b.due_on, b.amount_fen, b.settled_fen, b.state,
    i.name as item_name, b.kind, b.item_id, b.payer_person_id, b.payer_name, b.payer_key, b.billing_on, b.held_at, b.corrects_bill_id,
    b.of_bill_id, b.legal_entity_id, i.category as item_category, i.treatment
  from billing.bill b join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id;
create or replace view billing.public_bill_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.segment_start, l.segment_end, l.amount_fen, l.settled_fen, b.state,
    b.item_id, b.due_on, (b.issued_at at time zone 'Asia/Shanghai')::date as issued_on, b.serial, b.payer_person_id, b.payer_name,
    -- what it would have been at the full standard, for the saturation rate (domain.md §1.3)
    case when l.explanation ->> 'percent' <> '100' then
      (sign(l.amount_fen + 0.5) * round((l.explanation ->> 'monthFullExact')::numeric * (l.explanation ->> 'shareNumerator')::numeric
        / (l.explanation ->> 'shareDenominator')::numeric * coalesce((l.explanation #>> '{payerPart,percent}')::numeric, 100)))::bigint
      else l.amount_fen end as full_fen,
    b.kind, b.payer_key, b.billing_on, l.revision, l.reverses_line_id, l.tax_rate_percent, l.tax_fen
  from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id;
create or replace view billing.public_settlement with (security_invoker = true) as
  select s.tenant_id, s.id, s.community_id, s.premises_id, s.bill_id, s.bill_line_id, s.amount_fen, s.settled_on,
    s.source_kind, s.source_id, s.payment_id, s.reverses_id, s.reversal_id
  from billing.settlement s;
create or replace view billing.public_charge_item with (security_invoker = true) as
  select i.tenant_id, i.id, i.name, i.category, i.treatment, i.priority from billing.charge_item i;
create view billing.public_purse with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, holder_person_id, item_ids, balance_fen from billing.purse;
create view billing.public_purse_movement with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, purse_id, kind, source_kind, source_id, amount_fen, balance_after_fen, moved_on, serial, actor_name
  from billing.purse_movement;
create view billing.public_deposit with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, item_id, bill_line_id, payer_person_id, payer_name, received_fen, deducted_fen, refunded_fen,
    held_fen, received_on from billing.deposit;
create view billing.public_deposit_movement with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, deposit_id, kind, source_kind, source_id, amount_fen, moved_on, reason from billing.deposit_movement;
grant select on billing.public_purse, billing.public_purse_movement, billing.public_deposit,
  billing.public_deposit_movement to anju_app;
