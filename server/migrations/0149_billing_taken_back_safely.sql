-- A charge that was asked for until a day ends then, whatever its lease says.
alter table billing.assignment add column asked_until date;

-- A price by which a closing made a rent even is evidence of it: `verify` works the rent out again from what was kept.
create or replace function billing.refuse_billed_version() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from billing.assignment a join billing.bill b on b.tenant_id = a.tenant_id and b.assignment_id = a.id and b.kind = 'charge'
      where a.tenant_id = old.tenant_id and a.rule_id = old.rule_id and b.cycle_end >= old.effective_from)
    or exists (select from billing.assignment a
      join billing.rent_straightening s on s.tenant_id = a.tenant_id and s.assignment_id = a.id
      where a.tenant_id = old.tenant_id and a.rule_id = old.rule_id
        and s.basis #> '{rule,versions}' @> jsonb_build_array(jsonb_build_object('id', old.id))) then
    raise exception 'price % was billed', old.id using errcode = 'foreign_key_violation', constraint = 'rule_version_billed';
  end if;
  return old;
end $$;
