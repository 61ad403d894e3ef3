import type pg from 'pg'

export interface StoredTable {
  schema: string
  name: string
  columns: string[]
}

// The queue's tables hold what waits to be done; who works on it is nobody's after a restore.
const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public') and n.nspname not like 'pg\\_%'
  and not (n.nspname = 'graphile_worker' and c.relname = 'migrations')`

/** Every table with rows of ours, each after the tables it refers to as far as that can be; generated columns are left out: they make themselves. */
export async function listTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable & { after: string[] }>(`
    select n.nspname as schema, c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select coalesce(array_agg(distinct tn.nspname || '.' || t.relname), '{}') from pg_constraint k
         join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as after
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${OURS}
    order by 1, 2`)
  return inOrder(rows)
}

function inOrder(tables: (StoredTable & { after: string[] })[]): StoredTable[] {
  const sorted: StoredTable[] = []
  const done = new Set<string>()
  let waiting = tables
  while (waiting.length > 0) {
    const free = waiting.filter(table => table.after.every(name => done.has(name)))
    // Tables that refer to each other in a ring: one goes first, and the restore looks after what points forward.
    const ready = free.length > 0 ? free : waiting.slice(0, 1)
    for (const { schema, name, columns } of ready) {
      sorted.push({ schema, name, columns })
      done.add(`${schema}.${name}`)
    }
    waiting = waiting.filter(table => !ready.includes(table))
  }
  return sorted
}

export interface ForeignKey {
  /** Quoted, with its schema. */
  table: string
  /** Quoted. */
  name: string
  /** `foreign key (…) references …` */
  definition: string
}

/** The foreign keys of a table that stands in `tables` before the one it refers to. */
export async function listForwardKeys(
  client: pg.ClientBase,
  tables: { schema: string; name: string }[],
): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `with place as (select format('%I.%I', t.schema, t.name)::regclass as id, t.at from unnest($1::text[], $2::text[]) with ordinality t(schema, name, at))
     select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join place own on own.id = k.conrelid join place target on target.id = k.confrelid
     where k.contype = 'f' and target.at > own.at order by 1, 2`,
    [tables.map(table => table.schema), tables.map(table => table.name)],
  )
  return rows
}

/** Where the counters of identity columns stand. */
export async function listSequences(
  client: pg.ClientBase,
): Promise<{ schema: string; name: string; lastValue: string; isCalled: boolean }[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${OURS} order by 1, 2`,
  )
  const states = []
  for (const { schema, name } of rows) {
    const { rows: found } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`,
    )
    states.push({ schema, name, lastValue: found[0]?.last ?? '1', isCalled: found[0]?.called ?? false })
  }
  return states
}
