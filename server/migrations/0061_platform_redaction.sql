-- Personal data in the audit log can be blanked without breaking its chain (ADR 12): the line keeps its hash, and a later line of the
-- same chain attests what the blanked line is now.
alter table platform.audit add column redacted_by bigint;
drop trigger append_only on platform.audit;
create trigger append_only before update or delete on platform.audit for each row
  when (current_setting('anju.redacting', true) is distinct from 'yes') execute function platform.refuse_change();

-- Every text in it becomes ***; keys, numbers and ids stay, and the name of a changed field.
create function platform.blank_words(value jsonb) returns jsonb language plpgsql immutable set search_path = pg_catalog as $$
declare
  blanked jsonb;
begin
  case jsonb_typeof(value)
    when 'object' then
      select coalesce(jsonb_object_agg(e.key, case when e.key = 'field' and e.value #>> '{}' ~ '^[A-Za-z0-9_.-]+$' then e.value else platform.blank_words(e.value) end), '{}')
        into blanked from jsonb_each(value) e;
    when 'array' then
      select coalesce(jsonb_agg(platform.blank_words(e.value) order by e.n), '[]')
        into blanked from jsonb_array_elements(value) with ordinality e(value, n);
    when 'string' then
      blanked := case when value #>> '{}' ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then value else '"***"' end;
    else blanked := value;
  end case;
  return blanked;
end $$;

create or replace function platform.append_audit(lines jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  tenant uuid := platform.tenant_id();
  head platform.audit_head;
  item jsonb;
  line platform.audit;
begin
  if tenant is null then raise exception 'audit without a tenant'; end if;
  insert into platform.audit_head values (tenant, 0, '\x'::bytea) on conflict do nothing;
  select * into head from platform.audit_head h where h.tenant_id = tenant for update;
  for item in select * from jsonb_array_elements(lines) loop
    line := jsonb_populate_record(null::platform.audit, item);
    line.tenant_id := tenant;
    line.redacted_by := null;
    line.seq := head.seq + 1;
    line.hash := platform.audit_hash(head.hash, line);
    insert into platform.audit select line.*;
    head.seq := line.seq;
    head.hash := line.hash;
  end loop;
  update platform.audit_head h set seq = head.seq, hash = head.hash where h.tenant_id = tenant;
end $$;

-- Blanks what the log tells of somebody: lines about these objects, of these accounts, or naming one of either. The system alone may.
-- Answers how many lines; `attest` is the line that says so, without seq and detail.
create function platform.redact_audit(objects text[], accounts uuid[], pseudonym text, attest jsonb) returns int
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  tenant uuid := platform.tenant_id();
  last bigint;
  blanked int;
  digests jsonb;
begin
  if tenant is null or platform.actor_kind() <> 'system' then raise exception 'not for you' using errcode = '42501'; end if;
  select h.seq into last from platform.audit_head h where h.tenant_id = tenant for update;
  perform set_config('anju.redacting', 'yes', true);
  with changed as (
    update platform.audit a set redacted_by = last + 1, detail = platform.blank_words(a.detail),
      actor_name = case when a.actor_id = any (accounts) then pseudonym else a.actor_name end,
      address = case when a.actor_id = any (accounts) then null else a.address end
    where a.tenant_id = tenant and a.action <> 'platform.auditRedacted' and (a.object = any (objects) or a.actor_id = any (accounts)
      or exists (select 1 from unnest(objects || accounts::text[]) id where strpos(a.detail::text, id) > 0))
    returning a.seq, encode(platform.audit_hash('\x', a), 'hex') as digest)
  select count(*), coalesce(jsonb_object_agg(c.seq, c.digest), '{}') into blanked, digests from changed c;
  perform set_config('anju.redacting', '', true);
  if blanked > 0 then
    perform platform.append_audit(jsonb_build_array(
      attest || jsonb_build_object('action', 'platform.auditRedacted', 'detail', jsonb_build_object('lines', blanked, 'digests', digests))));
  end if;
  return blanked;
end $$;
revoke execute on function platform.redact_audit(text[], uuid[], text, jsonb) from public;
grant execute on function platform.redact_audit(text[], uuid[], text, jsonb) to anju_app;

-- Whether a line is as it was written, or as a later line of the log says that it was blanked.
create function platform.audit_line_holds(previous bytea, line platform.audit) returns boolean language sql stable as $$
  select case when line.redacted_by is null then line.hash = platform.audit_hash(previous, line)
    else exists (select 1 from platform.audit by_line where by_line.tenant_id = line.tenant_id and by_line.seq = line.redacted_by
      and line.redacted_by > line.seq and by_line.redacted_by is null and by_line.action = 'platform.auditRedacted'
      and by_line.detail -> 'digests' ->> line.seq::text = encode(platform.audit_hash('\x', line), 'hex')) end
$$;

create or replace function platform.check_audit() returns table (lines bigint, broken_seq bigint, cut_off boolean)
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  tenant uuid := platform.tenant_id();
begin
  if tenant is null or platform.actor_kind() not in ('staff', 'system') then raise exception 'not for you' using errcode = '42501'; end if;
  return query
    with chained as (
      select a.seq, lag(a.seq, 1, 0::bigint) over w as seq_before,
        platform.audit_line_holds(lag(a.hash, 1, '\x'::bytea) over w, a) as holds
      from platform.audit a where a.tenant_id = tenant window w as (order by a.seq))
    select count(*), min(c.seq) filter (where not c.holds or c.seq <> c.seq_before + 1),
      coalesce(max(c.seq), 0) <> coalesce((select h.seq from platform.audit_head h where h.tenant_id = tenant), 0)
    from chained c;
end $$;

-- Who saw whose number in full, when and why.
create table platform.reveal (
  tenant_id uuid not null,
  id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'employee')),
  subject_id uuid not null,
  actor_id uuid not null,
  actor_name text not null,
  reason text not null,
  address text,
  at timestamptz not null,
  primary key (tenant_id, id)
);
create index reveal_at on platform.reveal (tenant_id, at desc, id);
create index reveal_subject on platform.reveal (tenant_id, subject_id, at desc);
call platform.protect('platform.reveal', 'select, insert');
-- A reason may name the person: it is blanked with the person.
grant update (reason) on platform.reveal to anju_app;
create policy not_for_residents on platform.reveal as restrictive using ((select platform.actor_kind()) <> 'resident');
insert into platform.reveal
  select a.tenant_id, gen_random_uuid(), case split_part(a.action, '.', 2) when 'personRevealed' then 'person' else 'employee' end, a.object::uuid, a.actor_id, a.actor_name,
    coalesce(a.detail ->> 'reason', ''), a.address, a.at
  from platform.audit a where split_part(a.action, '.', 2) in ('personRevealed', 'employeeRevealed') and a.actor_id is not null and a.object is not null;
create view platform.public_reveal with (security_invoker = true) as
  select tenant_id, id, subject_kind, subject_id, actor_id, actor_name, reason, address, at from platform.reveal;
grant select on platform.public_reveal to anju_app;

-- The name of an uploader goes with the person.
grant update (uploaded_by_name) on platform.file to anju_app;
