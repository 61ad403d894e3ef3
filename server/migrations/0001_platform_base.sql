-- The ground: who is asking (set by the door of each transaction), the walls, events, jobs, idempotency, audit, files.
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create schema platform;
grant usage on schema platform to anju_app, anju_jobs;

-- The door sets these with set_config(…, true); an unset tenant sees nothing.
create function platform.tenant_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('anju.tenant_id', true), '')::uuid $$;
create function platform.actor_kind() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('anju.actor_kind', true), ''), 'anonymous') $$;
create function platform.actor_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('anju.actor_id', true), '')::uuid $$;
create function platform.person_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('anju.person_id', true), '')::uuid $$;
create function platform.today() returns date language sql stable parallel safe
  as $$ select nullif(current_setting('anju.today', true), '')::date $$;
-- '*' is every community; else a list. Unset is none.
create function platform.scope_all() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('anju.community_ids', true), '') = '*' $$;
create function platform.scope_communities() returns uuid[] language sql stable parallel safe
  as $$ select case when coalesce(current_setting('anju.community_ids', true), '') in ('', '*') then '{}'::uuid[]
                    else current_setting('anju.community_ids', true)::uuid[] end $$;

-- Puts the walls round a table: the tenant wall always; the scope wall where rows belong to a community.
-- `rights` are what the application may do at all ('select, insert' makes it append-only).
create procedure platform.protect(target regclass, rights text, scope_column text default null) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy tenant_wall on %s using (tenant_id = (select platform.tenant_id()))', target);
  if scope_column is not null then
    execute format(
      'create policy scope_wall on %s as restrictive using ((select platform.scope_all()) or %I = any ((select platform.scope_communities())::uuid[]))',
      target, scope_column);
  end if;
  execute format('grant %s on %s to anju_app', rights, target);
end $$;

-- Keeps posted facts as they are, whoever asks.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_schema || '.' || tg_table_name using errcode = 'restrict_violation';
end $$;

create table platform.event (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint generated always as identity,
  name text not null,
  payload jsonb not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  request_id text,
  primary key (tenant_id, id)
);
create index event_seq on platform.event (tenant_id, seq);
call platform.protect('platform.event', 'select, insert');
-- What a resident does publishes events; what happened to others is not for reading.
create policy not_for_residents on platform.event as restrictive for select using ((select platform.actor_kind()) <> 'resident');

-- Tells the open screens. NOTIFY carries less than 8000 bytes: of a larger payload only the name goes, for staff of every
-- community, who ask the API for the rest.
create function platform.tell_screens() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  notice jsonb := jsonb_build_object('tenantId', new.tenant_id, 'seq', new.seq::text, 'name', new.name, 'payload', new.payload);
begin
  if octet_length(notice::text) >= 7900 then notice := notice || '{"payload": {}}'; end if;
  perform pg_notify('anju_event', notice::text);
  return null;
end $$;
create trigger tell_screens after insert on platform.event for each row execute function platform.tell_screens();

create table platform.applied (
  tenant_id uuid not null,
  event_id uuid not null,
  subscriber text not null,
  at timestamptz not null,
  primary key (tenant_id, event_id, subscriber)
);
call platform.protect('platform.applied', 'select, insert');

create table platform.idempotency (
  tenant_id uuid not null,
  actor_id uuid not null,
  key text not null check (length(key) between 8 and 100),
  route text not null,
  request_hash bytea not null,
  status int,
  response jsonb,
  at timestamptz not null,
  primary key (tenant_id, actor_id, key)
);
create index idempotency_at on platform.idempotency (at);
call platform.protect('platform.idempotency', 'select, insert, update, delete');

create table platform.audit (
  tenant_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  action text not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  object text,
  detail jsonb,
  address text,
  request_id text,
  hash bytea not null,
  primary key (tenant_id, seq)
);
create index audit_at on platform.audit (tenant_id, at);
create index audit_object on platform.audit (tenant_id, object) where object is not null;
call platform.protect('platform.audit', 'select');
create policy not_for_residents on platform.audit as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on platform.audit for each row execute function platform.refuse_change();

create table platform.audit_head (
  tenant_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);

-- What a line's hash covers: the hash before it and every column, as text.
create function platform.audit_hash(previous bytea, line platform.audit) returns bytea language sql stable as $$
  select sha256(previous || convert_to(jsonb_build_array(line.tenant_id, line.seq, extract(epoch from line.at), line.action, line.actor_kind,
    line.actor_id, line.actor_name, line.object, line.detail, line.address, line.request_id)::text, 'UTF8'))
$$;

-- The only way into the audit log: takes the tenant of the transaction, locks its head, chains the lines.
create function platform.append_audit(lines jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
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
    line.seq := head.seq + 1;
    line.hash := platform.audit_hash(head.hash, line);
    insert into platform.audit select line.*;
    head.seq := line.seq;
    head.hash := line.hash;
  end loop;
  update platform.audit_head h set seq = head.seq, hash = head.hash where h.tenant_id = tenant;
end $$;
revoke execute on function platform.append_audit(jsonb) from public;
grant execute on function platform.append_audit(jsonb) to anju_app;

create table platform.file (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) <= 200),
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 bytea not null,
  purpose text not null,
  thumbnail boolean not null default false,
  uploaded_by uuid not null,
  at timestamptz not null,
  primary key (tenant_id, id)
);
call platform.protect('platform.file', 'select, insert');
