-- When a bill was held, from a day to a day included: those days never count for a penalty, though the bill goes on since.
create table billing.bill_hold (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  bill_id uuid not null,
  held_on date not null,
  released_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, bill_id) references billing.bill,
  check (released_on >= held_on)
);
-- A bill is held once at a time; each look at its penalty finds its days.
create unique index bill_hold_open on billing.bill_hold (tenant_id, bill_id) where released_on is null;
create index bill_hold_bill on billing.bill_hold (tenant_id, bill_id, held_on);
call platform.protect('billing.bill_hold', 'select, insert', 'community_id');
grant update (released_on) on billing.bill_hold to anju_app;
call registry.wall_residents('billing.bill_hold', 'premises_id');
call registry.wall_buildings('billing.bill_hold', 'premises_id');
insert into billing.bill_hold (tenant_id, id, community_id, premises_id, bill_id, held_on)
  select tenant_id, gen_random_uuid(), community_id, premises_id, id, (held_at at time zone 'Asia/Shanghai')::date
  from billing.bill where held_at is not null;

-- What is kept for a resident under a record that was merged into the own is the resident's.
drop policy own_purse on billing.purse;
create policy own_purse on billing.purse as restrictive for select
  using ((select platform.actor_kind()) <> 'resident' or holder_person_id is null or holder_person_id in (select registry.my_records()));
drop policy own_deposit on billing.deposit;
create policy own_deposit on billing.deposit as restrictive for select
  using ((select platform.actor_kind()) <> 'resident' or payer_person_id is null or payer_person_id in (select registry.my_records()));
