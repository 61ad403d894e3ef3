import type pg from 'pg'
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

interface Table {
  name: string
  columns: string[]
}

const TENANT_TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name, array_agg(a.attname::text) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker')
  group by 1 having 'tenant_id' = any (array_agg(a.attname)) order by 1`

/** The tables whose rows belong to a company, by the catalogue of the database. `owner` looks past every wall. */
export async function tenantTables(owner: pg.Pool): Promise<Table[]> {
  const { rows } = await owner.query<Table>(TENANT_TABLES)
  return rows
}

/** Every id that is written in rows where a column has this value (in tables that have the column). */
export async function idsWhere(owner: pg.Pool, column: string, value: string): Promise<Set<string>> {
  const tables = (await tenantTables(owner)).filter(table => table.columns.includes(column))
  const texts = tables.map(({ name }) => `select t::text as text from ${name} t where ${column} = '${value}'`)
  const { rows } = await owner.query<{ text: string }>(texts.join(' union all '))
  return new Set(rows.flatMap(row => idsIn(row.text)))
}

/** Every id that is written in rows of a building and its premises, and in no row that belongs to the whole community. */
export async function idsOfBuilding(owner: pg.Pool, buildingId: string): Promise<Set<string>> {
  const { rows } = await owner.query<{ id: string; person_id: string | null }>(
    `select p.id, o.person_id from registry.premises p left join registry.occupancy o on o.premises_id = p.id where p.building_id = $1`,
    [buildingId],
  )
  const people = rows.flatMap(row => row.person_id ?? [])
  const inside = new Set([buildingId, ...rows.map(row => row.id), ...people])
  for (const id of await idsWhere(owner, 'building_id', buildingId)) inside.add(id)
  for (const premises of new Set(rows.map(row => row.id)))
    for (const id of await idsWhere(owner, 'premises_id', premises)) inside.add(id)
  const ofAll = (await tenantTables(owner)).filter(
    ({ name, columns }) =>
      !columns.includes('premises_id') &&
      !columns.includes('building_id') &&
      !OF_HOMES.has(name) &&
      !name.startsWith('messaging.'),
  )
  const texts = ofAll.map(({ name }) => `select t::text as text from ${name} t`)
  // A run over every household is the community's; one of a single household is not.
  texts.push('select t.id::text as text from billing.bill_run t where premises_id is null')
  const others = await owner.query<{ text: string }>(texts.join(' union all '))
  const known = new Set(others.rows.flatMap(row => idsIn(row.text)))
  return new Set([...inside].filter(id => !known.has(id) || people.includes(id)))
}

/** Tables that name homes and their people in other words: their ids are no news of the community. */
const OF_HOMES = new Set([
  'messaging.notice',
  'billing.waiver_part',
  'identity.resident_account',
  'ledger.entry',
  'platform.audit',
  'platform.event',
  'platform.applied',
  'platform.idempotency',
  'registry.building',
  'registry.community',
  'registry.person',
  'registry.person_phone',
  'registry.person_contact',
  'registry.person_tag',
  'registry.pet',
  'registry.person_field_value',
  'registry.duplicate_pair',
  'registry.person_merge',
])

/** What changes by being asked at all: who was seen when, what was tried. */
const TRACES = ['identity.session', 'platform.audit', 'platform.audit_head', 'platform.idempotency']

/** A short text that changes when any row of a company does. */
export async function fingerprint(owner: pg.Pool, tenantId: string): Promise<string> {
  const tables = (await tenantTables(owner)).filter(({ name }) => !TRACES.includes(name))
  const parts = tables.map(
    ({ name }) =>
      `select '${name} ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as text from ${name} t where tenant_id = '${tenantId}'`,
  )
  const { rows } = await owner.query<{ text: string }>(parts.join(' union all '))
  return rows.map(row => row.text).join('\n')
}
