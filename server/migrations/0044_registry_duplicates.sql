-- People who may be one: found, dismissed, merged, and taken apart again.
create table registry.duplicate_pair (
  tenant_id uuid not null,
  id uuid not null,
  -- the smaller id first; found anew each night, so no foreign key holds anybody who is taken away
  person_id uuid not null,
  other_id uuid not null check (other_id > person_id),
  score int not null check (score between 1 and 100),
  reasons text[] not null,
  state text not null default 'open' check (state in ('open', 'dismissed', 'merged')),
  decided_by_name text,
  decided_at timestamptz,
  found_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id, other_id)
);
create index duplicate_pair_list on registry.duplicate_pair (tenant_id, state, score desc, id);
call platform.protect('registry.duplicate_pair', 'select, insert, update, delete');
create policy person_wall on registry.duplicate_pair as restrictive using (
  ((select platform.scope_all()) and (select platform.scope_all_buildings()))
  or (exists (select 1 from registry.person n where n.tenant_id = duplicate_pair.tenant_id and n.id = duplicate_pair.person_id)
    and exists (select 1 from registry.person n where n.tenant_id = duplicate_pair.tenant_id and n.id = duplicate_pair.other_id)));
create policy not_for_residents on registry.duplicate_pair as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Two people made one. `before` and `after` hold every row of both, sealed as they are, so that taking apart restores them exactly.
create table registry.person_merge (
  tenant_id uuid not null,
  id uuid not null,
  -- who stays
  person_id uuid not null,
  merged_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  -- what named the merged one elsewhere in the registry and names the other now: [{relation, column, ids}]
  moved jsonb not null,
  merged_by_name text not null,
  at timestamptz not null,
  undone_at timestamptz,
  undone_by_name text,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references registry.person,
  foreign key (tenant_id, merged_id) references registry.person
);
create index person_merge_at on registry.person_merge (tenant_id, at desc, id);
create index person_merge_person on registry.person_merge (tenant_id, person_id);
call platform.protect('registry.person_merge', 'select, insert, update');
call registry.wall_by_person('registry.person_merge');
create policy not_for_residents on registry.person_merge as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Looking for duplicates compares within these.
create index person_phone_of on registry.person_phone (tenant_id, person_id);
