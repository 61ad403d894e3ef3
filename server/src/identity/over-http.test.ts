import { type Route, routes } from '@anju/contract'
import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner } from '../../testing/world.ts'
import { systemActor } from '../platform/actor.ts'
import { inTransaction, openDatabase } from '../platform/db.ts'
import { registerSubscriptions } from '../platform/events.ts'
import { mountRoutes, sendProblem } from '../platform/http.ts'
import { newId } from '../platform/ids.ts'
import { unseal } from '../platform/seal.ts'
import { createCompany, ensureResidents, ensureStaff, enterBySession } from './index.ts'
import identity from './module.ts'

const PASSWORD = 'right-horse-battery'
let database: TestDatabase
let server: FastifyInstance
let code: string

beforeAll(async () => {
  database = await cloneDatabase()
  registerSubscriptions([])
  server = fastify()
  await server.register(cookie)
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  const own: Route[] = routes.filter(route => route.module === 'identity')
  mountRoutes(server, own, identity.routes, {
    db: database.db,
    config: database.config,
    enter: (token, app) => enterBySession(database.db, token, app),
    checkAnswers: true,
  })
  code = await makeCompany()
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

async function makeCompany(): Promise<string> {
  const system = systemActor(newId())
  const made = `t${newId().slice(-12)}`
  const owner = openDatabase(database.adminUrl, { maxConnections: 1 })
  await inTransaction(owner, system, tx =>
    createCompany(tx, { id: system.tenantId ?? '', code: made, name: '测试物业' }),
  ).finally(() => owner.close())
  await inTransaction(database.db, system, async tx => {
    await ensureStaff(tx, system, {
      userName: 'admin',
      name: '安平',
      password: PASSWORD,
      roleCode: 'company-admin',
      communityIds: null,
    })
    await ensureResidents(tx, system, [{ personId: newId(), name: '王小明', phone: '13800000001' }])
  })
  return made
}

function post(
  path: string,
  payload: object,
  options: { cookies?: Record<string, string>; headers?: Record<string, string> } = {},
) {
  return server.inject({ method: 'POST', url: `/api/v1${path}`, payload, ...options })
}

function get(path: string, options: { cookies?: Record<string, string>; headers?: Record<string, string> } = {}) {
  return server.inject({ method: 'GET', url: `/api/v1${path}`, ...options })
}

async function signedIn(app: 'console' | 'field' = 'console'): Promise<Record<string, string>> {
  const answer = await post('/identity/sign-in', { app, account: `admin@${code}`, password: PASSWORD })
  const set = answer.cookies[0]
  return set ? { [set.name]: set.value } : {}
}

describe('over HTTP', () => {
  it('signing in sets an httpOnly cookie that the body does not hold', async () => {
    const answer = await post('/identity/sign-in', { app: 'console', account: `admin@${code}`, password: PASSWORD })
    expect(answer.statusCode).toBe(200)
    const set = answer.cookies[0]
    expect(set).toMatchObject({ name: 'anju_console', path: '/', httpOnly: true, sameSite: 'Lax' })
    expect(answer.body).not.toContain(set?.value)
    expect(answer.json()).toMatchObject({
      kind: 'staff',
      name: '安平',
      company: { name: '测试物业' },
      roles: ['公司管理员'],
      communityIds: null,
    })
  })

  it('each app reads its own cookie; a bearer token does too', async () => {
    const cookies = await signedIn()
    expect((await get('/identity/me', { cookies })).statusCode).toBe(200)
    expect((await get('/identity/me', { cookies, headers: { 'anju-app': 'field' } })).statusCode).toBe(401)
    expect(
      (
        await get('/identity/me', {
          cookies: { anju_field: cookies.anju_console ?? '' },
          headers: { 'anju-app': 'field' },
        })
      ).statusCode,
    ).toBe(401)
    expect(
      (await get('/identity/me', { headers: { authorization: `Bearer ${cookies.anju_console}` } })).statusCode,
    ).toBe(200)
    const both = { ...cookies, ...(await signedIn('field')) }
    expect((await get('/identity/me', { cookies: both, headers: { 'anju-app': 'field' } })).statusCode).toBe(200)
  })

  it('refuses in problem+json, with a code', async () => {
    const answer = await post('/identity/sign-in', { app: 'console', account: `admin@${code}`, password: 'wrong' })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toEqual({ code: 'identity.wrong_credentials', status: 401, params: {} })
    expect(answer.cookies).toEqual([])
    expect((await get('/identity/me')).json()).toMatchObject({ code: 'platform.not_signed_in', status: 401 })
    expect((await get('/identity/staff')).statusCode).toBe(401)
  })

  it('signing out clears the cookie and ends the session', async () => {
    const cookies = await signedIn()
    const answer = await post('/identity/sign-out', {}, { cookies })
    expect(answer.statusCode).toBe(204)
    expect(answer.cookies[0]).toMatchObject({ name: 'anju_console', value: '' })
    expect((await get('/identity/me', { cookies })).statusCode).toBe(401)
  })

  it('answers lists as the contract says', async () => {
    const cookies = await signedIn()
    const sessions = (await get('/identity/sessions', { cookies })).json()
    expect(sessions.items.find((item: { current: boolean }) => item.current)).toMatchObject({
      app: 'console',
      startedAt: expect.stringMatching(/Z$/),
    })
    expect((await get('/identity/staff?text=admin', { cookies })).json()).toMatchObject({
      total: 1,
      items: [{ userName: 'admin', lastSignInAt: expect.any(String) }],
    })
    const roles = (await get('/identity/roles', { cookies })).json().items as { id: string; code: string }[]
    const repairer = roles.find(role => role.code === 'repairer')?.id
    const headers = { 'idempotency-key': newId() }
    const body = {
      id: newId(),
      userName: 'li.gong',
      name: '李工',
      password: 'a-first-password',
      roleIds: [repairer],
      communityIds: [],
    }
    const made = await post('/identity/staff', body, { cookies, headers })
    expect(made.statusCode).toBe(200)
    expect((await post('/identity/staff', body, { cookies, headers })).json()).toEqual(made.json())
    const state = await post(
      `/identity/staff/${body.id}/state`,
      { state: 'disabled', reason: '离职', version: 1 },
      { cookies, headers: { 'idempotency-key': newId() } },
    )
    expect(state.json()).toMatchObject({ state: 'disabled' })
  })

  it('the audit log never holds a password', async () => {
    const lines = await asOwner<{ text: string }>(database, 'select a::text as text from platform.audit a')
    expect(lines.length).toBeGreaterThan(3)
    for (const line of lines) expect(line.text).not.toMatch(/right-horse-battery|a-first-password/)
  })

  it('residents sign in by code, and choose where two companies know the phone', async () => {
    const phone = '13800000001'
    const asked = await post('/identity/sign-in-codes', { phone })
    expect(asked.json()).toEqual({ resendAfterSeconds: 60, expiresInSeconds: 300 })
    const sent = await sentCode()
    expect((await post('/identity/sign-in-by-code', { phone, code: sent.slice(1) })).statusCode).toBe(422)
    await makeCompany()
    const choose = (await post('/identity/sign-in-by-code', { phone, code: sent })).json()
    expect(choose).toMatchObject({ kind: 'choose-company', companies: [{ name: '测试物业' }, { name: '测试物业' }] })
    const entered = await post('/identity/sign-in-by-code', { phone, code: sent, companyId: choose.companies[1].id })
    expect(entered.json()).toMatchObject({
      kind: 'signed-in',
      me: { kind: 'resident', company: { id: choose.companies[1].id } },
    })
    const cookies = { anju_resident: entered.cookies[0]?.value ?? '' }
    expect(entered.cookies[0]?.name).toBe('anju_resident')
    expect((await get('/identity/me?app=resident', { cookies })).json()).toMatchObject({
      kind: 'resident',
      roles: [],
      communityIds: null,
    })
    expect((await get('/identity/staff?app=resident', { cookies })).statusCode).toBe(403)
  })

  it('tells the sign-in pages of the demo', async () => {
    expect((await get('/identity/sign-in-options')).json()).toMatchObject({
      demo: true,
      accounts: expect.arrayContaining([expect.objectContaining({ account: 'admin@anju' })]),
    })
  })
})

async function sentCode(): Promise<string> {
  const rows = await asOwner<{ sealed: string }>(
    database,
    `select payload ->> 'codeSealed' as sealed from platform.event order by seq desc limit 1`,
  )
  return unseal(Buffer.from(rows[0]?.sealed ?? '', 'base64'))
}
