import { type Call, createClient } from '@anju/contract'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../src/app.ts'
import { loadModules } from '../src/modules.ts'
import { setClock } from '../src/platform/clock.ts'
import { drainJobs } from '../src/platform/jobs.ts'
import { PLATFORM_JOBS } from '../src/platform/platform-jobs.ts'
import { seedDemo } from '../src/seed-demo.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'

export interface World {
  database: TestDatabase
  /** Where the server of this world listens. */
  baseUrl: string
  /** A browser of its own for an app: keeps its cookies. */
  browser(app: 'console' | 'resident' | 'field'): Call
  /** Moves the clock to a moment of Shanghai, such as `2020-06-10 09:00`. */
  clockTo(moment: string): void
  /** Works every job that is due. */
  settle(): Promise<void>
  /** The names of the events since the last time this was asked, after settling; none may be left out. */
  newEvents(): Promise<string[]>
  /** A query past the walls, for looking at what is stored. */
  look<R extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]>
  close(): Promise<void>
}

/** A whole installation with the demo companies on a database of its own: real HTTP, real jobs, a clock that stands still. */
export async function openWorld(startsAt: string): Promise<World> {
  const database = await cloneDatabase()
  clockTo(startsAt)
  await seedDemo({ ...database, size: 'accounts' })
  const modules = await loadModules()
  const app = await buildApp({
    db: database.db,
    config: database.config,
    modules,
    checkAnswers: true,
    publicWritesPerMinute: 10_000,
    requestsPerMinute: 1_000_000,
    accountLimits: { requestsPerMinute: 100_000, writesPerMinute: 100_000 },
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const baseUrl = addressOfServer(app)
  const settle = () => drainJobs(database.db, database.config, database.jobsUrl, modules, PLATFORM_JOBS)
  await settle()
  let seen = await lastEvent(database)
  return {
    database,
    baseUrl,
    browser: name => browserOf(baseUrl, name),
    clockTo,
    settle,
    newEvents: async () => {
      await settle()
      const rows = await asOwner<{ seq: string; name: string }>(
        database,
        'select seq::text, name from platform.event where seq > $1 order by seq',
        [seen],
      )
      seen = rows.at(-1)?.seq ?? seen
      return rows.map(row => row.name)
    },
    look: (text, values) => asOwner(database, text, values),
    close: async () => {
      app.server.closeAllConnections()
      await app.close()
      await database.drop()
      setClock(null)
    },
  }
}

function clockTo(moment: string): void {
  setClock(new Date(`${moment.replace(' ', 'T')}:00+08:00`))
}

async function lastEvent(database: TestDatabase): Promise<string> {
  const [row] = await asOwner<{ seq: string }>(
    database,
    'select coalesce(max(seq), 0)::text as seq from platform.event',
  )
  return row?.seq ?? '0'
}

function addressOfServer(app: FastifyInstance): string {
  const address = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.')
  return `http://127.0.0.1:${address.port}`
}

/** A typed client with a cookie jar, as a browser would be. */
function browserOf(baseUrl: string, app: 'console' | 'resident' | 'field'): Call {
  const jar = new Map<string, string>()
  const send: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(input, {
      ...init,
      headers,
      ...(init?.body instanceof Blob ? { duplex: 'half' } : {}),
    } as RequestInit)
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
  return createClient({ baseUrl, app, fetch: send })
}
