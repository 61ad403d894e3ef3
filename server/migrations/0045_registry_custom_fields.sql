-- Fields that a company adds to people and premises.
create table registry.custom_field (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  subject text not null check (subject in ('person', 'premises')),
  label text not null,
  type text not null check (type in ('text', 'number', 'date', 'choice', 'yes-no')),
  choices text[] not null default '{}' check ((type = 'choice') = (cardinality(choices) > 0)),
  required boolean not null default false,
  position int not null default 0,
  -- no longer asked; what was said stays
  archived_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, subject, label)
);
call platform.protect('registry.custom_field', 'select, insert, update');
create policy not_for_residents on registry.custom_field as restrictive using ((select platform.actor_kind()) <> 'resident');

create table registry.person_field_value (
  tenant_id uuid not null,
  person_id uuid not null,
  field_id uuid not null,
  -- as text: 12.50, 2026-11-23, yes
  value text not null,
  version int not null default 1,
  primary key (tenant_id, person_id, field_id),
  foreign key (tenant_id, person_id) references registry.person,
  foreign key (tenant_id, field_id) references registry.custom_field
);
create index person_field_value_of on registry.person_field_value (tenant_id, field_id, value, person_id);
call platform.protect('registry.person_field_value', 'select, insert, update, delete');
call registry.wall_by_person('registry.person_field_value');
create policy not_for_residents on registry.person_field_value as restrictive using ((select platform.actor_kind()) <> 'resident');

create table registry.premises_field_value (
  tenant_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  field_id uuid not null,
  value text not null,
  version int not null default 1,
  primary key (tenant_id, premises_id, field_id),
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, field_id) references registry.custom_field
);
create index premises_field_value_of on registry.premises_field_value (tenant_id, field_id, value, premises_id);
call platform.protect('registry.premises_field_value', 'select, insert, update, delete', 'community_id');
call registry.wall_buildings('registry.premises_field_value', 'premises_id');
create policy not_for_residents on registry.premises_field_value as restrictive using ((select platform.actor_kind()) <> 'resident');
