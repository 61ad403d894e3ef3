-- The company's own fields and what they say of premises, for charges that are worked out by them.
create view registry.public_custom_field with (security_invoker = true) as
  select tenant_id, id, subject, label, type, archived_at from registry.custom_field;
create view registry.public_premises_field with (security_invoker = true) as
  select tenant_id, community_id, premises_id, field_id, value from registry.premises_field_value;
grant select on registry.public_custom_field, registry.public_premises_field to anju_app;
