import { setTimeout } from 'node:timers/promises'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { asOwner, makeTenant } from '../testing/world.ts'
import { beginDrain, observe } from './observe.ts'
import { inTransaction } from './platform/db.ts'
import { enqueue } from './platform/jobs.ts'
import { removeFileBytes } from './platform/tidy-up.ts'
import { drain } from './serve.ts'

let database: TestDatabase
let server: FastifyInstance

beforeAll(async () => {
  database = await cloneDatabase()
  server = fastify() as FastifyInstance
  const realtime = { count: () => 3, connect: async () => undefined, close: async () => undefined }
  observe(server, { db: database.db, realtime: realtime as never, jobsUrl: database.jobsUrl })
  server.get('/slow', async () => {
    await setTimeout(400)
    return 'finished'
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => database.drop())

const url = (path: string) => {
  const address = server.server.address()
  if (typeof address !== 'object' || !address) throw new Error('not listening')
  return `http://127.0.0.1:${address.port}${path}`
}

test('the metrics tell of the queue, the pool and the open screens', async () => {
  const tenant = await makeTenant(database)
  await inTransaction(database.db, tenant.system, tx => enqueue(tx, removeFileBytes, { ids: [] }))
  await asOwner(database, `update graphile_worker._private_jobs set run_at = now() - interval '90 seconds'`)
  const text = await (await fetch(url('/metrics'))).text()
  expect(text).toMatch(/^anju_jobs_waiting 1$/m)
  expect(text).toMatch(/^anju_jobs_failed 0$/m)
  expect(Number(/^anju_jobs_oldest_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThan(85)
  expect(text).toMatch(/^anju_open_screens 3$/m)
  expect(text).toMatch(/^anju_db_connections\{state="idle"\} \d+$/m)
})

test('told to stop, it is not ready first, finishes what is under way, and takes nothing new', async () => {
  expect((await fetch(url('/readyz'))).status).toBe(200)
  const slow = fetch(url('/slow')).then(response => response.text())
  await setTimeout(50)
  const [ready, slowly] = [url('/readyz'), url('/slow')]
  const stopped = drain(server, 150)
  const during = await fetch(ready)
  expect([during.status, await during.json()]).toMatchObject([503, { status: 'stopping' }])
  expect(await slow).toBe('finished')
  await stopped
  await expect(fetch(slowly)).rejects.toThrow()
})

test('a server that begins to drain says so at once', () => {
  expect(() => beginDrain(server)).not.toThrow()
})
