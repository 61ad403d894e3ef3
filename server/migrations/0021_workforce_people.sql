-- Organisation, posts, employees, certificates, documents.
create schema workforce;
grant usage on schema workforce to anju_app;

-- The organisation: company, departments, project teams, teams. Its shape is known to every member of staff.
create table workforce.team (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('company', 'department', 'project', 'team')),
  name text not null,
  -- null: the head office, or a team that serves every community
  community_id uuid,
  head_id uuid,
  position int not null default 0,
  closed_on date,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, parent_id) references workforce.team,
  foreign key (tenant_id, community_id) references registry.community,
  check (parent_id <> id),
  check ((kind = 'company') = (parent_id is null))
);
create unique index team_company on workforce.team (tenant_id) where kind = 'company';
create index team_parent on workforce.team (tenant_id, parent_id);
call platform.protect('workforce.team', 'select, insert, update');
create policy not_for_residents on workforce.team as restrictive using ((select platform.actor_kind()) <> 'resident');

create table workforce.post (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  code text not null check (code ~ '^[a-z0-9-]{2,30}$'),
  name text not null,
  -- without a valid one the rota warns
  certificate_kind text,
  position int not null default 0,
  active boolean not null default true,
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('workforce.post', 'select, insert, update');
create policy not_for_residents on workforce.post as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Who is employed, with or without an account to sign in with.
create table workforce.employee (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  number text not null,
  name text not null,
  name_pinyin text not null,
  name_initials text not null,
  sex text check (sex in ('male', 'female')),
  phone_sealed bytea,
  phone_index bytea,
  phone_tail_index bytea,
  id_number_sealed bytea,
  id_number_index bytea,
  team_id uuid not null,
  -- that of the team
  community_id uuid,
  post_id uuid not null,
  account_id uuid,
  employed_from date not null,
  -- the last day; null while it lasts
  employed_to date check (employed_to >= employed_from),
  leaving_reason text,
  hand_over_to_id uuid,
  emergency_name text,
  emergency_phone_sealed bytea,
  photo_id uuid,
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, account_id),
  foreign key (tenant_id, team_id) references workforce.team,
  foreign key (tenant_id, post_id) references workforce.post,
  foreign key (tenant_id, account_id) references identity.staff_account,
  foreign key (tenant_id, hand_over_to_id) references workforce.employee,
  foreign key (tenant_id, community_id) references registry.community
);
alter table workforce.team add foreign key (tenant_id, head_id) references workforce.employee;
create index employee_team on workforce.employee (tenant_id, team_id);
create index employee_community on workforce.employee (tenant_id, community_id);
create index employee_phone on workforce.employee (tenant_id, phone_index);
create index employee_phone_tail on workforce.employee (tenant_id, phone_tail_index);
call platform.protect('workforce.employee', 'select, insert, update');
-- Everybody sees the own file, wherever they work.
create policy scope_wall on workforce.employee as restrictive using (
  (select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[])
  or account_id = (select platform.actor_id()));
create policy not_for_residents on workforce.employee as restrictive using ((select platform.actor_kind()) <> 'resident');

-- The employee behind the account that asks; null for who has no file.
create function workforce.my_employee_id() returns uuid language sql stable as
  $$ select e.id from workforce.employee e where e.tenant_id = platform.tenant_id() and e.account_id = platform.actor_id() $$;

-- A team of another community is seen by who works in it.
create function workforce.my_team_id() returns uuid language sql stable as
  $$ select e.team_id from workforce.employee e where e.tenant_id = platform.tenant_id() and e.account_id = platform.actor_id() $$;
create policy scope_wall on workforce.team as restrictive using (
  (select platform.scope_all()) or community_id is null or community_id = any ((select platform.scope_communities())::uuid[])
  or id = (select workforce.my_team_id()));

-- The walls of what belongs to an employee: staff of the community, and the employee.
create procedure workforce.wall_employee(target regclass) language plpgsql as $$
begin
  execute format('create policy not_for_residents on %s as restrictive using ((select platform.actor_kind()) <> ''resident'')', target);
  execute format(
    'create policy scope_wall on %s as restrictive using ((select platform.scope_all()) or community_id = any ((select platform.scope_communities())::uuid[]) or employee_id = (select workforce.my_employee_id()))',
    target);
end $$;

create table workforce.certificate (
  tenant_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  community_id uuid,
  kind text not null,
  title text not null,
  number text not null default '',
  issued_on date,
  valid_until date check (valid_until >= issued_on),
  file_id uuid,
  removed_at timestamptz,
  -- the nearest reminder that went out for this end: 60, 30 or 7 days before, 0 once it has expired
  reminded_days int,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, employee_id) references workforce.employee
);
create index certificate_employee on workforce.certificate (tenant_id, employee_id);
create index certificate_valid_until on workforce.certificate (tenant_id, valid_until) where removed_at is null;
call platform.protect('workforce.certificate', 'select, insert, update');
call workforce.wall_employee('workforce.certificate');

create table workforce.employee_document (
  tenant_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  community_id uuid,
  title text not null,
  file_id uuid not null,
  added_at timestamptz not null,
  added_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, employee_id) references workforce.employee
);
create index employee_document_employee on workforce.employee_document (tenant_id, employee_id);
call platform.protect('workforce.employee_document', 'select, insert, update');
call workforce.wall_employee('workforce.employee_document');

-- For modules to the right: who is at work, and by which account they are told.
create view workforce.public_employee with (security_invoker = true) as
  select tenant_id, id, number, name, team_id, community_id, post_id, account_id, employed_from, employed_to from workforce.employee;
create view workforce.public_team with (security_invoker = true) as
  select tenant_id, id, parent_id, kind, name, community_id, head_id from workforce.team where closed_on is null;
grant select on workforce.public_employee, workforce.public_team to anju_app;
