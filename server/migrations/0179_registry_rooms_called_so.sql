-- The first rooms that are called exactly so are read from the index alone: a bare number is that of thousands.
create index premises_alias_called on registry.premises_alias (tenant_id, alias text_pattern_ops, premises_id);
drop index registry.premises_alias_prefix;
