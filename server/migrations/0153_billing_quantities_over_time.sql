-- How many are charged changes over time: a version holds from its day until the next one's. Some are counted in the registry.
alter table billing.assignment add column counted_by jsonb
  check (counted_by is null or (counted_by ->> 'of' in ('vehicles', 'meters') and jsonb_typeof(counted_by -> 'kinds') = 'array'));

create table billing.assignment_quantity (
  tenant_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  assignment_id uuid not null,
  from_on date not null,
  -- none of what is counted: nothing is owed from the day on
  quantity numeric(16, 4) not null check (quantity >= 0),
  -- counted in the registry when that changed, not said by somebody
  counted boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, assignment_id, from_on),
  foreign key (tenant_id, assignment_id) references billing.assignment on delete cascade,
  foreign key (tenant_id, premises_id) references registry.premises
);
create index assignment_quantity_premises on billing.assignment_quantity (tenant_id, premises_id);
create index assignment_counted on billing.assignment (tenant_id, community_id) where counted_by is not null;
call platform.protect('billing.assignment_quantity', 'select, insert, update, delete', 'community_id');
call registry.wall_residents('billing.assignment_quantity', 'premises_id');
call registry.wall_buildings('billing.assignment_quantity', 'premises_id');
