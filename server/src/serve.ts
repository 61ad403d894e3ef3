import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { listTenants } from './identity/index.ts'
import { loadModules } from './modules.ts'
import { beginDrain } from './observe.ts'
import { type Config, readSecrets, type Secrets } from './platform/config.ts'
import { startCron } from './platform/cron/run-cron.ts'
import { openDatabase } from './platform/db.ts'
import { setDemoGrowing } from './platform/demo-growth.ts'
import { registerSubscriptions } from './platform/events.ts'
import { startJobs } from './platform/jobs.ts'
import { log } from './platform/log.ts'
import { urlAs } from './platform/migrate.ts'
import { PLATFORM_JOBS } from './platform/platform-jobs.ts'
import { useSecrets } from './platform/seal.ts'
import { platformClock } from './platform/tidy-up.ts'

export interface StartServer {
  config: Config
  secrets: Secrets
  adminUrl: string
  serve: boolean
  work: boolean
  ingest: boolean
  /** Resolves when the demo, which is being made meanwhile, is whole: until then nobody writes, and what is done by the clock waits. */
  demoWhole?: Promise<void>
}

export interface RunningServer {
  /** The port really taken, for port 0. */
  port: number
  /** What a person wants to read after the start. */
  words: string
  /** Stops taking requests, finishes those under way and the jobs being worked. */
  stop(): Promise<void>
}

/** Starts the process roles: HTTP for people, HTTP for machines, jobs; any of them in one process. */
export async function startServer(options: StartServer): Promise<RunningServer> {
  const { config, secrets } = options
  useSecrets(secrets, () => readSecrets(config.dataDir))
  const modules = await loadModules()
  registerSubscriptions(modules)
  const db = openDatabase(urlAs(options.adminUrl, 'anju_app', secrets.appPassword))
  const jobsUrl = urlAs(options.adminUrl, 'anju_jobs', secrets.jobsPassword)
  const jobs = options.work ? await startJobs(db, config, jobsUrl, modules, PLATFORM_JOBS) : null
  setDemoGrowing(options.demoWhole !== undefined)
  let stopped = false
  let cron: ReturnType<typeof startCron> | null = null
  const begin = () => {
    setDemoGrowing(false)
    if (options.work && !stopped) cron = startCron(db, [...modules, platformClock], listTenants)
  }
  if (options.demoWhole) void options.demoWhole.then(begin, () => undefined)
  else begin()
  const roles = (['serve', 'ingest'] as const).filter(role => options[role])
  const app = roles.length > 0 ? await buildApp({ db, config, modules, roles, jobsUrl }) : null
  if (app) await listen(app, config)
  const address = app?.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  return {
    port,
    words: wordsOf(config, port),
    stop: async () => {
      stopped = true
      if (app) await drain(app, config.drainMs ?? 0)
      await cron?.stop()
      await jobs?.stop()
      await db.close()
      log.info('stopped')
    },
  }
}

/** Requests longer under way than this are cut off at a stop. */
const LONGEST_MS = 20_000

/**
 * Stops an HTTP server gently: it is not ready for so many milliseconds, while a load balancer takes notice; then it takes nothing
 * new, ends its event streams, and finishes what is under way.
 */
export async function drain(app: FastifyInstance, unreadyMs: number): Promise<void> {
  beginDrain(app)
  await setTimeout(unreadyMs)
  const closed = app.close()
  // A connection that is kept open falls idle when its request is answered.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const hurry = globalThis.setTimeout(() => app.server.closeAllConnections(), LONGEST_MS)
  hurry.unref()
  await closed
  clearTimeout(hurry)
  clearInterval(idle)
}

const PORT_WAIT_MS = 5_000

/** Listens; a port that is being given up (the old server after kill -9 of its parent) is waited for a moment. */
async function listen(app: FastifyInstance, config: Config): Promise<void> {
  const deadline = performance.now() + PORT_WAIT_MS
  for (;;) {
    try {
      await app.listen({ port: config.port, host: config.host })
      return
    } catch (cause) {
      if ((cause as { code?: string }).code !== 'EADDRINUSE') throw cause
      if (performance.now() > deadline)
        throw new Error(`Port ${config.port} is in use; set PORT to another one.`, { cause })
      await setTimeout(200)
    }
  }
}

function wordsOf(config: Config, port: number): string {
  const base = config.publicUrl ?? `http://localhost:${port}`
  return [
    '',
    `Anju 安居 is running${config.demo ? ' (demo: accounts are shown on the sign-in pages)' : ''}`,
    `  console   ${base}/`,
    `  resident  ${base}/resident/`,
    `  field     ${base}/field/`,
    `  API       ${base}/api/docs`,
    '',
  ].join('\n')
}
