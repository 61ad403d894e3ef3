-- An import remembers every row it made, whoever made it on the way, and can be taken back as long as nothing else hangs on them.
-- Taking back is the one deed that reaches into the modules to the left by itself: it deletes exactly the rows remembered, and their
-- foreign keys, which every later business row has, keep the last word.
alter table imports.import add column parts jsonb not null default '{}';

create table imports.created (
  tenant_id uuid not null,
  import_id uuid not null,
  relation text not null,
  object_id uuid not null,
  -- of rows that are edited: what it was when the import committed
  version int,
  primary key (tenant_id, import_id, relation, object_id),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.created', 'select, insert, delete');
create policy not_for_residents on imports.created as restrictive using ((select platform.actor_kind()) <> 'resident');
grant delete on imports.external_ref to anju_app;

create function imports.key_of(target regclass) returns text language sql stable set search_path = pg_catalog as $$
  select string_agg(a.attname::text, ',' order by a.attname::text)
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
  where i.indrelid = target and i.indisprimary
$$;

-- Tables that an import may write into and whose rows may be taken back: their key is (tenant_id, id). No posted facts among them.
create function imports.writable_tables() returns table (relation text, versioned boolean) language sql stable set search_path = pg_catalog as $$
  select c.oid::regclass::text,
    exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'version' and not a.attisdropped)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r'
    and (n.nspname in ('registry', 'workforce') or c.oid::regclass::text in
      ('billing.rule', 'billing.rule_version', 'billing.charge_item', 'billing.assignment', 'identity.resident_account'))
    and imports.key_of(c.oid) = 'id,tenant_id'
$$;
-- The rows of such tables that the present transaction has written. Those that were there before it, and were only changed, are told
-- apart by asking another transaction what it sees.
create function imports.written_here() returns table (relation text, object_id uuid, version int)
  language plpgsql security definer set search_path = pg_catalog as $$
declare t record;
begin
  for t in select w.relation, w.versioned from imports.writable_tables() w loop
    return query execute format(
      'select %L, x.id, %s from %s x where x.tenant_id = $1 and x.xmin = $2',
      t.relation, case when t.versioned then 'x.version' else 'null::int' end, t.relation)
      using platform.tenant_id(), pg_current_xact_id()::xid;
  end loop;
end $$;
create function imports.seen(relation text, ids uuid[]) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if not exists (select 1 from imports.writable_tables() w where w.relation = seen.relation) then
    raise exception 'no rows of % are imported', relation;
  end if;
  return query execute format('select x.id from %s x where x.tenant_id = $1 and x.id = any ($2)', relation)
    using platform.tenant_id(), ids;
end $$;

-- What refers to the rows of an import. reason: 'part' rows have no id of their own and go with their whole; 'refers' rows were made by
-- somebody else; 'edited' rows were changed since.
create function imports.hanging_on(import uuid) returns table (relation text, reason text, n bigint)
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  t record;
  r record;
begin
  for t in select distinct c.relation, w.versioned from imports.created c join imports.writable_tables() w on w.relation = c.relation
           where c.tenant_id = platform.tenant_id() and c.import_id = import loop
    if t.versioned then
      return query execute format(
        'select %L, %L, count(*) from %s x join imports.created c on c.tenant_id = x.tenant_id and c.object_id = x.id
         where x.tenant_id = $1 and c.import_id = $2 and c.relation = %L and x.version > c.version having count(*) > 0',
        t.relation, 'edited', t.relation, t.relation) using platform.tenant_id(), import;
    end if;
    for r in
      select c.conrelid::regclass::text as relation, a.attname::text as referring, imports.key_of(c.conrelid) = 'id,tenant_id' as whole
      from pg_constraint c
      cross join lateral unnest(c.conkey, c.confkey) as k(own, other)
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
      join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.other
      where c.contype = 'f' and c.confrelid = t.relation::regclass and c.conparentid = 0 and b.attname = 'id'
    loop
      return query execute format(
        'select %L, %L, count(*) from %s x join imports.created c on c.tenant_id = x.tenant_id and c.object_id = x.%I
         where x.tenant_id = $1 and c.import_id = $2 and c.relation = %L %s having count(*) > 0',
        r.relation, case when r.whole then 'refers' else 'part' end, r.relation, r.referring, t.relation,
        case when r.whole then format(
          'and not exists (select 1 from imports.created m where m.tenant_id = $1 and m.import_id = $2 and m.relation = %L and m.object_id = x.id)',
          r.relation) else '' end)
        using platform.tenant_id(), import;
    end loop;
  end loop;
end $$;

-- Deletes rows that an import made, with their parts. A row that something still refers to raises foreign_key_violation.
create function imports.take_back(import uuid, relation text, ids uuid[]) returns bigint
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  r record;
  mine uuid[];
  n bigint;
begin
  if not exists (select 1 from imports.writable_tables() w where w.relation = take_back.relation) then
    raise exception 'no rows of % are imported', relation;
  end if;
  select array_agg(c.object_id) into mine from imports.created c
  where c.tenant_id = platform.tenant_id() and c.import_id = take_back.import and c.relation = take_back.relation and c.object_id = any (ids);
  for r in
    select c.conrelid::regclass::text as part, a.attname::text as referring
    from pg_constraint c
    cross join lateral unnest(c.conkey, c.confkey) as k(own, other)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
    join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.other
    join pg_class p on p.oid = c.conrelid join pg_namespace pn on pn.oid = p.relnamespace
    join pg_class w on w.oid = c.confrelid join pg_namespace wn on wn.oid = w.relnamespace
    where c.contype = 'f' and c.confrelid = take_back.relation::regclass and c.conparentid = 0 and b.attname = 'id'
      and pn.nspname = wn.nspname and imports.key_of(c.conrelid) <> 'id,tenant_id'
  loop
    execute format('delete from %s x where x.tenant_id = $1 and x.%I = any ($2)', r.part, r.referring)
      using platform.tenant_id(), mine;
  end loop;
  execute format('delete from %s x where x.tenant_id = $1 and x.id = any ($2)', relation) using platform.tenant_id(), mine;
  get diagnostics n = row_count;
  return n;
end $$;

-- In which order tables are emptied so that what refers goes before what it refers to: 0 first.
create function imports.depth_of(relations text[]) returns table (relation text, depth int) language plpgsql stable set search_path = pg_catalog as $$
declare
  left_over text[] := relations;
  free text[];
  level int := 0;
begin
  while cardinality(left_over) > 0 loop
    select array_agg(l) into free from unnest(left_over) l
    where not exists (
      select 1 from pg_constraint c where c.contype = 'f' and c.confrelid = l::regclass and c.conrelid <> c.confrelid
        and c.conrelid::regclass::text = any (left_over));
    -- Tables that refer to each other in a circle: in any order; the keys have the last word.
    if free is null then free := left_over; end if;
    return query select f, level from unnest(free) f;
    left_over := array(select l from unnest(left_over) l where l <> all (free));
    level := level + 1;
  end loop;
end $$;

revoke execute on function imports.written_here(), imports.seen(text, uuid[]), imports.hanging_on(uuid), imports.take_back(uuid, text, uuid[]) from public;
grant execute on function imports.written_here(), imports.seen(text, uuid[]), imports.hanging_on(uuid), imports.take_back(uuid, text, uuid[]) to anju_app;
