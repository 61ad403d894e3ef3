-- Recomputes the company's own audit chain, for a button as well as for the command line: how many lines there are, the first
-- that does not follow from those before it, and whether the end was cut off. Only the head, which nobody may read, knows the latter.
create function platform.check_audit() returns table (lines bigint, broken_seq bigint, cut_off boolean)
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  tenant uuid := platform.tenant_id();
begin
  if tenant is null or platform.actor_kind() not in ('staff', 'system') then raise exception 'not for you' using errcode = '42501'; end if;
  return query
    with chained as (
      select a.seq, a.hash, lag(a.seq, 1, 0::bigint) over w as seq_before,
        platform.audit_hash(lag(a.hash, 1, '\x'::bytea) over w, a) as wanted
      from platform.audit a where a.tenant_id = tenant window w as (order by a.seq))
    select count(*), min(c.seq) filter (where c.hash <> c.wanted or c.seq <> c.seq_before + 1),
      coalesce(max(c.seq), 0) <> coalesce((select h.seq from platform.audit_head h where h.tenant_id = tenant), 0)
    from chained c;
end $$;
revoke execute on function platform.check_audit() from public;
grant execute on function platform.check_audit() to anju_app;

create index audit_actor on platform.audit (tenant_id, actor_id, seq) where actor_id is not null;

-- Who uploaded, as the name was then: the list of files asks no module to the right.
alter table platform.file add column uploaded_by_name text not null default '';
