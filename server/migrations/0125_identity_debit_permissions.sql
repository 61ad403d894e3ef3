-- New with direct debits: the administrators and the finance directors of each company get them here; who else does, they decide.
update identity.role r set version = version + 1, permissions = r.permissions || array(
  select p.name from unnest(array['billing.debits.read', 'billing.debits.manage']) with ordinality as p(name, place)
  where p.name <> all (r.permissions) order by p.place)
where r.code in ('company-admin', 'finance-director');
