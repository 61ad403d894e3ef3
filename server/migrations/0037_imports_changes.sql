-- What a workbook says otherwise than what is stored, and for which kinds a person took it over.
alter table imports.import
  add column changes jsonb not null default '[]',
  add column applied_changes text[] not null default '{}';
