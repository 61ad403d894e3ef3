import { setTimeout as pause } from 'node:timers/promises'
import { analytics, billing, isOpenIn, isOpenSomewhere, platform, serviceDesk } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { type Account, openStaff } from '../../../testing/matrix/accounts.ts'
import { clientOf } from '../../../testing/matrix/ask.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { buildApp } from '../../app.ts'
import { loadModules } from '../../modules.ts'
import { now } from '../clock.ts'
import { inTransaction } from '../db.ts'
import { newId } from '../ids.ts'
import { defineJob, drainJobs, enqueue } from '../jobs.ts'
import { brokenDependencies } from './feature.ts'

describe('what was decided about modules', () => {
  const off = (module: string, communityId: string | null = null) => ({ module, communityId, open: false })
  const on = (module: string, communityId: string | null = null) => ({ module, communityId, open: true })

  test('nothing decided is open; a community counts more than its company', () => {
    expect(isOpenIn([], 'billing', 'a')).toBe(true)
    expect(isOpenIn([off('billing'), on('billing', 'a')], 'billing', 'a')).toBe(true)
    expect(isOpenIn([off('billing'), on('billing', 'a')], 'billing', 'b')).toBe(false)
    expect(isOpenSomewhere([off('billing'), on('billing', 'a')], 'billing')).toBe(true)
    expect(isOpenSomewhere([off('billing')], 'billing')).toBe(false)
  })

  test('a module is not open where what it needs is closed', () => {
    const features = [
      { module: 'payments', requires: [] },
      { module: 'billing', requires: ['payments'] },
    ]
    expect(brokenDependencies([off('payments', 'a')], features)).toEqual([{ module: 'billing', lacks: 'payments' }])
    expect(brokenDependencies([off('payments'), off('billing')], features)).toEqual([])
  })
})

describe('a module switched off', () => {
  const community = newId()
  let database: TestDatabase
  let tenant: Tenant
  let app: Awaited<ReturnType<typeof buildApp>>
  let admin: Account
  let modules: Awaited<ReturnType<typeof loadModules>>
  const done: string[] = []
  const job = defineJob('service-desk.tried', z.object({}), async (_, actor) => void done.push(actor.tenantId ?? ''))

  beforeAll(async () => {
    database = await cloneDatabase()
    tenant = await makeTenant(database)
    modules = await loadModules()
    app = await buildApp({ db: database.db, config: database.config, modules, checkAnswers: true })
    admin = await openStaff(database, tenant.tenantId, 'admin')
    await asOwner(
      database,
      `insert into registry.community (tenant_id, id, code, name, address, created_at) values ($1, $2, 'A', '甲', '', $3)`,
      [tenant.tenantId, community, now()],
    )
  })
  afterAll(async () => {
    await app.close()
    await database.drop()
  })

  const call: ReturnType<typeof clientOf> = (route, request) => clientOf(app, admin)(route, request)
  const switchTo = (module: string, open: boolean | null, version: number, communityId?: string) =>
    call(platform.switchFeature, { params: { module }, body: { open, version, communityId, reason: '暂不使用' } })

  test('answers nobody, and what it holds is there again when it opens', async () => {
    await call(serviceDesk.listOrders, { query: {} })
    const off = await switchTo('service-desk', false, 0)
    expect(off).toMatchObject({ open: false, source: 'company', version: 1, requires: [], neededBy: [] })
    await expect(call(serviceDesk.listOrders, { query: {} })).rejects.toMatchObject({
      status: 403,
      code: 'platform.module_off',
      params: { module: 'service-desk' },
    })
    await call(analytics.dashboard, { query: {} })
    await switchTo('service-desk', null, 1)
    await call(serviceDesk.listOrders, { query: {} })
  })

  test('keeps its jobs until it opens', async () => {
    const queued = () => asOwner(database, `select run_at from graphile_worker.jobs where run_at > now()`)
    await switchTo('service-desk', false, 2)
    await inTransaction(database.db, tenant.system, tx => enqueue(tx, job, {}))
    const work = () => drainJobs(database.db, database.config, database.jobsUrl, modules, [job])
    await work()
    expect(done).toEqual([])
    expect(await queued()).toHaveLength(1)
    await switchTo('service-desk', true, 3)
    await asOwner(database, `update graphile_worker._private_jobs set run_at = now() where run_at > now()`)
    await work()
    expect(done).toEqual([tenant.tenantId])
  })

  test('keeps the order of a queue meanwhile: what rests stays in it, under its key', async () => {
    const places: number[] = []
    const slow = defineJob('service-desk.queued', z.object({ place: z.number() }), async (_tx, _actor, { place }) => {
      // The first takes longer: out of the queue, the second would be done before it.
      if (place === 1) await pause(400)
      places.push(place)
    })
    await switchTo('service-desk', false, 4)
    await inTransaction(database.db, tenant.system, async tx => {
      await enqueue(tx, slow, { place: 1 }, { queue: 'one', key: 'first' })
      await enqueue(tx, slow, { place: 2 }, { queue: 'one' })
    })
    // A turn of the worker may end before the queue is free for the second.
    const work = async () => {
      for (let turn = 0; turn < 2; turn += 1)
        await drainJobs(database.db, database.config, database.jobsUrl, modules, [slow])
    }
    await work()
    const waiting = await asOwner(
      database,
      `select queue_name, key from graphile_worker.jobs where run_at > now() and task_identifier = 'service-desk.queued' order by id`,
    )
    expect(waiting).toEqual([
      { queue_name: `${tenant.tenantId}:one`, key: `${tenant.tenantId}:first` },
      { queue_name: `${tenant.tenantId}:one`, key: null },
    ])
    await switchTo('service-desk', true, 5)
    await asOwner(database, `update graphile_worker._private_jobs set run_at = now() where run_at > now()`)
    await work()
    expect(places).toEqual([1, 2])
  })

  test('in one community is off there only; elsewhere nothing changes', async () => {
    await switchTo('billing', false, 0, community)
    await expect(call(billing.listBills, { query: { communityId: community } })).rejects.toMatchObject({
      code: 'platform.module_off',
    })
    await call(billing.listBills, { query: {} })
    const { items } = await call(platform.listFeatures, { query: { communityId: community } })
    expect(items.find(item => item.module === 'billing')).toMatchObject({ open: false, inherited: true })
    await switchTo('billing', null, 1, community)
  })

  test('is not closed while another needs it, nor opened without what it needs', async () => {
    await expect(switchTo('payments', false, 0)).rejects.toMatchObject({
      code: 'platform.feature_needed',
      params: { modules: 'billing' },
    })
    await switchTo('billing', false, 0)
    await switchTo('payments', false, 0)
    await expect(switchTo('billing', true, 1)).rejects.toMatchObject({
      code: 'platform.feature_needs',
      params: { modules: 'payments' },
    })
    await expect(switchTo('identity', false, 0)).rejects.toMatchObject({ code: 'platform.not_found' })
  })
})
