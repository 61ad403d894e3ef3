-- 代扣授权 follows its holder: the homes whose bills are taken by a mandate. Premises that are merged or split bring their successors.
create table billing.mandate_home (
  tenant_id uuid not null,
  mandate_id uuid not null,
  premises_id uuid not null,
  community_id uuid not null,
  -- by which merge or split it came; null: the mandate was signed for it
  succession_id uuid,
  primary key (tenant_id, mandate_id, premises_id),
  foreign key (tenant_id, mandate_id) references billing.mandate,
  foreign key (tenant_id, premises_id) references registry.premises
);
insert into billing.mandate_home (tenant_id, mandate_id, premises_id, community_id)
  select tenant_id, id, premises_id, community_id from billing.mandate;
create index mandate_home_premises on billing.mandate_home (tenant_id, premises_id);
call platform.protect('billing.mandate_home', 'select, insert, delete', 'community_id');
call registry.wall_buildings('billing.mandate_home', 'premises_id');
create policy not_for_residents on billing.mandate_home as restrictive using ((select platform.actor_kind()) <> 'resident');

-- The day on which the bank took it, by its answer; the payment is of that day.
alter table billing.debit add column debited_on date, add check (debited_on is null or state in ('reported', 'settled'));
grant update (debited_on) on billing.debit to anju_app;

-- A batch may ask for penalties too, as they stand on its day; what accrues afterwards stays owed.
alter table billing.debit_batch add column with_penalty boolean not null default false;
alter table billing.debit_bill add column penalty_fen bigint not null default 0 check (penalty_fen >= 0);

-- While a bill is in flight its penalty is neither paid, waived nor frozen to a bill either.
create or replace function billing.refuse_in_flight() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  found_bill uuid;
  of_batch bigint;
begin
  select f.bill_id, b.serial into found_bill, of_batch from (
      select tenant_id, bill_id from added
      union select p.tenant_id, p.of_bill_id from added a
        join billing.bill p on p.tenant_id = a.tenant_id and p.id = a.bill_id and p.kind = 'penalty') s
    join billing.debit_bill f on f.tenant_id = s.tenant_id and f.bill_id = s.bill_id and f.in_flight
    join billing.debit d on d.tenant_id = f.tenant_id and d.id = f.debit_id
    join billing.debit_batch b on b.tenant_id = d.tenant_id and b.id = d.batch_id
    limit 1;
  if found then
    raise exception 'bill % is in flight', found_bill using errcode = 'restrict_violation', constraint = 'bill_in_flight',
      detail = found_bill || ' ' || of_batch;
  end if;
  return null;
end $$;

-- The day on which the bank is asked to take a bill that is in flight, for whoever sees the bill: residents see no batches.
create function billing.debit_day(wanted uuid) returns date language sql stable security definer set search_path = pg_catalog as $$
  select b.debit_on from billing.debit_bill f
  join billing.debit d on d.tenant_id = f.tenant_id and d.id = f.debit_id
  join billing.debit_batch b on b.tenant_id = d.tenant_id and b.id = d.batch_id
  where f.tenant_id = platform.tenant_id() and f.bill_id = wanted and f.in_flight $$;
revoke execute on function billing.debit_day(uuid) from public;
grant execute on function billing.debit_day(uuid) to anju_app;
