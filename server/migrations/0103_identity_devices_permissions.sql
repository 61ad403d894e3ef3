-- New with the gateways of machines: the administrators of each company get them here; who else does, they decide.
update identity.role r set version = version + 1, permissions = r.permissions || array(
  select p.name from unnest(array['devices.gateways.read', 'devices.gateways.manage']) with ordinality as p(name, place)
  where p.name <> all (r.permissions) order by p.place)
where r.code = 'company-admin';
