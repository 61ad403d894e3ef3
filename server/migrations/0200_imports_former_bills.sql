-- Parallel run (domain.md §8, checklist 10): the bills of the former system for a cycle, held against ours. Kept by the dry run, row by row;
-- nothing of them comes into the books.
create table imports.former_bill (
  tenant_id uuid not null,
  community_id uuid not null,
  import_id uuid not null,
  sheet text not null,
  row int not null,
  premises_id uuid not null,
  item_name text not null,
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  amount_fen bigint not null,
  primary key (tenant_id, import_id, sheet, row),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.former_bill', 'select, insert, delete', 'community_id');
call registry.wall_buildings('imports.former_bill', 'premises_id');
create policy not_for_residents on imports.former_bill as restrictive using ((select platform.actor_kind()) <> 'resident');

-- What a person said why the two differ. It holds as long as both say what they said then.
create table imports.understood_bill (
  tenant_id uuid not null,
  community_id uuid not null,
  import_id uuid not null,
  premises_id uuid not null,
  item_name text not null,
  from_on date not null,
  -- null: that side had none
  former_fen bigint,
  ours_fen bigint,
  reason text not null,
  understood_by uuid not null,
  understood_by_name text not null,
  understood_at timestamptz not null,
  primary key (tenant_id, import_id, premises_id, item_name, from_on),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.understood_bill', 'select, insert, update, delete', 'community_id');
call registry.wall_buildings('imports.understood_bill', 'premises_id');
create policy not_for_residents on imports.understood_bill as restrictive using ((select platform.actor_kind()) <> 'resident');
