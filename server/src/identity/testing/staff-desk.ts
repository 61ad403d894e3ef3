/** Identity over HTTP with a company or two, for tests: cookies, refusals and the next request are as in a browser. */
import { type Route, routes } from '@anju/contract'
import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import type { TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { systemActor } from '../../platform/actor.ts'
import { inTransaction, openDatabase } from '../../platform/db.ts'
import { registerSubscriptions } from '../../platform/events.ts'
import { mountRoutes, sendProblem } from '../../platform/http.ts'
import { newId } from '../../platform/ids.ts'
import { createCompany, ensureStaff, enterBySession } from '../index.ts'
import identity from '../module.ts'

export const PASSWORD = 'right-horse-battery'

type Payload = Record<string, unknown>

/** What a test looks at of an answer. */
export interface Answer {
  status: number
  code: string
  body: ReturnType<typeof JSON.parse>
}

export interface Browser {
  get(path: string): Promise<Answer>
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, payload?: Payload): Promise<Answer>
  post(path: string, payload?: Payload): Promise<Answer>
  /** What its cookie holds. */
  token(): string | undefined
}

export interface StaffDesk {
  server: FastifyInstance
  /** A company with an administrator `admin` whose password is PASSWORD. */
  company(): Promise<{ tenantId: string; code: string }>
  browser(app?: 'console' | 'field'): Browser
  /** A browser that is signed in. */
  signedIn(account: string, password?: string): Promise<Browser>
}

/** Serves identity's routes on a database. */
export async function openStaffDesk(database: TestDatabase): Promise<StaffDesk> {
  registerSubscriptions([])
  const server = fastify()
  await server.register(cookie)
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  const own: Route[] = routes.filter(route => route.module === 'identity')
  const handled = new Set(identity.routes.map(handler => handler.spec.path))
  mountRoutes(
    server,
    own.filter(route => handled.has(route.path)),
    identity.routes,
    {
      db: database.db,
      config: database.config,
      enter: (token, app) => enterBySession(database.db, token, app),
      checkAnswers: true,
    },
  )
  const browser = (app: 'console' | 'field' = 'console') => openBrowser(server, app)
  return {
    server,
    company: () => makeCompany(database),
    browser,
    async signedIn(account, password = PASSWORD) {
      const made = browser()
      const answer = await made.post('/identity/sign-in', { app: 'console', account, password })
      if (answer.status !== 200) throw new Error(`${account} was not let in: ${answer.code}`)
      return made
    },
  }
}

function openBrowser(server: FastifyInstance, app: 'console' | 'field'): Browser {
  const name = `anju_${app}`
  let token: string | undefined
  async function send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: Payload): Promise<Answer> {
    const response = await server.inject({
      method,
      url: `/api/v1${path}`,
      payload: method === 'GET' || method === 'DELETE' ? undefined : (payload ?? {}),
      headers: { 'anju-app': app, 'idempotency-key': newId() },
      cookies: token ? { [name]: token } : {},
    })
    for (const set of response.cookies) if (set.name === name) token = set.value || undefined
    const body = response.headers['content-type']?.toString().includes('json') ? response.json() : null
    return { status: response.statusCode, code: body?.code ?? '', body }
  }
  return {
    get: path => send('GET', path),
    send,
    post: (path, payload) => send('POST', path, payload),
    token: () => token,
  }
}

async function makeCompany(database: TestDatabase): Promise<{ tenantId: string; code: string }> {
  const tenantId = newId()
  const code = `t${tenantId.slice(-12)}`
  const system = systemActor(tenantId)
  const owner = openDatabase(database.adminUrl, { maxConnections: 1 })
  await inTransaction(owner, system, tx => createCompany(tx, { id: tenantId, code, name: `测试物业 ${code}` })).finally(
    () => owner.close(),
  )
  const admin = { userName: 'admin', name: '安平', password: PASSWORD, roleCode: 'company-admin', communityIds: null }
  await inTransaction(database.db, system, tx => ensureStaff(tx, system, admin))
  return { tenantId, code }
}

/** Decides a setting of a company, past its page. */
export function decide(database: TestDatabase, tenantId: string, key: string, value: unknown): Promise<unknown> {
  return asOwner(
    database,
    `insert into platform.setting (tenant_id, id, key, value) values ($1, $2, $3, $4)
     on conflict (tenant_id, key, community_id) do update set value = excluded.value`,
    [tenantId, newId(), key, JSON.stringify(value)],
  )
}
