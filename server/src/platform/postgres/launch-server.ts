import { spawn } from 'node:child_process'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Account, identity } from './account.ts'
import { isDiskFull, reasonInLog } from './explain-failure.ts'
import { programEnvironment } from './initialise-cluster.ts'
import { readPostmaster } from './postmaster-file.ts'
import { waitUntil } from './process-table.ts'
import { type ServerSettings, settingArguments } from './server-settings.ts'

/** A running server: its first process and the loopback port it listens on. */
export type RunningServer = { pid: number; port: number }

const logLimitBytes = 10 * 1024 * 1024
// Recovery replays at most about max_wal_size, which takes seconds to a few minutes.
const startLimitMs = 10 * 60_000

/**
 * Starts PostgreSQL on the data folder `dir/cluster` at a free loopback port and waits until it answers.
 * It gets a session of its own: Ctrl-C in a terminal must reach Anju first, which then stops the database.
 * Errors: a sentence with PostgreSQL's own reason.
 */
export async function launchServer(input: {
  dir: string
  postgres: string
  account: Account | undefined
  settings: ServerSettings
  log: (line: string) => void
}): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await launchAt(await freePort(), input)
    if ('pid' in outcome) return outcome
    // Another program may take the port between our look and the server's bind.
    const portWasTaken = /could not bind|Address already in use/.test(outcome.log)
    if (portWasTaken && attempt < 5) continue
    if (isDiskFull(outcome.log)) throw Object.assign(new Error(outcome.log), { code: 'ENOSPC' })
    throw new Error(`PostgreSQL in ${input.dir} did not start: ${reasonInLog(outcome.log)}.`, {
      cause: new Error(outcome.log),
    })
  }
}

async function launchAt(
  port: number,
  input: Parameters<typeof launchServer>[0],
): Promise<RunningServer | { log: string }> {
  const { dir } = input
  const cluster = join(dir, 'cluster')
  const logFile = join(dir, 'postgres.log')
  const offset = await keepLogShort(logFile)
  const output = await open(logFile, 'a', 0o600)
  const child = spawn(input.postgres, ['-D', cluster, ...settingArguments({ ...input.settings, port: String(port) })], {
    ...identity(input.account),
    cwd: '/',
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    env: programEnvironment,
  })
  let ended: string | undefined
  child.once('error', error => {
    ended = error.message
  })
  child.once('exit', (code, signal) => {
    ended ??= `it ended with ${signal ?? code}`
  })
  child.unref()
  await output.close()
  const started = performance.now()
  const ready = async () => {
    const postmaster = await readPostmaster(cluster)
    return ended !== undefined || (postmaster?.pid === child.pid && postmaster?.status === 'ready')
  }
  while (!(await waitUntil(ready, 10_000))) {
    const seconds = Math.round((performance.now() - started) / 1000)
    input.log(`PostgreSQL is recovering its data since ${seconds} s.`)
    if (performance.now() - started > startLimitMs) {
      child.kill('SIGQUIT')
      return { log: 'FATAL:  it was not ready after ten minutes' }
    }
  }
  if (ended === undefined && child.pid !== undefined) return { pid: child.pid, port }
  const text = (await readFile(logFile)).subarray(offset).toString('utf8')
  return { log: text.trim() === '' ? `FATAL:  ${ended}` : text }
}

// Each start may shorten the log; while it runs PostgreSQL writes next to nothing.
async function keepLogShort(file: string): Promise<number> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0
  if (size < logLimitBytes) return size
  await rename(file, `${file}.old`)
  return 0
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.')),
      )
    })
  })
}
