-- Leave with its ledger of balances; clocking in and out, corrections, the locked month.
create table workforce.leave (
  tenant_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  team_id uuid not null,
  community_id uuid,
  kind text not null check (kind in ('annual', 'sick', 'personal', 'compensatory', 'marriage', 'maternity', 'bereavement')),
  from_on date not null,
  -- pm: from noon of the first day
  from_part text not null check (from_part in ('am', 'pm')),
  to_on date not null,
  -- am: until noon of the last day
  to_part text not null check (to_part in ('am', 'pm')),
  days numeric(5,1) not null check (days > 0),
  reason text not null,
  photo_ids uuid[] not null default '{}',
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused', 'withdrawn', 'cancelled')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  decided_at timestamptz,
  decided_by text,
  note text,
  primary key (tenant_id, id),
  foreign key (tenant_id, employee_id) references workforce.employee,
  check (to_on >= from_on),
  check (to_on > from_on or not (from_part = 'pm' and to_part = 'am')),
  -- One is on leave once at a time; half days count by the hour.
  exclude using gist (tenant_id with =, employee_id with =,
    tsrange(from_on + case from_part when 'pm' then time '12:00' else time '00:00' end, to_on + case to_part when 'am' then time '12:00' else time '23:59' end) with &&)
    where (state in ('asked', 'approved'))
);
create index leave_employee on workforce.leave (tenant_id, employee_id, from_on);
create index leave_team on workforce.leave (tenant_id, team_id, from_on);
call platform.protect('workforce.leave', 'select, insert, update');
call workforce.wall_employee('workforce.leave');

-- Days granted and used; what is left is their sum, by the end of validity.
create table workforce.leave_entry (
  tenant_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  community_id uuid,
  kind text not null check (kind in ('annual', 'compensatory')),
  days numeric(5,1) not null check (days <> 0),
  -- of a grant: the last day it may be used for
  valid_until date,
  reason text not null,
  leave_id uuid,
  at timestamptz not null,
  actor_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, employee_id) references workforce.employee,
  foreign key (tenant_id, leave_id) references workforce.leave
);
create index leave_entry_employee on workforce.leave_entry (tenant_id, employee_id, kind);
call platform.protect('workforce.leave_entry', 'select, insert');
call workforce.wall_employee('workforce.leave_entry');
create trigger append_only before update or delete on workforce.leave_entry for each row execute function platform.refuse_change();

-- Where one clocks in: a point of a community and how far from it counts.
create table workforce.clock_place (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  name text not null,
  latitude numeric(9,6) not null check (latitude between -90 and 90),
  longitude numeric(9,6) not null check (longitude between -180 and 180),
  radius_m int not null check (radius_m between 20 and 5000),
  active boolean not null default true,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community
);
create index clock_place_community on workforce.clock_place (tenant_id, community_id);
call platform.protect('workforce.clock_place', 'select, insert, update', 'community_id');
create policy not_for_residents on workforce.clock_place as restrictive using ((select platform.actor_kind()) <> 'resident');

create table workforce.clocking (
  tenant_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  community_id uuid,
  kind text not null check (kind in ('in', 'out')),
  -- when it was done: the server's time, or the phone's when it was sent later
  at timestamptz not null,
  received_at timestamptz not null,
  late_sent boolean not null,
  place_state text not null check (place_state in ('inside', 'outside', 'unknown')),
  place_name text,
  latitude numeric(9,6),
  longitude numeric(9,6),
  accuracy_m int,
  distance_m int,
  reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, employee_id) references workforce.employee,
  check (place_state = 'inside' or reason is not null)
);
create index clocking_employee on workforce.clocking (tenant_id, employee_id, at);
call platform.protect('workforce.clocking', 'select, insert');
call workforce.wall_employee('workforce.clocking');
create trigger append_only before update or delete on workforce.clocking for each row execute function platform.refuse_change();

create table workforce.correction (
  tenant_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  team_id uuid not null,
  community_id uuid,
  day date not null,
  in_at timestamptz,
  out_at timestamptz check (out_at > in_at),
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  decided_at timestamptz,
  decided_by text,
  note text,
  primary key (tenant_id, id),
  foreign key (tenant_id, employee_id) references workforce.employee,
  check (in_at is not null or out_at is not null)
);
create unique index correction_open on workforce.correction (tenant_id, employee_id, day) where state = 'asked';
create index correction_team on workforce.correction (tenant_id, team_id, day);
call platform.protect('workforce.correction', 'select, insert, update');
call workforce.wall_employee('workforce.correction');

-- A locked month: its days are kept as they were counted.
create table workforce.attendance_month (
  tenant_id uuid not null,
  team_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  community_id uuid,
  locked_at timestamptz not null,
  locked_by text not null,
  primary key (tenant_id, team_id, month),
  foreign key (tenant_id, team_id) references workforce.team
);
call platform.protect('workforce.attendance_month', 'select, insert');
create policy scope_wall on workforce.attendance_month as restrictive using (
  (select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[])
  or team_id = (select workforce.my_team_id()));
create policy not_for_residents on workforce.attendance_month as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on workforce.attendance_month for each row execute function platform.refuse_change();

create table workforce.attendance_day (
  tenant_id uuid not null,
  team_id uuid not null,
  employee_id uuid not null,
  day date not null,
  community_id uuid,
  -- the whole day as the sheet shows it
  counted jsonb not null,
  primary key (tenant_id, team_id, employee_id, day),
  foreign key (tenant_id, employee_id) references workforce.employee
);
call platform.protect('workforce.attendance_day', 'select, insert');
call workforce.wall_employee('workforce.attendance_day');
create trigger append_only before update or delete on workforce.attendance_day for each row execute function platform.refuse_change();
