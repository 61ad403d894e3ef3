import { Fen, Id, Instant, route } from '@anju/contract'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { serveRoutes, type TestServer } from '../../testing/serve-routes.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import type { Actor } from './actor.ts'
import { now } from './clock.ts'
import { drawer, type Tx } from './db.ts'
import { setDemoGrowing } from './demo-growth.ts'
import { refuse } from './errors.ts'
import { newId } from './ids.ts'
import { handle } from './module.ts'

const Answer = z.object({ fen: Fen, at: Instant, words: z.string().nullable() })
const contract = {
  pay: route({
    method: 'POST',
    path: '/pay',
    summary: 'Pay.',
    permission: 'payments.collect',
    body: z.object({ id: Id, fen: Fen }),
    response: Answer,
  }),
  stamp: route({
    method: 'POST',
    path: '/things/:thingId/stamp',
    summary: 'Stamp.',
    permission: 'signed-in',
    params: z.object({ thingId: Id }),
    response: z.object({ thingId: Id }),
  }),
  secret: route({
    method: 'POST',
    path: '/secret',
    summary: 'Secret.',
    permission: 'signed-in',
    body: z.object({ word: z.string() }),
    response: 'none',
    auditBody: false,
    idempotent: false,
  }),
  look: route({
    method: 'GET',
    path: '/things/:thingId',
    summary: 'Look.',
    permission: 'payments.receipts.read',
    params: z.object({ thingId: Id }),
    query: z.object({ limit: z.coerce.number().int().max(5).default(2) }),
    response: z.object({ limit: z.int() }),
  }),
  preview: route({
    method: 'POST',
    path: '/preview',
    summary: 'Preview.',
    permission: 'signed-in',
    body: z.object({ write: z.boolean() }),
    response: z.object({ done: z.boolean() }),
    reads: true,
  }),
  previewByHand: route({
    method: 'POST',
    path: '/preview-by-hand',
    summary: 'Preview.',
    permission: 'signed-in',
    body: z.object({ write: z.boolean() }),
    response: z.object({ done: z.boolean() }),
    transaction: 'manual',
    reads: true,
  }),
  open: route({
    method: 'POST',
    path: '/open',
    summary: 'Open.',
    permission: 'public',
    body: z.object({ word: z.string() }),
    response: 'none',
    idempotent: false,
    transaction: 'manual',
  }),
}

let database: TestDatabase
let tenant: Tenant
let staff: Actor
let http: TestServer
let token: string
let calls: number
let behave: () => Promise<void>

async function tellEvent(tx: Tx): Promise<void> {
  const { tenantId } = tenant
  const event = { tenantId, id: newId(), name: 'x', payload: '{}', at: now(), actorKind: 'staff' }
  await drawer('platform')(tx).insertInto('platform.event').values(event).execute()
}

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  staff = await tenant.staff()
  http = await serveRoutes(
    database,
    [
      handle(contract.pay, async (_tx, _actor, input) => {
        calls++
        await behave()
        // `leak` is not in the contract.
        return { fen: input.fen * 2n, at: new Date('2026-11-23T01:02:03Z'), words: null, leak: 'password' }
      }),
      handle(contract.stamp, async (_tx, _actor, input) => {
        calls++
        return { thingId: input.thingId }
      }),
      handle(contract.secret, async () => undefined),
      handle(contract.look, async (tx, _actor, input) => {
        await behave()
        if (input.limit === 5) await tellEvent(tx)
        return { limit: input.limit }
      }),
      handle(contract.preview, async (tx, _actor, { write }) => {
        if (write) await tellEvent(tx)
        return { done: true }
      }),
      handle(contract.previewByHand, async (door, actor, { write }) => {
        if (write) await door.run(actor, tellEvent)
        return { done: true }
      }),
      handle(contract.open, async () => undefined),
    ],
    contract,
  )
  token = http.tokenOf(staff)
})

beforeEach(() => {
  calls = 0
  behave = async () => undefined
})

afterAll(async () => {
  await http.server.close()
  await database.drop()
})

interface Ask {
  token?: string | null
  key?: string | null
  headers?: Record<string, string>
}

function ask(
  method: 'GET' | 'POST',
  path: string,
  payload?: object | string,
  options: Ask = {},
): Promise<LightMyRequestResponse> {
  const bearer = options.token === undefined ? token : options.token
  const key = options.key === undefined ? newId() : options.key
  return http.server.inject({
    method,
    url: `/api/v1${path}`,
    payload,
    headers: {
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(key && method === 'POST' ? { 'idempotency-key': key } : {}),
      ...options.headers,
    },
  })
}

const problem = (response: LightMyRequestResponse) => [response.statusCode, response.json().code]

