import { identity } from '@anju/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { openStaff } from '../testing/matrix/accounts.ts'
import { clientOf } from '../testing/matrix/ask.ts'
import { makeTenant } from '../testing/world.ts'
import { buildApp } from './app.ts'
import { loadModules } from './modules.ts'

let database: TestDatabase
let app: FastifyInstance

beforeAll(async () => {
  database = await cloneDatabase()
  app = await buildApp({
    db: database.db,
    config: database.config,
    modules: await loadModules(),
    accountLimits: { requestsPerMinute: 4, writesPerMinute: 2 },
  })
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

test('pages and answers carry a strict policy: scripts are ours, nothing is framed elsewhere', async () => {
  const { headers } = await app.inject({ url: '/api/v1/identity/sign-in-options' })
  const policy = String(headers['content-security-policy']).split(';')
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("object-src 'none'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy.join(';')).not.toMatch(/unsafe-/)
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
  expect(headers['x-request-id']).toBeTruthy()
})

test('one address tries the public doors thirty times a minute, then waits; another address does not', async () => {
  const knock = (remoteAddress: string) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/identity/sign-in',
      remoteAddress,
      payload: { app: 'console', account: 'nobody@nowhere', password: 'wrong-password' },
    })
  for (let tried = 0; tried < 30; tried++) await knock('192.0.2.7')
  const refused = await knock('192.0.2.7')
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'platform.too_many_requests'])
  expect(refused.json().params.retryAfterSeconds).toBeGreaterThan(0)
  expect((await knock('192.0.2.8')).json().code).not.toBe('platform.too_many_requests')
})

test('one account has its own measure, whatever its addresses', async () => {
  const tenant = await makeTenant(database)
  const one = await openStaff(database, tenant.tenantId, 'one')
  const two = await openStaff(database, tenant.tenantId, 'two')
  for (let asked = 0; asked < 4; asked++) await clientOf(app, one)(identity.whoAmI)
  await expect(clientOf(app, one)(identity.whoAmI)).rejects.toMatchObject({
    status: 429,
    code: 'platform.too_many_requests',
  })
  await clientOf(app, two)(identity.whoAmI)
})

test('a body beyond 2 MB is refused before anybody reads it', async () => {
  const response = await app.inject({
    method: 'POST',
    url: '/api/v1/identity/sign-in',
    remoteAddress: '192.0.2.9',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ app: 'console', account: 'x'.repeat(3 * 1024 * 1024), password: 'x' }),
  })
  expect([response.statusCode, response.json().code]).toEqual([413, 'platform.body_too_large'])
})
