-- Imports write meters, too: they are taken back like everything else. Employees and their certificates were among the tables already.
create or replace function imports.writable_tables() returns table (relation text, versioned boolean) language sql stable set search_path = pg_catalog as $$
  select c.oid::regclass::text,
    exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'version' and not a.attisdropped)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r'
    and (n.nspname in ('registry', 'workforce', 'metering') or c.oid::regclass::text in
      ('billing.rule', 'billing.rule_version', 'billing.charge_item', 'billing.assignment', 'identity.resident_account'))
    and imports.key_of(c.oid) = 'id,tenant_id'
$$;
