-- Names by their parts. LIKE is not leakproof, so behind the walls it would be asked of every row; what is left of a name from its
-- second, third and fourth character on is kept beside it instead, and found by a beginning.
alter table registry.person
  add column name_from_2 text generated always as (substr(name, 2)) stored,
  add column name_from_3 text generated always as (substr(name, 3)) stored,
  add column name_from_4 text generated always as (substr(name, 4)) stored,
  add column is_long_name boolean generated always as (length(name) > 4) stored,
  add column was_renamed boolean generated always as (cardinality(former_names) > 0) stored;
create index person_name_from_2 on registry.person (tenant_id, name_from_2 text_pattern_ops);
create index person_name_from_3 on registry.person (tenant_id, name_from_3 text_pattern_ops);
create index person_name_from_4 on registry.person (tenant_id, name_from_4 text_pattern_ops);
create index person_long_name on registry.person (tenant_id) where is_long_name;
create index person_renamed on registry.person (tenant_id) where was_renamed;
