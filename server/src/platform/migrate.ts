import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { ROOT } from './config.ts'
import { migrateJobs } from './jobs.ts'

export interface MigrateInput {
  /** The owner's address: may make roles and tables. */
  adminUrl: string
  appPassword: string
  jobsPassword: string
  /** For a restore: only these, which must be the first of ours, unchanged. */
  only?: readonly { name: string; sha256: string }[]
}

/** The same database as another role. */
export function urlAs(adminUrl: string, user: string, password: string): string {
  const url = new URL(adminUrl)
  url.username = user
  url.password = password
  return url.toString()
}

const MIGRATIONS = join(ROOT, 'server/migrations')

/**
 * Makes the roles, brings the queue's tables up to date and applies every migration that is not applied yet, in order of
 * names, each in its own transaction. Forward only: a file that changed after it landed is refused.
 */
export async function migrateDatabase(input: MigrateInput): Promise<string[]> {
  const admin = new pg.Client({ connectionString: input.adminUrl, application_name: 'anju-migrate' })
  // A server that goes down fails the statement; without a listener it would end the process, too.
  admin.on('error', () => undefined)
  await admin.connect()
  try {
    // Two servers starting at once: the second waits, then finds nothing to do.
    await admin.query('select pg_advisory_lock(4207001)')
    await makeRoles(admin, input)
    await makeQueue(admin, input)
    return await applyMigrations(admin, input.only)
  } finally {
    await admin.end()
  }
}

/** Refuses, in a sentence, a database that is empty, behind this version, or that does not know our secrets: what only serves makes nothing. */
export async function requireMigrated(input: Pick<MigrateInput, 'adminUrl' | 'appPassword'>): Promise<void> {
  const first = 'run `node server/src/main.ts migrate` first (npm start does so by itself).'
  const admin = new pg.Client({ connectionString: input.adminUrl, application_name: 'anju-migrate' })
  admin.on('error', () => undefined)
  await admin.connect()
  try {
    const { rows } = await admin.query(`select to_regclass('public.anju_migration') is not null as made`)
    if (!rows[0].made) throw new Error(`The database is empty: ${first}`)
    const landed = await admin.query<{ name: string }>('select name from public.anju_migration')
    const known = new Set(landed.rows.map(({ name }) => name))
    const missing = migrationNames().filter(name => !known.has(name))
    if (missing.length > 0)
      throw new Error(`The database is ${missing.length} migration(s) behind this version (${missing[0]}): ${first}`)
  } finally {
    await admin.end()
  }
  const app = new pg.Client({ connectionString: urlAs(input.adminUrl, 'anju_app', input.appPassword) })
  try {
    await app.connect()
  } catch (cause) {
    if (!['28P01', '28000'].includes((cause as { code?: string }).code ?? '')) throw cause
    const words =
      'The secrets here are not those of this database: take secrets.json of the data folder it was made with'
    throw new Error(`${words}, or ${first}`, { cause })
  } finally {
    await app.end().catch(() => undefined)
  }
}

async function makeRoles(admin: pg.Client, input: MigrateInput): Promise<void> {
  for (const [role, password] of [
    ['anju_app', input.appPassword],
    ['anju_jobs', input.jobsPassword],
  ] as const) {
    const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role])
    if (!rowCount)
      await admin
        .query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole`)
        .catch(ignoreDuplicate)
    await admin.query(`alter role ${role} password ${admin.escapeLiteral(password)}`).catch(ignoreConcurrentUpdate)
  }
  const { rows } = await admin.query('select current_database() as name')
  const database = admin.escapeIdentifier(rows[0].name)
  await admin.query(`grant connect on database ${database} to anju_app, anju_jobs`)
  await admin.query('revoke create on schema public from public')
}

/** Roles belong to the whole server: another database's migration may have made one a moment ago. */
function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== '23505') throw error
}

function ignoreConcurrentUpdate(error: { message?: string }): void {
  if (!/concurrently updated/.test(error.message ?? '')) throw error
}

/** The queue belongs to its own role, which has no right on any business table; the app reaches it by one function. */
async function makeQueue(admin: pg.Client, input: MigrateInput): Promise<void> {
  const { rows } = await admin.query(
    `select current_database() as name, current_user as me, (select rolsuper from pg_roles where rolname = current_user) as super`,
  )
  const database = admin.escapeIdentifier(rows[0].name)
  await admin.query(`grant create on database ${database} to anju_jobs`)
  await migrateJobs(urlAs(input.adminUrl, 'anju_jobs', input.jobsPassword))
  await admin.query(`revoke create on database ${database} from anju_jobs`)
  if (!rows[0].super) await admin.query(`grant anju_jobs to ${admin.escapeIdentifier(rows[0].me)}`)
}

const ENQUEUE = `
  create or replace function platform.enqueue(task text, payload json, queue text, key text, run_at timestamptz, attempts int)
    returns void language sql security definer set search_path = pg_catalog as $$
    select graphile_worker.add_job(task, payload, queue_name => queue, job_key => key, run_at => run_at, max_attempts => attempts)
  $$;
  alter function platform.enqueue(text, json, text, text, timestamptz, int) owner to anju_jobs;
  revoke execute on function platform.enqueue(text, json, text, text, timestamptz, int) from public;
  grant execute on function platform.enqueue(text, json, text, text, timestamptz, int) to anju_app;
`

async function applyMigrations(admin: pg.Client, only: MigrateInput['only']): Promise<string[]> {
  await admin.query(
    'create table if not exists public.anju_migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
  )
  const { rows } = await admin.query<{ name: string; sha256: string }>('select name, sha256 from public.anju_migration')
  const landed = new Map(rows.map(row => [row.name, row.sha256]))
  const applied: string[] = []
  const names = only ? wantedNames(only) : migrationNames()
  for (const name of names) {
    const text = readFileSync(join(MIGRATIONS, name), 'utf8')
    const sha256 = createHash('sha256').update(text).digest('hex')
    const known = landed.get(name)
    if (known && known !== sha256)
      throw new Error(`Migration ${name} was changed after it had been applied; write a new one instead.`)
    if (known) continue
    const wanted = only?.find(migration => migration.name === name)?.sha256
    if (wanted && wanted !== sha256) throw new Error(`Migration ${name} is not the one that the backup was made with.`)
    await admin.query('begin')
    try {
      await admin.query(text)
      await admin.query('insert into public.anju_migration (name, sha256) values ($1, $2)', [name, sha256])
      await admin.query('commit')
    } catch (cause) {
      await admin.query('rollback')
      throw new Error(`Migration ${name} failed: ${(cause as Error).message}`, { cause })
    }
    applied.push(name)
  }
  // The function's schema must let its new owner in for a moment.
  await admin.query('grant create on schema platform to anju_jobs')
  await admin.query(ENQUEUE)
  await admin.query('revoke create on schema platform from anju_jobs')
  return applied
}

/** The first migrations, up to those named; a name that we do not have is of a newer Anju. */
function wantedNames(only: readonly { name: string }[]): string[] {
  const ours = migrationNames().slice(0, only.length)
  const unknown = only.find(({ name }) => !ours.includes(name))
  if (unknown) throw new Error(`The backup has ${unknown.name}, which this Anju does not know: use a newer one.`)
  return ours
}

/** Names of the migrations in their order. */
export function migrationNames(): string[] {
  return readdirSync(MIGRATIONS)
    .filter(name => name.endsWith('.sql'))
    .sort()
}
