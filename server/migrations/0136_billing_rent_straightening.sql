-- What rent of leases was earned and billed by the end of a closed month (直线法): a row per closing and charge of rent. The difference stands on 1473.
create table billing.rent_straightening (
  tenant_id uuid not null,
  period_id uuid not null,
  assignment_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  -- of the whole lease: what is billed of it, and what the rule says of the rest; net of tax as all of these
  total_fen bigint not null,
  earned_fen bigint not null,
  billed_fen bigint not null,
  primary key (tenant_id, period_id, assignment_id),
  foreign key (tenant_id, period_id) references ledger.period,
  foreign key (tenant_id, premises_id) references registry.premises
);
call platform.protect('billing.rent_straightening', 'select, insert', 'community_id');
call registry.wall_buildings('billing.rent_straightening', 'premises_id');
create policy not_for_residents on billing.rent_straightening as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on billing.rent_straightening for each row execute function platform.refuse_change();

-- What closings that hold say of rents, by the last day of their months.
create view billing.public_rent_straightening with (security_invoker = true) as
  select r.tenant_id, r.period_id, r.assignment_id, r.community_id, p.month, (to_date(p.month, 'YYYY-MM') + interval '1 month - 1 day')::date as as_of,
    r.total_fen, r.earned_fen, r.billed_fen
  from billing.rent_straightening r join ledger.period p on p.tenant_id = r.tenant_id and p.id = r.period_id
  where p.reopened_at is null;
grant select on billing.public_rent_straightening to anju_app;
