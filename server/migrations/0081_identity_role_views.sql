-- Which roles there are and who holds them, for modules to the right: a step of an approval may name a role.
create view identity.public_role with (security_invoker = true) as
  select tenant_id, id, code, name from identity.role;
create view identity.public_staff_role with (security_invoker = true) as
  select tenant_id, staff_id, role_id from identity.staff_role;
grant select on identity.public_role, identity.public_staff_role to anju_app;
