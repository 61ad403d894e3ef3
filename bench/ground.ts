import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { STAFF_PERMISSIONS } from '@anju/contract'
import pg from 'pg'
import { createCompany } from '../server/src/identity/index.ts'
import { type Actor, ANONYMOUS, systemActor } from '../server/src/platform/actor.ts'
import { type Config, makeSecrets, ROOT, type Secrets } from '../server/src/platform/config.ts'
import { type Database, inTransaction, openDatabase } from '../server/src/platform/db.ts'
import { newId } from '../server/src/platform/ids.ts'
import { migrateDatabase, urlAs } from '../server/src/platform/migrate.ts'
import { startEmbedded } from '../server/src/platform/postgres/start-embedded.ts'
import { useSecrets } from '../server/src/platform/seal.ts'
import { createCommunity } from '../server/src/registry/index.ts'

/** What a benchmark stands on: a fresh server with durable settings (fsync on), one company, one community. */
export interface Ground {
  db: Database
  owner: pg.Client
  config: Config
  secrets: Secrets
  jobsUrl: string
  tenantId: string
  communityId: string
  actor: Actor
  close(): Promise<void>
}

/** Starts an embedded server in a folder of its own and opens a company. */
export async function layGround(name: string): Promise<Ground> {
  const dir = join(ROOT, '.cache', `bench-${name}`)
  rmSync(dir, { recursive: true, force: true })
  const embedded = await startEmbedded({ dir, log: () => undefined })
  const secrets = makeSecrets()
  useSecrets(secrets)
  await migrateDatabase({
    adminUrl: embedded.adminUrl,
    appPassword: secrets.appPassword,
    jobsPassword: secrets.jobsPassword,
  })
  const owner = new pg.Client({ connectionString: embedded.adminUrl })
  await owner.connect()
  const db = openDatabase(urlAs(embedded.adminUrl, 'anju_app', secrets.appPassword))
  const tenantId = newId()
  const communityId = newId()
  const adminDb = openDatabase(embedded.adminUrl, { maxConnections: 2 })
  await inTransaction(adminDb, systemActor(tenantId), tx =>
    createCompany(tx, { id: tenantId, code: 'bench', name: '测量物业' }),
  )
  await adminDb.close()
  const actor: Actor = {
    ...ANONYMOUS,
    kind: 'staff',
    tenantId,
    id: newId(),
    name: 'bench',
    permissions: new Set(STAFF_PERMISSIONS),
    communityIds: null,
  }
  await inTransaction(db, actor, tx =>
    createCommunity(tx, actor, { id: communityId, code: 'BENCH', name: '测量花园', address: '' }),
  )
  return {
    ...{ db, owner, secrets, tenantId, communityId, actor },
    config: {
      port: 0,
      host: '127.0.0.1',
      dataDir: dir,
      databaseUrl: embedded.adminUrl,
      demo: false,
      publicUrl: null,
      secureCookies: false,
    },
    jobsUrl: urlAs(embedded.adminUrl, 'anju_jobs', secrets.jobsPassword),
    close: async () => {
      await db.close()
      await owner.end()
      await embedded.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Seconds that `work` takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - start) / 1e9
}

/** p50, p95 and p99 of times in milliseconds. */
export function percentiles(times: number[]): { p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** Prints a figure on a line of its own. */
export function print(name: string, value: number, unit: string): void {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  console.log(
    `${name.padEnd(64)} ${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).padStart(12)} ${unit}`,
  )
}
