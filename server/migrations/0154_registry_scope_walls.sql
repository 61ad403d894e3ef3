-- Areas and the parts of merged and split rooms are of the community of their premises: whoever sees the room sees them, nobody else.
create policy scope_wall on registry.premises_area as restrictive using ((select platform.scope_all())
  or exists (select 1 from registry.premises p where p.tenant_id = premises_area.tenant_id and p.id = premises_area.premises_id));
create policy scope_wall on registry.succession_part as restrictive using ((select platform.scope_all())
  or exists (select 1 from registry.premises p where p.tenant_id = succession_part.tenant_id and p.id = succession_part.premises_id));
