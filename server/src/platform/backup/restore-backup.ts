import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { readSecrets, type Secrets, writeSecrets } from '../config.ts'
import { migrateDatabase } from '../migrate.ts'
import { keysFingerprint } from '../seal.ts'
import { type BackedUpTable, Manifest, tablePath } from './manifest.ts'
import { listForwardKeys } from './table-list.ts'

export interface RestoreBackup {
  /** The owner's address of an empty database. */
  adminUrl: string
  dataDir: string
  folder: string
  secrets: Secrets
}

/** Reads a backup's manifest. Errors: one sentence when the folder is no whole backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) throw new Error(`${folder} is no backup: it has no manifest.json.`)
  const parsed = Manifest.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) throw new Error(`The manifest of ${folder} cannot be read: it is damaged or of a newer Anju.`)
  return parsed.data
}

/**
 * The secrets that open this backup: those at hand when they fit, else those in the backup, which then become the ones at hand.
 * Errors: one sentence when neither fits.
 */
export async function secretsFor(
  folder: string,
  manifest: Manifest,
  dataDir: string,
  atHand: Secrets,
): Promise<Secrets> {
  if (keysFingerprint(atHand) === manifest.keysFingerprint) return atHand
  if (!manifest.hasSecrets)
    throw new Error(
      `This backup was made with other secrets: put its secrets.json into ${dataDir} first, else phones and ID numbers could never be opened.`,
    )
  const stored = JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as Secrets
  if (process.env.ANJU_SECRETS) throw new Error('This backup was made with other secrets than ANJU_SECRETS.')
  // The passwords of the database's roles stay as this server has them.
  writeSecrets(dataDir, { ...stored, appPassword: atHand.appPassword, jobsPassword: atHand.jobsPassword })
  return readSecrets(dataDir)
}

/**
 * Fills an empty database from a backup: the migrations it was made with, every table (checked against its hash), the counters,
 * then the migrations that came since; and the uploaded files. Foreign keys stay on, so a backup that does not fit together is
 * refused. Errors: one sentence each; nothing is left in the tables then.
 */
export async function restoreBackup(input: RestoreBackup): Promise<Manifest> {
  const manifest = await readManifest(input.folder)
  await requireEmpty(input.adminUrl)
  const { appPassword, jobsPassword } = input.secrets
  const roles = { adminUrl: input.adminUrl, appPassword, jobsPassword }
  await migrateDatabase({ ...roles, only: manifest.migrations })
  const client = new pg.Client({ connectionString: input.adminUrl, application_name: 'anju-restore' })
  await client.connect()
  try {
    await client.query('begin')
    await fillTables(client, input.folder, manifest)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    await client.end()
  }
  await migrateDatabase(roles)
  if (existsSync(join(input.folder, 'files'))) {
    await mkdir(input.dataDir, { recursive: true })
    await cp(join(input.folder, 'files'), join(input.dataDir, 'files'), { recursive: true })
  }
  return manifest
}

async function requireEmpty(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ used: boolean }>(
      `select to_regclass('public.anju_migration') is not null as used`,
    )
    if (rows[0]?.used)
      throw new Error(
        'The database is not empty: restore into a new one (an empty data folder, or a DATABASE_URL of a new database).',
      )
  } finally {
    await client.end()
  }
}

async function fillTables(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const name = (table: { schema: string; name: string }) =>
    `${client.escapeIdentifier(table.schema)}.${client.escapeIdentifier(table.name)}`
  // What migrations wrote themselves comes from the backup again.
  await client.query(`truncate ${manifest.tables.map(name).join(', ')}`)
  // Facts were told when they happened, and append-only tables guard against later changes only.
  for (const table of manifest.tables) await client.query(`alter table ${name(table)} disable trigger user`)
  const forward = await listForwardKeys(client, manifest.tables)
  for (const key of forward) await client.query(`alter table ${key.table} drop constraint ${key.name}`)
  for (const table of manifest.tables) await fillTable(client, folder, table, name(table))
  for (const key of forward) await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`)
  for (const table of manifest.tables) await client.query(`alter table ${name(table)} enable trigger user`)
  for (const sequence of manifest.sequences)
    await client.query('select setval($1, $2::bigint, $3)', [name(sequence), sequence.lastValue, sequence.isCalled])
  // Whoever worked on a job when the backup was made does so no more.
  await client.query('update graphile_worker._private_jobs set locked_at = null, locked_by = null')
  await client.query('update graphile_worker._private_job_queues set locked_at = null, locked_by = null')
  await client.query('analyze')
}

async function fillTable(client: pg.Client, folder: string, table: BackedUpTable, name: string): Promise<void> {
  const columns = table.columns.map(column => client.escapeIdentifier(column)).join(', ')
  const hash = createHash('sha256')
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const into = client.query(copyFrom(`copy ${name} (${columns}) from stdin`))
  await pipeline(createReadStream(join(folder, tablePath(table))), createGunzip(), hashed, into)
  if (hash.digest('hex') !== table.sha256 || into.rowCount !== table.rows)
    throw new Error(`The backup is damaged: ${tablePath(table)} is not as it was written.`)
}
