import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ROOT } from '../src/platform/config.ts'
import { migrateDatabase } from '../src/platform/migrate.ts'
import { type EmbeddedPostgres, startEmbedded } from '../src/platform/postgres/start-embedded.ts'
import { TEST_APP_PASSWORD, TEST_JOBS_PASSWORD } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the test server; `anju_template` on it is migrated and ready to be cloned. */
    adminUrl: string
  }
}

const folder = join(ROOT, '.cache', 'test-postgres')
const template = 'anju_template'

// Nothing here has to survive a power cut. Several test runs may share the server.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '256MB',
}

/**
 * Vitest's global setup: one server for all test files, kept between runs, and a migrated template database that is made
 * again only when the migrations changed. DATABASE_URL_TEST (a superuser's URL) uses that server instead.
 */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env.DATABASE_URL_TEST
  const server = outside ? undefined : await startOrRenew()
  const adminUrl = outside || (server?.adminUrl ?? '')
  try {
    await withAdmin(adminUrl, async admin => {
      // Other runs that start at the same time wait here, and then find the template.
      await admin.query('select pg_advisory_lock(4207002)')
      if (server && !server.adopted) await dropLeftovers(admin)
      await makeTemplate(admin, adminUrl)
    })
  } catch (error) {
    await server?.stop()
    throw error
  }
  project.provide('adminUrl', adminUrl)
  return async () => server?.stop()
}

async function startOrRenew(): Promise<EmbeddedPostgres> {
  const start = () => startEmbedded({ dir: folder, settings, log: line => console.log(`test database: ${line}`) })
  try {
    return await start()
  } catch (error) {
    // A folder of another major version, or damaged by a power cut (see fsync above), is worth nothing.
    if (!/did not start|was made by/.test((error as Error).message)) throw error
    const moved = await readFile(join(folder, 'moved-to'), 'utf8').catch(() => '')
    for (const dir of [moved.trim(), folder]) if (dir) await rm(dir, { recursive: true, force: true })
    return start()
  }
}

// When the server was not running nobody owns the databases that killed runs left behind.
async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database where datname like 'anju\\_%' and datname <> $1`,
    [template],
  )
  for (const { name } of rows) await admin.query(`drop database ${name} with (force)`)
}

async function makeTemplate(admin: pg.Client, adminUrl: string): Promise<void> {
  const wanted = await hashOfMigrations()
  const { rows } = await admin.query<{ hash: string | null }>(
    `select shobj_description(oid, 'pg_database') as hash from pg_database where datname = $1`,
    [template],
  )
  if (rows[0]?.hash === wanted) return
  const next = `${template}_next`
  const old = `${template}_old`
  await admin.query(`drop database if exists ${next} with (force)`)
  await admin.query(`drop database if exists ${old} with (force)`)
  await admin.query(`create database ${next}`)
  await migrateDatabase({
    adminUrl: withDatabase(adminUrl, next),
    appPassword: TEST_APP_PASSWORD,
    jobsPassword: TEST_JOBS_PASSWORD,
  })
  await admin.query(`comment on database ${next} is '${wanted}'`)
  if (rows[0]) await rename(admin, template, old)
  await rename(admin, next, template)
  await admin.query(`drop database if exists ${old} with (force)`)
}

// Waits for another run that is cloning the database right now.
async function rename(admin: pg.Client, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(`alter database ${from} rename to ${to}`)
      return
    } catch (error) {
      const inUse = (error as { code?: string }).code === '55006'
      if (!inUse || attempt === 50) throw error
      await pause(100)
    }
  }
}

/** Everything that decides what a migrated database looks like. */
async function hashOfMigrations(): Promise<string> {
  const migrations = join(ROOT, 'server', 'migrations')
  const files = (await readdir(migrations)).sort().map(name => join(migrations, name))
  const platform = join(ROOT, 'server', 'src', 'platform')
  files.push(join(platform, 'migrate.ts'), join(platform, 'jobs.ts'), join(ROOT, 'server', 'package.json'))
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(file.slice(ROOT.length))
      .update('\0')
      .update(await readFile(file))
      .update('\0')
  return hash.digest('hex')
}

async function withAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
