-- What an import changed of what was there, so that taking it back gives the old value again, unless somebody changed it since.
create table imports.changed (
  tenant_id uuid not null,
  import_id uuid not null,
  n int not null,
  kind text not null check (kind in ('owners', 'people', 'premises')),
  object_id uuid not null,
  label text not null,
  field text not null check (field in ('phone', 'areaM2')),
  -- in full, sealed: among them are phones
  before_sealed bytea,
  after_sealed bytea not null,
  -- an area: from which day it holds, and whether that day had another before
  from_on date,
  replaced boolean not null default false,
  primary key (tenant_id, import_id, n),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.changed', 'select, insert, delete');
create policy not_for_residents on imports.changed as restrictive using ((select platform.actor_kind()) <> 'resident');