describe('what travels', () => {
  test('fen are JSON integers, instants ISO text, and undeclared properties stay at home', async () => {
    const response = await ask('POST', '/pay', { id: newId(), fen: 9007199254740 })
    expect(response.statusCode).toBe(200)
    expect(response.body).toBe('{"fen":18014398509480,"at":"2026-11-23T01:02:03.000Z","words":null}')
    expect(response.headers['cache-control']).toBe('no-store')
  })

  test('input that does not fit is refused with the place, a path that is no id is not found', async () => {
    const response = await ask('POST', '/pay', { id: 'x', fen: 1.5 })
    expect(problem(response)).toEqual([422, 'platform.input_wrong'])
    expect(response.json().errors.map((error: { path: string }) => error.path)).toEqual(['id', 'fen'])
    expect(response.headers['content-type']).toMatch('application/problem+json')
    expect(problem(await ask('GET', '/things/1'))).toEqual([404, 'platform.not_found'])
    expect(problem(await ask('GET', `/things/${newId()}?limit=6`))).toEqual([422, 'platform.input_wrong'])
    expect((await ask('GET', `/things/${newId()}`)).json()).toEqual({ limit: 2 })
  })

  test('text that is no JSON, another kind of body and a body too large are refused, not failures', async () => {
    expect(problem(await ask('POST', '/pay', '{"id":'))).toEqual([422, 'platform.input_wrong'])
    expect(problem(await ask('POST', '/pay', 'a=1', { headers: { 'content-type': 'text/csv' } }))).toEqual([
      422,
      'platform.input_wrong',
    ])
    expect(problem(await ask('POST', '/pay', { id: newId(), fen: 1, more: 'x'.repeat(70_000) }))).toEqual([
      413,
      'platform.body_too_large',
    ])
  })

  test('a NUL character, which no text of the database can hold, is input that does not fit', async () => {
    for (const statement of ['select $1::text', "select to_jsonb($1::text || '') || $2::jsonb"]) {
      const values = statement.includes('$2') ? ['', '"\\u0000"'] : ['a\u0000b']
      behave = async () => void (await database.db.pool.query(statement, values))
      expect(problem(await ask('GET', `/things/${newId()}`))).toEqual([422, 'platform.input_wrong'])
    }
  })

  test('a bug is 500 without its words', async () => {
    behave = async () => Promise.reject(new Error('select secret from billing'))
    const response = await ask('POST', '/pay', { id: newId(), fen: 1 })
    expect(problem(response)).toEqual([500, 'platform.unexpected'])
    expect(response.body).not.toContain('secret')
  })

  test('a reading route cannot write', async () => {
    expect((await ask('GET', `/things/${newId()}?limit=5`)).statusCode).toBe(500)
  })

  test('a POST that only asks needs no key, leaves no line in the audit log, and cannot write', async () => {
    const lines = async () => (await asOwner(database, 'select seq from platform.audit')).length
    const before = await lines()
    for (const path of ['/preview', '/preview-by-hand']) {
      expect((await ask('POST', path, { write: false }, { key: null })).json()).toEqual({ done: true })
      expect((await ask('POST', path, { write: true })).statusCode).toBe(500)
    }
    expect(await lines()).toBe(before)
  })

  test('a collision in the database asks to try again', async () => {
    behave = async () => Promise.reject(Object.assign(new Error('deadlock'), { code: '40P01' }))
    expect(problem(await ask('POST', '/pay', { id: newId(), fen: 1 }))).toEqual([409, 'platform.busy'])
  })
})

describe('who may', () => {
  test('nobody is 401, without the right 403, with it 200', async () => {
    const cashier = http.tokenOf({ ...staff, permissions: new Set(['payments.collect']) })
    const body = () => ({ id: newId(), fen: 1 })
    expect(problem(await ask('POST', '/pay', body(), { token: null }))).toEqual([401, 'platform.not_signed_in'])
    expect(problem(await ask('POST', '/pay', body(), { token: 'unknown' }))).toEqual([401, 'platform.not_signed_in'])
    expect((await ask('POST', '/pay', body(), { token: cashier })).statusCode).toBe(200)
    const refused = await ask('GET', `/things/${newId()}`, undefined, { token: cashier })
    expect([...problem(refused), refused.json().params]).toEqual([
      403,
      'platform.not_allowed',
      { permission: 'payments.receipts.read' },
    ])
  })

  test('while the demo grows one reads and minds one’s own account, and writes nothing else', async () => {
    setDemoGrowing(true)
    try {
      const body = { id: newId(), fen: 1 }
      expect(problem(await ask('POST', '/pay', body))).toEqual([503, 'platform.demo_growing'])
      expect(calls).toBe(0)
      expect((await ask('GET', `/things/${newId()}`)).statusCode).toBe(200)
      expect((await ask('POST', `/things/${newId()}/stamp`)).statusCode).toBe(200)
      expect((await ask('POST', '/open', { word: 'x' }, { token: null })).statusCode).toBe(204)
    } finally {
      setDemoGrowing(false)
    }
    expect((await ask('POST', '/pay', { id: newId(), fen: 1 })).statusCode).toBe(200)
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
  ])('a write from %s is refused, a read is not', async (_, headers) => {
    expect(problem(await ask('POST', '/pay', { id: newId(), fen: 1 }, { headers }))).toEqual([
      403,
      'platform.cross_site',
    ])
    expect(problem(await ask('POST', '/open', { word: 'x' }, { headers, token: null }))).toEqual([
      403,
      'platform.cross_site',
    ])
    expect((await ask('GET', `/things/${newId()}`, undefined, { headers })).statusCode).toBe(200)
  })

  test('our own page may write', async () => {
    const headers = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8080', host: 'localhost:8080' }
    expect((await ask('POST', '/pay', { id: newId(), fen: 1 }, { headers })).statusCode).toBe(200)
  })

  test('an origin that is no address is refused, not a failure', async () => {
    const response = await ask('POST', '/pay', { id: newId(), fen: 1 }, { headers: { origin: 'nonsense' } })
    expect(problem(response)).toEqual([403, 'platform.cross_site'])
  })
})

