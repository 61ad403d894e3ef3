-- What residents ask for: a discount of their home for some days. Staff decide in approvals; approved, it is granted under the same id.
create table billing.discount_application (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  discount_id uuid not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  reason text not null,
  photo_ids uuid[] not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  answer text,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, discount_id) references billing.discount,
  foreign key (tenant_id, premises_id) references registry.premises,
  check ((state = 'waiting') = (closed_at is null))
);
-- One waits at a time.
create unique index discount_application_waiting on billing.discount_application (tenant_id, premises_id, discount_id) where state = 'waiting';
create index discount_application_premises on billing.discount_application (tenant_id, premises_id, asked_at desc);
call platform.protect('billing.discount_application', 'select, insert, update', 'community_id');
call registry.wall_residents('billing.discount_application', 'premises_id');
call registry.wall_buildings('billing.discount_application', 'premises_id');

-- The discounts of the communities where the own homes are, past the wall that keeps residents from the rules of charging.
create function billing.my_discounts()
  returns table (id uuid, community_id uuid, name text, kind text, versions jsonb, item_names text[], max_months int, needs_evidence boolean, active boolean)
  language sql stable security definer set search_path = pg_catalog as $$
  select d.id, d.community_id, d.name, d.kind, d.versions,
    case when d.item_ids is null then null else array(
      select i.name from billing.charge_item i where i.tenant_id = d.tenant_id and i.id = any(d.item_ids) order by i.name) end,
    d.max_months, d.needs_evidence, d.active
  from billing.discount d
  where d.tenant_id = platform.tenant_id() and d.kind <> 'prepay' and d.community_id in (
    select p.community_id from registry.premises p where p.tenant_id = d.tenant_id and p.id in (select registry.my_premises()))
$$;
revoke execute on function billing.my_discounts() from public;
grant execute on function billing.my_discounts() to anju_app;
