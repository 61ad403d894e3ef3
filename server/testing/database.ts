import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Config, makeSecrets, ROOT, type Secrets } from '../src/platform/config.ts'
import { type Database, openDatabase, VALUE_TYPES } from '../src/platform/db.ts'
import { urlAs } from '../src/platform/migrate.ts'
import { useSecrets } from '../src/platform/seal.ts'

export interface TestDatabase {
  db: Database
  adminUrl: string
  /** As the owner of the tables, past the walls; see `asOwner`. */
  owner: pg.Pool
  jobsUrl: string
  config: Config
  secrets: Secrets
  drop(): Promise<void>
}

/** Passwords of the roles on the test server; the same for every clone, since roles belong to the server. */
export const TEST_APP_PASSWORD = 'test-app'
export const TEST_JOBS_PASSWORD = 'test-jobs'

/** A database of one's own, cloned from the migrated template: real PostgreSQL, real walls, a fraction of a second. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const secrets = { ...makeSecrets(), appPassword: TEST_APP_PASSWORD, jobsPassword: TEST_JOBS_PASSWORD }
  useSecrets(secrets)
  const serverUrl = inject('adminUrl')
  const name = `anju_test_${randomBytes(6).toString('hex')}`
  await administer(serverUrl, `create database ${name} template anju_template`)
  const adminUrl = withDatabase(serverUrl, name)
  const db = openDatabase(urlAs(adminUrl, 'anju_app', TEST_APP_PASSWORD), { maxConnections: 12 })
  const owner = new pg.Pool({ connectionString: adminUrl, types: VALUE_TYPES, max: 8, idleTimeoutMillis: 5_000 })
  // A connection that a test ends while nobody uses it is replaced.
  owner.on('error', () => undefined)
  return {
    db,
    secrets,
    adminUrl,
    owner,
    jobsUrl: urlAs(adminUrl, 'anju_jobs', TEST_JOBS_PASSWORD),
    config: {
      port: 0,
      host: '127.0.0.1',
      dataDir: `${ROOT}/.cache/test-data/${name}`,
      databaseUrl: adminUrl,
      demo: true,
      publicUrl: null,
      secureCookies: false,
    },
    drop: async () => {
      await db.close()
      await owner.end()
      await administer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.toString()
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
