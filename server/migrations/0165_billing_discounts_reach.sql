-- Which charges a discount is of, said once: runs, overlaps, what approvers are shown and what residents are refused ask it here.
-- One that names items is of what these are charged by. One of every item is of what is charged by the month or once and is the company's money
-- or the owners': what is collected for others, or costs what was used, is passed on at cost unless it is named. None is of a deposit, which is
-- owed back, nor of a shared cost, whose parts add up to it: there homes are exempt instead (domain.md 1.2, E18).
create function billing.discount_reaches(item_ids uuid[], item_id uuid, treatment text, rule_kind text) returns boolean
language sql immutable parallel safe as $$
  select treatment <> 'deposit' and rule_kind not in ('deposit', 'pool')
    and case when item_ids is null then treatment in ('revenue', 'public') and rule_kind <> 'metered' else item_id = any(item_ids) end $$;

-- Whether two discounts are of one charge of a community; of an item without a rule, as if it were charged by the month.
create function billing.discounts_meet(tenant uuid, community uuid, one uuid[], other uuid[]) returns boolean
language sql stable parallel safe as $$
  select exists (select from billing.charge_item i
    left join billing.rule r on r.tenant_id = i.tenant_id and r.item_id = i.id and r.community_id = community
    where i.tenant_id = tenant and billing.discount_reaches(one, i.id, i.treatment, coalesce(r.kind, 'fixed'))
      and billing.discount_reaches(other, i.id, i.treatment, coalesce(r.kind, 'fixed'))) $$;

-- Another discount of the same charges that the own home has on some of the days: residents see neither items nor rules.
create function billing.my_overlapping_grant(home uuid, asked uuid, from_day date, to_day date)
returns table (premises text, name text, from_on date, to_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select p.label, d.name, g.from_on, g.to_on from billing.discount_grant g
  join billing.discount d on d.tenant_id = g.tenant_id and d.id = g.discount_id
  join billing.discount a on a.tenant_id = g.tenant_id and a.id = asked
  join registry.public_premises p on p.tenant_id = g.tenant_id and p.id = g.premises_id
  where g.tenant_id = platform.tenant_id() and g.premises_id = home and home in (select registry.my_premises())
    and g.discount_id <> asked and g.from_on <= to_day and g.to_on >= from_day
    and billing.discounts_meet(g.tenant_id, g.community_id, d.item_ids, a.item_ids)
  order by g.from_on, g.id limit 1 $$;
revoke execute on function billing.my_overlapping_grant(uuid, uuid, date, date) from public;
grant execute on function billing.my_overlapping_grant(uuid, uuid, date, date) to anju_app;

-- A discount that was given by mistake is taken back while nothing stands that was billed by it; drafts are bills, too. Afterwards it is ended.
create function billing.refuse_billed_grant() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from billing.bill b
    join billing.discount d on d.tenant_id = old.tenant_id and d.id = old.discount_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id
    join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
    where b.tenant_id = old.tenant_id and b.premises_id = old.premises_id and b.state <> 'void'
      and billing.discount_reaches(d.item_ids, i.id, i.treatment, r.kind)
      and l.segment_start <= old.to_on and l.segment_end >= old.from_on and l.reverses_line_id is null
      and coalesce(l.explanation ->> 'percent', '100') <> '100'
      and not exists (select from billing.bill_line x where x.tenant_id = l.tenant_id and x.reverses_line_id = l.id)) then
    raise exception 'grant % was billed', old.id using errcode = 'foreign_key_violation', constraint = 'grant_billed';
  end if;
  return old;
end $$;
revoke execute on function billing.refuse_billed_grant() from public;
drop policy carried_only on billing.discount_grant;
create trigger not_billed before delete on billing.discount_grant for each row execute function billing.refuse_billed_grant();

-- What shows that a discount is due, and the reading that ended one of a home that is vacant.
alter table billing.discount_grant add column photo_ids uuid[] not null default '{}';
alter table billing.discount_grant add column ended_by jsonb check (ended_by is null or ended_by ?& array['kind', 'used', 'fromOn', 'toOn']);
