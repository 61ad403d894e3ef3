-- What is replaced as a whole (how many a team needs, the days of a year) knows its version, so that two people who edit it lose nothing.
alter table workforce.team add column needs_version int not null default 1;
create table workforce.calendar_year (
  tenant_id uuid not null references identity.company (tenant_id),
  year int not null check (year between 2000 and 2100),
  version int not null,
  primary key (tenant_id, year)
);
call platform.protect('workforce.calendar_year', 'select, insert, update');
create policy not_for_residents on workforce.calendar_year as restrictive using ((select platform.actor_kind()) <> 'resident');
