-- Charge items in full with dated tax, assignments with quantity and end, what objects are measured by, discounts, payers over time.
alter table billing.charge_item
  add column category text not null default 'other' check (category in
    ('property', 'parking', 'utility', 'shared', 'rent', 'deposit', 'decoration', 'public', 'penalty', 'other')),
  -- a deposit: owed back, never revenue
  add column refundable boolean not null default false,
  -- the lower is settled first (R10)
  add column priority int not null default 100 check (priority between 1 and 999),
  -- where it may be paid
  add column collected_by text[] not null default '{counter,online,bank}'
    check (collected_by <@ '{counter,online,bank}' and cardinality(collected_by) > 0),
  add column active boolean not null default true,
  add column version int not null default 1;
grant update on billing.charge_item to anju_app;

create table billing.charge_item_tax (
  tenant_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  -- null: every entity without a rate of its own
  legal_entity_id uuid,
  effective_from date not null,
  tax_code text,
  rate_percent numeric(9,6) not null check (rate_percent between 0 and 100),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, item_id, legal_entity_id, effective_from),
  foreign key (tenant_id, item_id) references billing.charge_item,
  foreign key (tenant_id, legal_entity_id) references ledger.legal_entity
);
call platform.protect('billing.charge_item_tax', 'select, insert');
create policy not_for_residents on billing.charge_item_tax as restrictive using ((select platform.actor_kind()) <> 'resident');

alter table billing.assignment
  -- of quantity × price
  add column quantity numeric(16,4) check (quantity > 0),
  add column version int not null default 1;

-- What premises are measured by beside their area, over time: persons, turnover, factors, custom fields.
create table billing.measure_value (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  name text not null check (name ~ '^([a-zA-Z]{3,20}|f_[a-zA-Z0-9_]{1,40})$'),
  effective_from date not null,
  effective_to date check (effective_to >= effective_from),
  value numeric(16,4) not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, premises_id, name, effective_from),
  foreign key (tenant_id, premises_id) references registry.premises
);
create index measure_value_community on billing.measure_value (tenant_id, community_id, name, id);
call platform.protect('billing.measure_value', 'select, insert, update', 'community_id');
call registry.wall_buildings('billing.measure_value', 'premises_id');
create policy not_for_residents on billing.measure_value as restrictive using ((select platform.actor_kind()) <> 'resident');

create table billing.discount (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  name text not null,
  kind text not null check (kind in ('vacant', 'hardship', 'prepay', 'other')),
  -- null: of every charge item
  item_ids uuid[],
  -- [{effectiveFrom, percent, capYuan}]: what is charged, from a date on
  versions jsonb not null,
  -- 空置: how long one grant lasts at most; prepay: how many months must be paid
  max_months int check (max_months between 1 and 120),
  min_months int check (min_months between 1 and 120),
  needs_evidence boolean not null default false,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, name),
  foreign key (tenant_id, community_id) references registry.community
);
call platform.protect('billing.discount', 'select, insert, update', 'community_id');
create policy not_for_residents on billing.discount as restrictive using ((select platform.actor_kind()) <> 'resident');

create table billing.discount_grant (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  discount_id uuid not null,
  from_on date not null,
  -- a grant ends by itself; nobody forgets a vacancy
  to_on date not null check (to_on >= from_on),
  reason text not null,
  granted_by uuid not null,
  granted_by_name text not null,
  granted_at timestamptz not null,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, discount_id) references billing.discount,
  foreign key (tenant_id, premises_id) references registry.premises,
  exclude using gist (tenant_id with =, discount_id with =, premises_id with =, daterange(from_on, to_on, '[]') with &&)
);
create index discount_grant_premises on billing.discount_grant (tenant_id, premises_id);
create index discount_grant_community on billing.discount_grant (tenant_id, community_id, id);
call platform.protect('billing.discount_grant', 'select, insert, update', 'community_id');
call registry.wall_residents('billing.discount_grant', 'premises_id');
call registry.wall_buildings('billing.discount_grant', 'premises_id');

-- Who pays an assignment over time; the owner where nothing is said.
create table billing.payer_arrangement (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  assignment_id uuid not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  -- [{kind, personId, percent}], in the order of the split; the last gets what is left (R6, E15)
  shares jsonb not null,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id) references billing.assignment,
  foreign key (tenant_id, premises_id) references registry.premises,
  exclude using gist (tenant_id with =, assignment_id with =, daterange(from_on, to_on, '[]') with &&)
);
create index payer_arrangement_assignment on billing.payer_arrangement (tenant_id, assignment_id, from_on);
call platform.protect('billing.payer_arrangement', 'select, insert, update', 'community_id');
call registry.wall_buildings('billing.payer_arrangement', 'premises_id');
create policy not_for_residents on billing.payer_arrangement as restrictive using ((select platform.actor_kind()) <> 'resident');

-- A cycle is billed to each of its payers: owner, tenant, or person:<id>.
alter table billing.bill add column payer_key text not null default 'owner';
drop index billing.bill_cycle;
create unique index bill_cycle on billing.bill (tenant_id, assignment_id, cycle_start, payer_key) where state <> 'void';
alter table billing.bill_line add column payer_key text not null default 'owner';
alter table billing.bill_line
  drop constraint bill_line_tenant_id_assignment_id_segment_start_segment_end_key,
  add unique (tenant_id, assignment_id, segment_start, segment_end, payer_key, revision);
