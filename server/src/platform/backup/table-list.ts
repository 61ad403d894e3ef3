import type pg from 'pg'

export interface StoredTable {
  schema: string
  name: string
  columns: string[]
}

// The queue's tables hold what waits to be done; who works on it is nobody's after a restore.
const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public') and n.nspname not like 'pg\\_%'
  and not (n.nspname = 'graphile_worker' and c.relname = 'migrations')`

/** Every table with rows of ours, each after the tables it refers to; generated columns are left out: they make themselves. */
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
    const ready = waiting.filter(table => table.after.every(name => done.has(name)))
    if (ready.length === 0)
      throw new Error(`Tables refer to each other in a ring: ${waiting.map(table => table.name).join(', ')}.`)
    for (const { schema, name, columns } of ready) {
      sorted.push({ schema, name, columns })
      done.add(`${schema}.${name}`)
    }
    waiting = waiting.filter(table => !ready.includes(table))
  }
  return sorted
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
