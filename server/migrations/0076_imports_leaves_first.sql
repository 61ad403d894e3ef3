-- What an import made goes leaves first. A lease names people through its parties, which go with it: so it goes before the people,
-- though its own row refers to none of them.
create or replace function imports.depth_of(relations text[]) returns table (relation text, depth int) language plpgsql stable set search_path = pg_catalog as $$
declare
  left_over text[] := relations;
  free text[];
  level int := 0;
begin
  while cardinality(left_over) > 0 loop
    select array_agg(l) into free from unnest(left_over) l
    where not exists (
      select 1 from pg_constraint c where c.contype = 'f' and c.confrelid = l::regclass and c.conrelid <> c.confrelid
        and (c.conrelid::regclass::text = any (left_over)
          or c.confdeltype <> 'c' and exists (select 1 from pg_constraint w where w.contype = 'f' and w.confdeltype = 'c' and w.conrelid = c.conrelid
            and w.confrelid <> c.confrelid and w.confrelid::regclass::text = any (left_over))));
    -- Tables that refer to each other in a circle: in any order; the keys have the last word.
    if free is null then free := left_over; end if;
    return query select f, level from unnest(free) f;
    left_over := array(select l from unnest(left_over) l where l <> all (free));
    level := level + 1;
  end loop;
end $$;
