-- What is shared of a period (公摊): the cost of a rule of kind pool, as somebody entered it or as meters say, and by what it is shared.
create table billing.pool (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  rule_id uuid not null,
  name text not null check (name <> ''),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  -- an amount, or what was used at a price
  total_fen bigint check (total_fen > 0),
  quantity numeric(20, 8) check (quantity > 0),
  unit text,
  unit_price numeric(12, 4) check (unit_price > 0),
  -- whose consumption the quantity is, when it was added up from meters
  meter_ids uuid[] not null default '{}',
  basis text not null check (basis in ('area', 'household', 'usage', 'factor', 'custom')),
  -- of basis usage: by which meters of the homes
  meter_kind text,
  -- of basis factor: [{upTo: floor or null, factor}]
  factors jsonb not null default '[]',
  exempt text not null check (exempt in ('company-bears', 'redistribute')),
  exempt_premises_ids uuid[] not null default '{}',
  note text not null default '',
  voided_at timestamptz,
  void_reason text,
  created_by uuid,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, rule_id) references billing.rule,
  constraint pool_cost_whole check ((total_fen is null) = (quantity is not null) and (quantity is null) = (unit is null) and (quantity is null) = (unit_price is null)),
  constraint pool_basis_whole check ((basis = 'usage') = (meter_kind is not null) and (basis = 'factor') = (factors <> '[]')),
  constraint pool_void_whole check ((voided_at is null) = (void_reason is null))
);
create unique index pool_of_days on billing.pool (tenant_id, rule_id, from_on) where voided_at is null;
create index pool_community on billing.pool (tenant_id, community_id, from_on);
call platform.protect('billing.pool', 'select, insert, update', 'community_id');
create policy not_for_residents on billing.pool as restrictive using ((select platform.actor_kind()) <> 'resident');