describe('a write with its key', () => {
  test('is done once and answered the same, one after another', async () => {
    const [key, body] = [newId(), { id: newId(), fen: 5 }]
    const [first, second] = [await ask('POST', '/pay', body, { key }), await ask('POST', '/pay', body, { key })]
    expect([calls, second.statusCode, second.json()]).toEqual([1, 200, first.json()])
  })

  test('is done once, all at the same time', async () => {
    behave = () => new Promise(resolve => setTimeout(resolve, 50))
    const [key, body] = [newId(), { id: newId(), fen: 5 }]
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask('POST', '/pay', body, { key })))
    expect(new Set(answers.map(answer => `${answer.statusCode} ${answer.body.length}`)).size).toBe(1)
    expect([calls, answers[0]?.statusCode]).toEqual([1, 200])
  })

  test('may be tried again with the same key after a failure', async () => {
    const [key, body] = [newId(), { id: newId(), fen: 5 }]
    behave = async () => Promise.reject(refuse.busy())
    expect(problem(await ask('POST', '/pay', body, { key }))).toEqual([409, 'platform.busy'])
    behave = async () => undefined
    expect((await ask('POST', '/pay', body, { key })).statusCode).toBe(200)
  })

  test('is refused when the key was for something else, or is missing or too short', async () => {
    const key = newId()
    await ask('POST', '/pay', { id: newId(), fen: 5 }, { key })
    expect(problem(await ask('POST', '/pay', { id: newId(), fen: 6 }, { key }))).toEqual([
      422,
      'platform.idempotency_key_reused',
    ])
    expect(problem(await ask('POST', `/things/${newId()}/stamp`, undefined, { key }))).toEqual([
      422,
      'platform.idempotency_key_reused',
    ])
    expect(problem(await ask('POST', '/pay', { id: newId(), fen: 5 }, { key: null }))).toEqual([
      400,
      'platform.idempotency_key_missing',
    ])
    expect(problem(await ask('POST', '/pay', { id: newId(), fen: 5 }, { key: 'short' }))).toEqual([
      400,
      'platform.idempotency_key_missing',
    ])
  })

  test('that was used for one thing is not answered for another', async () => {
    const [key, first, second] = [newId(), newId(), newId()]
    expect((await ask('POST', `/things/${first}/stamp`, undefined, { key })).json()).toEqual({ thingId: first })
    expect(problem(await ask('POST', `/things/${second}/stamp`, undefined, { key }))).toEqual([
      422,
      'platform.idempotency_key_reused',
    ])
  })

  test('belongs to its account: another one with the same key is another write', async () => {
    const [key, body] = [newId(), { id: newId(), fen: 5 }]
    await ask('POST', '/pay', body, { key })
    expect((await ask('POST', '/pay', body, { key, token: http.tokenOf(await tenant.staff()) })).statusCode).toBe(200)
    expect(calls).toBe(2)
  })
})

test('writes are audited with their object and body; secrets without', async () => {
  const id = newId()
  await ask('POST', '/pay', { id, fen: 5 }, { headers: { 'user-agent': 'test' } })
  await ask('POST', '/secret', { word: 'hush' })
  const rows = await asOwner(
    database,
    'select action, actor_name, object, detail::text as detail from platform.audit order by seq desc limit 2',
  )
  expect(rows).toEqual([
    { action: 'secret', actor_name: '员工', object: null, detail: null },
    { action: 'pay', actor_name: '员工', object: id, detail: `{"id": "${id}", "fen": "5"}` },
  ])
})
