-- Tax on the margin (差额征税, E75): what is resold bears no tax line by line; a month owes it of what was sold less what was bought.
alter table billing.charge_item_tax
  add column regime text not null default 'full' check (regime in ('full', 'margin'));

alter table billing.bill_line
  -- frozen with the rate; 'margin': no tax of its own (rate and tax are 0), closing the month taxes what is left of the item's sales
  add column tax_basis text check (tax_basis = 'margin'),
  add constraint bill_line_margin_bears_none check (tax_basis is null or coalesce(tax_fen, 1) = 0);
create index bill_line_margin on billing.bill_line (tenant_id, community_id, bill_id) where tax_basis is not null;

create or replace view billing.public_bill_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.segment_start, l.segment_end, l.amount_fen, l.settled_fen, b.state,
    b.item_id, b.due_on, coalesce(b.posted_on, (b.issued_at at time zone 'Asia/Shanghai')::date) as issued_on, b.serial, b.payer_person_id, b.payer_name,
    -- what it would have been at the full standard, for the saturation rate (domain.md §1.3)
    case when l.explanation ->> 'percent' <> '100' then
      (sign(l.amount_fen + 0.5) * round((l.explanation ->> 'monthFullExact')::numeric * (l.explanation ->> 'shareNumerator')::numeric
        / (l.explanation ->> 'shareDenominator')::numeric * coalesce((l.explanation #>> '{payerPart,percent}')::numeric, 100)))::bigint
      else l.amount_fen end as full_fen,
    b.kind, b.payer_key, b.billing_on, l.revision, l.reverses_line_id, l.tax_rate_percent, l.tax_fen, l.assignment_id, l.tax_basis
  from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id;

-- What was bought to be resold (转售购进): an invoice of the supplier, taken off what was sold of the item in its month.
create table billing.purchase (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  item_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  supplier text not null,
  -- the number of the supplier's invoice
  reference text not null,
  -- negative: the supplier took some back
  amount_fen bigint not null check (amount_fen <> 0),
  note text not null default '',
  version int not null default 1,
  -- null: the system
  created_by uuid,
  created_at timestamptz not null,
  voided_at timestamptz,
  void_reason text check ((void_reason is null) = (voided_at is null)),
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, item_id) references billing.charge_item
);
-- An invoice counts once.
create unique index purchase_invoice on billing.purchase (tenant_id, community_id, item_id, reference) where voided_at is null;
create index purchase_month on billing.purchase (tenant_id, community_id, month, id);
call platform.protect('billing.purchase', 'select, insert, update', 'community_id');
create policy not_for_residents on billing.purchase as restrictive using ((select platform.actor_kind()) <> 'resident');
create view billing.public_purchase with (security_invoker = true) as
  select tenant_id, id, community_id, item_id, month, amount_fen, voided_at is null as counts from billing.purchase;
grant select on billing.public_purchase to anju_app;

-- What closing a month said of the margin of an item: a row per closing, item and month that something was sold or bought in.
create table billing.margin_tax (
  tenant_id uuid not null,
  period_id uuid not null,
  item_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  community_id uuid not null,
  -- who owes it; null while the community has no entity
  legal_entity_id uuid,
  rate_percent numeric(9, 6) not null,
  sold_fen bigint not null,
  bought_fen bigint not null,
  -- bought and not used by earlier months
  carried_fen bigint not null check (carried_fen >= 0),
  tax_fen bigint not null check (tax_fen >= 0),
  primary key (tenant_id, period_id, item_id, month),
  foreign key (tenant_id, period_id) references ledger.period,
  foreign key (tenant_id, item_id) references billing.charge_item,
  foreign key (tenant_id, legal_entity_id) references ledger.legal_entity
);
create index margin_tax_month on billing.margin_tax (tenant_id, community_id, item_id, month);
call platform.protect('billing.margin_tax', 'select, insert', 'community_id');
create policy not_for_residents on billing.margin_tax as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on billing.margin_tax for each row execute function platform.refuse_change();

-- What closings that hold say of margins, by the last day of their months.
create view billing.public_margin_tax with (security_invoker = true) as
  select m.tenant_id, m.period_id, m.community_id, m.item_id, m.month, (to_date(p.month, 'YYYY-MM') + interval '1 month - 1 day')::date as as_of,
    m.legal_entity_id, m.rate_percent, m.sold_fen, m.bought_fen, m.carried_fen, m.tax_fen
  from billing.margin_tax m join ledger.period p on p.tenant_id = m.tenant_id and p.id = m.period_id
  where p.reopened_at is null;
grant select on billing.public_margin_tax to anju_app;
