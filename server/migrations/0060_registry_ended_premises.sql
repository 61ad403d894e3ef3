-- Nobody moves into premises that were merged or split: who is there, what is let and what parks there goes on in their successors.
-- The statement-level checks run after the rows of a statement hold their premises, so a merge at the same moment is seen.

create function registry.refuse_ended_occupancy() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  ended date;
begin
  select p.ended_on into ended from fresh f join registry.premises p on p.tenant_id = f.tenant_id and p.id = f.premises_id
    where p.ended_on < coalesce(f.to_on, 'infinity'::date) limit 1;
  if found then
    raise exception 'the premises have ended' using errcode = 'check_violation', constraint = 'premises_ended', detail = ended::text;
  end if;
  return null;
end $$;
create trigger ended_premises_insert after insert on registry.occupancy referencing new table as fresh
  for each statement execute function registry.refuse_ended_occupancy();
create trigger ended_premises_update after update on registry.occupancy referencing new table as fresh
  for each statement execute function registry.refuse_ended_occupancy();

create function registry.refuse_ended_days() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  ended date;
begin
  select p.ended_on into ended from fresh f join registry.premises p on p.tenant_id = f.tenant_id and p.id = f.premises_id
    where not isempty(f.days) and p.ended_on < coalesce(upper(f.days), 'infinity'::date) - 1 limit 1;
  if found then
    raise exception 'the premises have ended' using errcode = 'check_violation', constraint = 'premises_ended', detail = ended::text;
  end if;
  return null;
end $$;
create trigger ended_premises_insert after insert on registry.let_space referencing new table as fresh
  for each statement execute function registry.refuse_ended_days();
create trigger ended_premises_update after update on registry.let_space referencing new table as fresh
  for each statement execute function registry.refuse_ended_days();
grant delete on registry.let_space to anju_app;

-- A vehicle that stays where it was may be corrected; none is newly put there.
create function registry.refuse_ended_home() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  ended date;
begin
  if tg_op = 'UPDATE' and new.premises_id is not distinct from old.premises_id then return new; end if;
  select p.ended_on into ended from registry.premises p where p.tenant_id = new.tenant_id and p.id = new.premises_id for key share;
  if ended is not null then
    raise exception 'the premises have ended' using errcode = 'check_violation', constraint = 'premises_ended', detail = ended::text;
  end if;
  return new;
end $$;
create trigger ended_premises before insert or update of premises_id on registry.vehicle
  for each row when (new.premises_id is not null and new.state = 'active') execute function registry.refuse_ended_home();

-- What went along to the successors, so that taking a merge or split back is exact: vehicles, permits, leases with their days.
alter table registry.succession add column carried jsonb not null default '{}';
