import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { RunningServer } from './launch-server.ts'
import { readPostmaster } from './postmaster-file.ts'
import { isAlive, processesIn, seesProcesses, signal, waitUntil, worksIn } from './process-table.ts'

const startingLimitMs = 10 * 60_000

/**
 * The healthy server that already runs on the data folder `cluster` (a real path), or undefined.
 * Waits for one that is starting or stopping; ends one that does not answer. To be called under the folder's lock.
 * Errors: a sentence when the server refuses our password.
 */
export async function adoptServer(input: {
  cluster: string
  url: (port: number, database: string) => string
  log: (line: string) => void
}): Promise<RunningServer | undefined> {
  const { cluster, log } = input
  const settled = await waitUntil(async () => {
    const server = await readPostmaster(cluster)
    return !server || !worksIn(server.pid, cluster) || server.status === 'ready'
  }, startingLimitMs)
  const server = await readPostmaster(cluster)
  if (!server || !worksIn(server.pid, cluster)) return undefined
  if (settled) {
    for (let attempt = 1; attempt <= 3; attempt++) {
      if (await answers(input.url(server.port, 'postgres'), cluster)) return { pid: server.pid, port: server.port }
      if (!worksIn(server.pid, cluster)) return undefined
      await pause(500)
    }
  }
  if (!seesProcesses) return undefined
  log(`The database server (process ${server.pid}) in ${cluster} does not answer: starting it again.`)
  await endServer(server.pid)
  return undefined
}

async function answers(url: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 5000 })
  client.on('error', () => {}) // an ending server closes the connection; the query below tells
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === cluster
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') {
      throw new Error(
        `The database server running in ${cluster} refuses the password kept beside it: put the right file superuser-password back.`,
        { cause: error },
      )
    }
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Ends what a killed server left behind: backends still at work in this data folder (no others) and its
 * postmaster.pid. To be called under the folder's lock when no server could be adopted.
 */
export async function endOrphans(cluster: string, log: (line: string) => void): Promise<void> {
  if (!seesProcesses) return
  const gone = () => processesIn(cluster).length === 0
  // Backends notice the death of their server by themselves, unless they are deep in work.
  if (!(await waitUntil(gone, 2000))) {
    log(`Ending processes left behind by a killed database server: ${processesIn(cluster).join(', ')}.`)
    for (const pid of processesIn(cluster)) signal(pid, 'SIGQUIT')
    if (!(await waitUntil(gone, 2000))) for (const pid of processesIn(cluster)) signal(pid, 'SIGKILL')
    if (!(await waitUntil(gone, 10_000))) {
      throw new Error(
        `Processes ${processesIn(cluster).join(', ')} still use the database in ${cluster} and cannot be ended.`,
      )
    }
  }
  // PostgreSQL itself would believe the number when it now belongs to another program, or to a zombie.
  await rm(join(cluster, 'postmaster.pid'), { force: true })
}

/**
 * Stops the server that runs on the data folder, if any: connections are closed, data is written, and the process
 * has ended when this returns. After `patienceMs` it is ended without writing, and the next start recovers: PostgreSQL 18 never
 * ends by itself when it is told to while it recovers from a crash of its own. To be called under the folder's lock.
 */
export async function stopServer(cluster: string, patienceMs = 60_000): Promise<void> {
  const server = await readPostmaster(cluster)
  if (!server || !worksIn(server.pid, cluster)) return
  signal(server.pid, 'SIGINT')
  if (!(await waitUntil(() => !isAlive(server.pid), patienceMs))) await endServer(server.pid)
}

// Without a clean shutdown: the next start recovers from the log.
async function endServer(pid: number): Promise<void> {
  signal(pid, 'SIGQUIT')
  if (await waitUntil(() => !isAlive(pid), 8000)) return
  signal(pid, 'SIGKILL')
  await waitUntil(() => !isAlive(pid), 10_000)
}
