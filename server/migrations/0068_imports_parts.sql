-- What a commit asks is how many parts hang on what it made; whether anything refers to it or was edited is asked when it is to be
-- taken back. Both join what was made, of which a large import's own statistics say nothing yet.
create function imports.parts_of(import uuid) returns table (relation text, n bigint)
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare r record;
begin
  for r in
    select distinct m.relation as whole, c.conrelid::regclass::text as part, a.attname::text as referring
    from (select distinct c.relation from imports.created c where c.tenant_id = platform.tenant_id() and c.import_id = import) m
    join pg_constraint c on c.contype = 'f' and c.confrelid = m.relation::regclass and c.conparentid = 0
    cross join lateral unnest(c.conkey, c.confkey) as k(own, other)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
    join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.other
    where b.attname = 'id' and imports.key_of(c.conrelid) is distinct from 'id,tenant_id'
  loop
    return query execute format(
      'select %L, count(*) from %s x join imports.created c on c.tenant_id = x.tenant_id and c.object_id = x.%I
       where x.tenant_id = $1 and c.import_id = $2 and c.relation = %L having count(*) > 0', r.part, r.part, r.referring, r.whole)
      using platform.tenant_id(), import;
  end loop;
end $$;
revoke execute on function imports.parts_of(uuid) from public;
grant execute on function imports.parts_of(uuid) to anju_app;

create or replace function imports.refresh_statistics() returns void language plpgsql security definer set search_path = pg_catalog as $$
declare t record;
begin
  for t in select w.relation from imports.writable_tables() w where w.relation ~ '^(registry|metering)\.' union all select 'imports.created' loop
    execute format('analyze %s', t.relation);
  end loop;
end $$;

-- As written_here, of one table, so that a large import is not held at once.
create function imports.written_in(relation text) returns table (object_id uuid, version int)
  language plpgsql security definer set search_path = pg_catalog as $$
declare t record;
begin
  select w.relation, w.versioned into strict t from imports.writable_tables() w where w.relation = written_in.relation;
  return query execute format('select x.id, %s from %s x where x.tenant_id = $1 and x.xmin = $2',
    case when t.versioned then 'x.version' else 'null::int' end, t.relation) using platform.tenant_id(), pg_current_xact_id()::xid;
end $$;
revoke execute on function imports.written_in(text) from public;
grant execute on function imports.written_in(text) to anju_app;
drop function imports.written_here();
