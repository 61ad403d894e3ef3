-- New with accounts of money that is not ours: the administrators and the finance directors of each company get them here.
update identity.role r set version = version + 1, permissions = r.permissions || array(
  select p.name from unnest(array['billing.funds.read', 'billing.funds.request', 'billing.funds.manage', 'billing.funds.publish'])
    with ordinality as p(name, place)
  where p.name <> all (r.permissions) order by p.place)
where r.code in ('company-admin', 'finance-director');
