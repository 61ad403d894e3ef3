import type { TestDatabase } from '../database.ts'
import { asOwner } from '../world.ts'
import type { Request } from './ask.ts'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/** Every id in a text. */
export function idsIn(text: string): string[] {
  return (text.match(UUID) ?? []).map(id => id.toLowerCase())
}

/** A text with its ids hidden, so that two answers about different ids can be compared. */
export function hideIds(text: string): string {
  return text.replace(UUID, '<id>')
}

/** The request with each id put through `change`. */
export function changeIds(request: Request, change: (id: string) => string): Request {
  const { file, ...rest } = request
  const changed = JSON.parse(JSON.stringify(rest).replace(UUID, change)) as Request
  return file ? { ...changed, file } : changed
}

/** The ids of a request in the order they are written. */
export function idsOfRequest(request: Request): string[] {
  return idsIn(JSON.stringify({ ...request, file: undefined }))
}

async function tenantTables(database: TestDatabase): Promise<{ name: string; columns: string[] }[]> {
  return asOwner(
    database,
    `select format('%I.%I', n.nspname, c.relname) as name, array_agg(a.attname::text) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker')
     group by 1 having 'tenant_id' = any (array_agg(a.attname)) order by 1`,
  )
}

/** Every id that is written in rows where a column has this value (in tables that have the column). */
export async function idsWhere(database: TestDatabase, column: string, value: string): Promise<Set<string>> {
  const tables = (await tenantTables(database)).filter(table => table.columns.includes(column))
  const texts = tables.map(({ name }) => `select t::text as text from ${name} t where ${column} = '${value}'`)
  const rows = await asOwner<{ text: string }>(database, texts.join(' union all '))
  return new Set(rows.flatMap(row => idsIn(row.text)))
}

/** What changes by being asked at all: who was seen when, what was tried. */
const TRACES = ['identity.session', 'platform.audit', 'platform.audit_head', 'platform.idempotency']

/** A short text that changes when any row of a company does. */
export async function fingerprint(database: TestDatabase, tenantId: string): Promise<string> {
  const tables = (await tenantTables(database)).filter(({ name }) => !TRACES.includes(name))
  const parts = tables.map(
    ({ name }) =>
      `select '${name} ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as text from ${name} t where tenant_id = '${tenantId}'`,
  )
  const rows = await asOwner<{ text: string }>(database, parts.join(' union all '))
  return rows.map(row => row.text).join('\n')
}

/** The tables whose rows are walled by tenant, for asking each without a filter. */
export async function walledTables(database: TestDatabase): Promise<string[]> {
  return (await tenantTables(database)).map(table => table.name)
}
