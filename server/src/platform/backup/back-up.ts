import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { now } from '../clock.ts'
import type { Secrets } from '../config.ts'
import { keysFingerprint } from '../seal.ts'
import { type BackedUpTable, type Manifest, tablePath } from './manifest.ts'
import { listSequences, listTables, type StoredTable } from './table-list.ts'

export interface BackUp {
  adminUrl: string
  dataDir: string
  /** The folder to make; it must not be there yet. */
  folder: string
  secrets: Secrets
  /** Puts secrets.json into the backup: whoever holds it can then open every phone and ID number. */
  withSecrets: boolean
}

/**
 * Writes everything into a new folder: all tables as they stood at one moment (one snapshot, so books balance), uploaded files of
 * the local disk, and on request the secrets. The folder appears under its name only when it is whole.
 * Errors: one sentence when the folder is there already.
 */
export async function backUp(input: BackUp): Promise<Manifest> {
  if (existsSync(input.folder)) throw new Error(`${input.folder} is there already: name a new folder for the backup.`)
  const making = `${input.folder}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(join(making, 'tables'), { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: input.adminUrl, application_name: 'anju-backup' })
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    const migrations = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from public.anju_migration order by name',
    )
    const tables: BackedUpTable[] = []
    for (const table of await listTables(client)) tables.push(await writeTable(client, making, table))
    // Files are stored before their rows, and never changed: what the snapshot names is there.
    const manifest: Manifest = {
      format: 1,
      madeAt: now().toISOString(),
      migrations: migrations.rows,
      tables,
      sequences: await listSequences(client),
      files: await copyFiles(input.dataDir, making),
      keysFingerprint: keysFingerprint(input.secrets),
      hasSecrets: input.withSecrets,
    }
    await client.query('commit')
    if (input.withSecrets) {
      await writeFile(join(making, 'secrets.json'), `${JSON.stringify(input.secrets, null, 2)}\n`, { mode: 0o600 })
      await chmod(join(making, 'secrets.json'), 0o600)
    }
    await writeFile(join(making, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    await rename(making, input.folder)
    return manifest
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  } finally {
    await client.end()
  }
}

async function writeTable(client: pg.Client, folder: string, table: StoredTable): Promise<BackedUpTable> {
  const name = (part: string) => client.escapeIdentifier(part)
  const columns = table.columns.map(name).join(', ')
  const hash = createHash('sha256')
  const rows = client.query(
    // Through a query, since COPY of a partitioned table alone would find nothing in the parent.
    copyTo(`copy (select ${columns} from ${name(table.schema)}.${name(table.name)}) to stdout`),
  )
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(rows, hashed, createGzip({ level: 3 }), createWriteStream(join(folder, tablePath(table))))
  return { ...table, rows: rows.rowCount ?? 0, sha256: hash.digest('hex') }
}

async function copyFiles(dataDir: string, folder: string): Promise<{ count: number; bytes: number }> {
  const source = join(dataDir, 'files')
  if (!existsSync(source)) return { count: 0, bytes: 0 }
  await cp(source, join(folder, 'files'), { recursive: true })
  let count = 0
  let bytes = 0
  for (const entry of await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    count += 1
    bytes += (await stat(join(entry.parentPath, entry.name))).size
  }
  return { count, bytes }
}
