import { stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { chooseAccount } from './account.ts'
import { adoptServer, endOrphans, stopServer } from './adopt-server.ts'
import { chooseFolder } from './choose-folder.ts'
import { claimUse } from './claim-use.ts'
import { explainByLog } from './explain-failure.ts'
import { holdLock } from './hold-lock.ts'
import { initialiseCluster, superuser } from './initialise-cluster.ts'
import { launchServer } from './launch-server.ts'
import { locateBinaries } from './locate-binaries.ts'
import { fixedSettings, type ServerSettings, sizeServer, usableMemory } from './server-settings.ts'

/** A PostgreSQL of our own, running on loopback. */
export type EmbeddedPostgres = {
  /** Superuser URL of the database `anju`. */
  adminUrl: string
  port: number
  /** Where the data really is: the folder asked for, or its stand-in below /var/lib/anju. */
  dir: string
  /** Whether the server was already running. */
  adopted: boolean
  /**
   * Stops the server and waits, unless another living process uses it too. Close your connections first. What has not ended by
   * itself after `patienceMs` (a minute) is ended.
   */
  stop(patienceMs?: number): Promise<void>
  /** What failed while it ran, in a sentence where the reason is the disk of its data; anything else unchanged. */
  explain(error: unknown): Promise<Error>
}

/** The database that every embedded server has. */
const database = 'anju'

/**
 * Starts PostgreSQL from the npm binaries on the data in `dir` (made when missing), or adopts the server that
 * already runs there; stack.md, "Database". After kill -9 of anything the next call recovers.
 * `settings` are names and values of postgresql.conf and win over ours; they count when the server is started here.
 * Errors: one sentence each, with the failure below as `cause`.
 */
export async function startEmbedded(input: {
  dir: string
  log: (line: string) => void
  settings?: ServerSettings
}): Promise<EmbeddedPostgres> {
  const asked = resolve(input.dir)
  const { log } = input
  const logFile = (dir: string) => join(dir, 'postgres.log')
  let looked = { file: logFile(asked), offset: 0 }
  const explain = (error: unknown) => explainByLog(error, asked, looked.file, looked.offset)
  try {
    const account = await chooseAccount(join(asked, 'cluster'))
    const dir = await chooseFolder(asked, account, log)
    looked = { file: logFile(dir), offset: await sizeOf(logFile(dir)) }
    const started = await holdLock(dir, log, () => startIn(dir, { log, settings: input.settings ?? {} }))
    return { ...started, explain }
  } catch (error) {
    throw await explain(error)
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0
}

async function startIn(
  dir: string,
  input: { log: (line: string) => void; settings: ServerSettings },
): Promise<Omit<EmbeddedPostgres, 'explain'>> {
  const { log } = input
  const cluster = join(dir, 'cluster')
  const account = await chooseAccount(cluster)
  const binaries = await locateBinaries({ account, cacheDir: dir, log })
  const durable = input.settings.fsync !== 'off'
  const password = await initialiseCluster({ dir, account, binaries, durable, log })
  const url = (port: number, name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`
  const running = await adoptServer({ cluster, url, log })
  if (!running) await endOrphans(cluster, log)
  const settings = { ...(await sizes()), ...fixedSettings, ...input.settings }
  const server = running ?? (await launchServer({ dir, postgres: binaries.postgres, account, settings, log }))
  const release = await makeUsable(dir, url(server.port, 'postgres')).catch(async error => {
    if (!running) await stopServer(cluster, 5_000)
    throw error
  })
  let stopping: Promise<void> | undefined
  const stop = (patienceMs?: number) =>
    holdLock(dir, log, async () => {
      if ((await release()) === 'unused') await stopServer(cluster, patienceMs)
      else log('The database keeps running: another Anju process uses it.')
    })
  return {
    adminUrl: url(server.port, database),
    port: server.port,
    dir,
    adopted: running !== undefined,
    stop: patienceMs => (stopping ??= stop(patienceMs)),
  }
}

async function sizes(): Promise<ServerSettings> {
  const shared = await statfs('/dev/shm').catch(() => undefined)
  return sizeServer({
    memoryBytes: usableMemory(totalmem(), process.constrainedMemory()),
    sharedMemoryBytes: shared ? shared.bavail * shared.bsize : Number.POSITIVE_INFINITY,
  })
}

async function makeUsable(dir: string, url: string): ReturnType<typeof claimUse> {
  await makeDatabase(url)
  return claimUse(dir)
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A server that goes down fails the statement; without a listener it would end the process, too.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}
