-- Shifts, rotations, the holiday calendar, the rota with its changes, swaps.
create table workforce.shift (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  code text not null check (length(code) between 1 and 2),
  name text not null,
  colour text not null,
  -- minutes after midnight in Asia/Shanghai; an end beyond 1440 is on the next day
  start_minute int not null check (start_minute between 0 and 1439),
  end_minute int not null check (end_minute > start_minute and end_minute - start_minute <= 1440),
  break_minutes int not null default 0 check (break_minutes between 0 and 240),
  active boolean not null default true,
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('workforce.shift', 'select, insert, update');
create policy not_for_residents on workforce.shift as restrictive using ((select platform.actor_kind()) <> 'resident');

create table workforce.shift_pattern (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  name text not null,
  -- a shift for each day of the cycle; null is a day off
  shift_ids uuid[] not null check (cardinality(shift_ids) between 1 and 56),
  active boolean not null default true,
  version int not null default 1,
  primary key (tenant_id, id)
);
call platform.protect('workforce.shift_pattern', 'select, insert, update');
create policy not_for_residents on workforce.shift_pattern as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Days that differ from the week: public holidays, and weekends that are worked for them.
create table workforce.calendar_day (
  tenant_id uuid not null references identity.company,
  day date not null,
  kind text not null check (kind in ('holiday', 'workday')),
  name text not null,
  primary key (tenant_id, day)
);
call platform.protect('workforce.calendar_day', 'select, insert, delete');
create policy not_for_residents on workforce.calendar_day as restrictive using ((select platform.actor_kind()) <> 'resident');

-- The month of a team: a draft until it is published.
create table workforce.rota (
  tenant_id uuid not null,
  team_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  community_id uuid,
  published_at timestamptz,
  published_by text,
  version int not null default 1,
  primary key (tenant_id, team_id, month),
  foreign key (tenant_id, team_id) references workforce.team
);
call platform.protect('workforce.rota', 'select, insert, update');
create policy scope_wall on workforce.rota as restrictive using (
  (select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[])
  or team_id = (select workforce.my_team_id()));
create policy not_for_residents on workforce.rota as restrictive using ((select platform.actor_kind()) <> 'resident');

-- A shift of an employee on a day: one a day, never two at once.
create table workforce.duty (
  tenant_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  team_id uuid not null,
  community_id uuid,
  day date not null,
  shift_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- of the shift, when it was planned
  break_minutes int not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, employee_id, day),
  foreign key (tenant_id, employee_id) references workforce.employee,
  foreign key (tenant_id, team_id) references workforce.team,
  foreign key (tenant_id, shift_id) references workforce.shift,
  exclude using gist (tenant_id with =, employee_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index duty_team on workforce.duty (tenant_id, team_id, day);
call platform.protect('workforce.duty', 'select, insert, update, delete');
call workforce.wall_employee('workforce.duty');

-- What was changed after publishing.
create table workforce.rota_change (
  tenant_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  team_id uuid not null,
  community_id uuid,
  day date not null,
  shift_before uuid,
  shift_after uuid,
  reason text not null check (reason in ('edit', 'swap', 'leaving')),
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, employee_id) references workforce.employee
);
create index rota_change_team on workforce.rota_change (tenant_id, team_id, day);
call platform.protect('workforce.rota_change', 'select, insert');
call workforce.wall_employee('workforce.rota_change');
create trigger append_only before update or delete on workforce.rota_change for each row execute function platform.refuse_change();

-- How many a team needs in a shift.
create table workforce.rota_need (
  tenant_id uuid not null,
  team_id uuid not null,
  shift_id uuid not null,
  community_id uuid,
  workday int not null check (workday between 0 and 200),
  restday int not null check (restday between 0 and 200),
  primary key (tenant_id, team_id, shift_id),
  foreign key (tenant_id, team_id) references workforce.team,
  foreign key (tenant_id, shift_id) references workforce.shift
);
call platform.protect('workforce.rota_need', 'select, insert, update, delete');
create policy scope_wall on workforce.rota_need as restrictive using (
  (select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[])
  or team_id = (select workforce.my_team_id()));
create policy not_for_residents on workforce.rota_need as restrictive using ((select platform.actor_kind()) <> 'resident');

create table workforce.swap (
  tenant_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  community_id uuid,
  asker_id uuid not null,
  asker_day date not null,
  asker_shift_id uuid not null,
  partner_id uuid not null check (partner_id <> asker_id),
  partner_day date,
  partner_shift_id uuid,
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'accepted', 'approved', 'declined', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  answered_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  note text,
  primary key (tenant_id, id),
  foreign key (tenant_id, asker_id) references workforce.employee,
  foreign key (tenant_id, partner_id) references workforce.employee,
  check ((partner_day is null) = (partner_shift_id is null))
);
-- A duty stands in one undecided swap at a time.
create unique index swap_open on workforce.swap (tenant_id, asker_id, asker_day) where state in ('asked', 'accepted');
create index swap_partner on workforce.swap (tenant_id, partner_id);
create index swap_team on workforce.swap (tenant_id, team_id, asked_at);
call platform.protect('workforce.swap', 'select, insert, update');
create policy scope_wall on workforce.swap as restrictive using (
  (select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[])
  or asker_id = (select workforce.my_employee_id()) or partner_id = (select workforce.my_employee_id()));
create policy not_for_residents on workforce.swap as restrictive using ((select platform.actor_kind()) <> 'resident');
