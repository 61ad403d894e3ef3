-- 违约金冻结: from a day to a day included a bill costs no penalty, though it is offset, dunned and owed as before. Kept after its end.
create table billing.penalty_freeze (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  bill_id uuid not null,
  frozen_on date not null,
  thawed_on date,
  reason text not null check (reason <> ''),
  frozen_by_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, bill_id) references billing.bill,
  check (thawed_on >= frozen_on)
);
-- A penalty is frozen once at a time; each look at it finds its days.
create unique index penalty_freeze_open on billing.penalty_freeze (tenant_id, bill_id) where thawed_on is null;
create index penalty_freeze_bill on billing.penalty_freeze (tenant_id, bill_id, frozen_on);
call platform.protect('billing.penalty_freeze', 'select, insert', 'community_id');
grant update (thawed_on, reason) on billing.penalty_freeze to anju_app;
call registry.wall_residents('billing.penalty_freeze', 'premises_id');
call registry.wall_buildings('billing.penalty_freeze', 'premises_id');
