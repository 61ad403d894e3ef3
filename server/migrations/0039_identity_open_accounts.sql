-- Somebody whom no company knows may sign in by phone, and is then an account without a person until a home is bound.
alter table identity.resident_account alter column person_id drop not null;
-- to write to, and to hand to the registry when the account becomes a person
alter table identity.resident_account add column phone_sealed bytea;
create index resident_account_unbound on identity.resident_account (tenant_id, phone_index) where person_id is null;

-- Of several accounts of a phone in one company the one with a person opens.
create or replace function identity.find_resident_sign_in(wanted_phone bytea)
  returns table (tenant_id uuid, resident_id uuid, person_id uuid, name text, company_name text)
  language sql stable security definer set search_path = pg_catalog as $$
  select r.tenant_id, r.id, r.person_id, r.name, c.name
  from identity.resident_account r join identity.company c on c.tenant_id = r.tenant_id
  where r.phone_index = wanted_phone order by c.name, r.person_id is null, r.created_at, r.id
$$;

-- Which company carries the code of a phone that none knows: the first of the installation.
create function identity.find_carrier() returns uuid language sql stable security definer set search_path = pg_catalog as $$
  select c.tenant_id from identity.company c order by c.created_at, c.tenant_id limit 1
$$;
revoke execute on function identity.find_carrier() from public;
grant execute on function identity.find_carrier() to anju_app;
