import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { readSecrets, type Secrets, writeSecrets } from './config.ts'
import { seal, sealingVersion, unseal, useSecrets } from './seal.ts'

export interface RotateKeys {
  adminUrl: string
  dataDir: string
  secrets: Secrets
  /** Forget the older keys once nothing is sealed with them any more. */
  retire: boolean
}

export interface RotatedKeys {
  /** Of the key in use from now on. */
  version: number
  /** `schema.table.column` → values sealed anew. */
  resealed: Record<string, number>
  retired: number
}

const BATCH = 1000
/** A version is one byte in front of what is sealed. */
const MAX_VERSION = 255

/**
 * Adds a sealing key and seals every column that ends in `_sealed` anew with it, a thousand rows a transaction, while servers
 * run: they read the new key when they first meet it. Killed halfway, the next call goes on: it adds no key while older seals remain.
 * Errors: one sentence when the secrets are not ours to write.
 */
export async function rotateKeys(input: RotateKeys): Promise<RotatedKeys> {
  if (process.env.ANJU_SECRETS)
    throw new Error(
      'The secrets come from ANJU_SECRETS: add a key to its "sealingKeys" there, restart, and run this without it.',
    )
  const client = new pg.Client({ connectionString: input.adminUrl, application_name: 'anju-rotate-keys' })
  await client.connect()
  try {
    const columns = await sealedColumns(client)
    useSecrets(input.secrets)
    // An interrupted rotation is finished before a new one begins.
    const unfinished = await countOlder(client, columns, sealingVersion())
    if (unfinished === 0) addKey(input)
    const version = sealingVersion()
    const resealed: Record<string, number> = {}
    for (const column of columns) resealed[column.name] = await resealColumn(client, column, version)
    // What running servers sealed meanwhile with the key before.
    for (const column of columns)
      resealed[column.name] = (resealed[column.name] ?? 0) + (await resealColumn(client, column, version))
    const retired = input.retire && (await countOlder(client, columns, version)) === 0 ? retireKeys(input.dataDir) : 0
    return { version, resealed, retired }
  } finally {
    await client.end()
  }
}

function addKey({ dataDir, secrets }: RotateKeys): void {
  if (secrets.sealingKeys.length > MAX_VERSION) throw new Error('There are 256 sealing keys already.')
  const next = { ...secrets, sealingKeys: [...secrets.sealingKeys, randomBytes(32).toString('hex')] }
  writeSecrets(dataDir, next)
  useSecrets(next)
}

/** Places stay, since what is sealed names its key by its place. */
function retireKeys(dataDir: string): number {
  const secrets = readSecrets(dataDir)
  const last = secrets.sealingKeys.length - 1
  const retired = secrets.sealingKeys.filter((key, index) => index < last && key !== '').length
  writeSecrets(dataDir, { ...secrets, sealingKeys: secrets.sealingKeys.map((key, index) => (index < last ? '' : key)) })
  return retired
}

interface SealedColumn {
  /** `schema.table.column`. */
  name: string
  table: string
  column: string
}

async function sealedColumns(client: pg.Client): Promise<SealedColumn[]> {
  const { rows } = await client.query<{ schema: string; table: string; column: string }>(
    `select n.nspname as schema, c.relname as table, a.attname as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and a.attname like '%\\_sealed' and a.atttypid = 'bytea'::regtype
       and not a.attisdropped order by 1, 2, 3`,
  )
  return rows.map(({ schema, table, column }) => ({
    name: `${schema}.${table}.${column}`,
    table: `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`,
    column: client.escapeIdentifier(column),
  }))
}

async function countOlder(client: pg.Client, columns: SealedColumn[], version: number): Promise<number> {
  let count = 0
  for (const { table, column } of columns) {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from ${table} where get_byte(${column}, 0) < $1`,
      [version],
    )
    count += rows[0]?.count ?? 0
  }
  return count
}

async function resealColumn(client: pg.Client, { table, column }: SealedColumn, version: number): Promise<number> {
  let count = 0
  for (;;) {
    await client.query('begin')
    const { rows } = await client.query<{ place: string; sealed: Buffer }>(
      `select ctid::text as place, ${column} as sealed from ${table} where get_byte(${column}, 0) < $1 limit ${BATCH} for update skip locked`,
      [version],
    )
    if (rows.length > 0)
      await client.query(
        `update ${table} t set ${column} = r.sealed from unnest($1::tid[], $2::bytea[]) as r(place, sealed) where t.ctid = r.place`,
        [rows.map(row => row.place), rows.map(row => seal(unseal(row.sealed)))],
      )
    await client.query('commit')
    count += rows.length
    if (rows.length < BATCH) return count
  }
}
