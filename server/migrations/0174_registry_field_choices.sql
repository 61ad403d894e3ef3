-- What may be chosen in a field of the company's own, for whoever charges by it.
create or replace view registry.public_custom_field with (security_invoker = true) as
select tenant_id, id, subject, label, type, archived_at, choices from registry.custom_field;
