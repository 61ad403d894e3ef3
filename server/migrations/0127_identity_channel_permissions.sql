-- New with the settlements of payment channels: the administrators and the finance directors of each company get them here.
update identity.role r set version = version + 1, permissions = r.permissions || array(
  select p.name from unnest(array['payments.channels.read', 'payments.channels.manage', 'payments.channels.confirm'])
    with ordinality as p(name, place)
  where p.name <> all (r.permissions) order by p.place)
where r.code in ('company-admin', 'finance-director');
