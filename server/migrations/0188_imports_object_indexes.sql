-- The history of a record asks which import made or changed it.
create index created_object on imports.created (tenant_id, object_id);
create index changed_object on imports.changed (tenant_id, object_id);
create index opening_row_object on imports.opening_row (tenant_id, object_id);
