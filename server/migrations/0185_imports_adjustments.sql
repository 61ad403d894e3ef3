-- What a person decided about an amount of a file that is no whole fen: the fen below, the fen above, or its row stays out.
create table imports.adjustment (
  tenant_id uuid not null,
  community_id uuid not null,
  import_id uuid not null,
  sheet text not null,
  row int not null,
  col text not null,
  -- as the cell held it when it was decided, all its decimals
  exact text not null,
  take text not null check (take in ('down', 'up', 'leave')),
  decided_by uuid not null,
  decided_by_name text not null,
  decided_at timestamptz not null,
  primary key (tenant_id, import_id, sheet, row, col),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.adjustment', 'select, insert, update', 'community_id');
create policy not_for_residents on imports.adjustment as restrictive using ((select platform.actor_kind()) <> 'resident');
