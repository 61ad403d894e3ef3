-- 催缴: who was asked for what is owed, how, and what came of it; and whose household it is to ask.
create table billing.dunning_visit (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  visited_at timestamptz not null,
  channel text not null check (channel in ('visit', 'call', 'message', 'letter')),
  result text not null check (result in ('promised', 'absent', 'refused', 'disputed', 'paid', 'told')),
  -- the day by which it was promised to be paid
  promised_on date,
  note text not null default '',
  -- what was overdue at that moment
  overdue_fen bigint not null check (overdue_fen >= 0),
  staff_id uuid not null,
  staff_name text not null,
  primary key (tenant_id, id),
  check ((result = 'promised') = (promised_on is not null)),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises
);
create index dunning_visit_premises on billing.dunning_visit (tenant_id, premises_id, visited_at desc);
create index dunning_visit_community on billing.dunning_visit (tenant_id, community_id, visited_at desc, id);
call platform.protect('billing.dunning_visit', 'select, insert', 'community_id');
call registry.wall_buildings('billing.dunning_visit', 'premises_id');
create policy not_for_residents on billing.dunning_visit as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on billing.dunning_visit for each row execute function platform.refuse_change();

create table billing.dunning_assignment (
  tenant_id uuid not null,
  premises_id uuid not null,
  community_id uuid not null,
  staff_id uuid not null,
  assigned_at timestamptz not null,
  primary key (tenant_id, premises_id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises
);
create index dunning_assignment_staff on billing.dunning_assignment (tenant_id, staff_id);
call platform.protect('billing.dunning_assignment', 'select, insert, update, delete', 'community_id');
call registry.wall_buildings('billing.dunning_assignment', 'premises_id');
create policy not_for_residents on billing.dunning_assignment as restrictive using ((select platform.actor_kind()) <> 'resident');
