import { analytics, billing, type Call, identity, platform, portal, serviceDesk, workforce } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { type Desk, drippingTap, makeDesk } from '../../../testing/desk.ts'
import { type Account, openSession } from '../../../testing/matrix/accounts.ts'
import { clientOf } from '../../../testing/matrix/ask.ts'
import { asOwner } from '../../../testing/world.ts'
import { buildApp } from '../../app.ts'
import { loadModules } from '../../modules.ts'
import type { Actor } from '../actor.ts'
import { now } from '../clock.ts'
import { newId } from '../ids.ts'
import { drainJobs } from '../jobs.ts'
import { PLATFORM_JOBS } from '../platform-jobs.ts'

describe('a module closed in one community', () => {
  let database: TestDatabase
  let desk: Desk
  let app: Awaited<ReturnType<typeof buildApp>>
  let boss: Call
  let resident: Call
  let nextDoor: Call
  let hereOnly: Call
  let orders: { here: string; there: string }
  const versions = new Map<string, number>()

  const off = { status: 403, code: 'platform.module_off', params: { module: 'service-desk' } }
  const as = async (actor: Actor) => {
    const kind = actor.kind === 'resident' ? 'resident' : 'staff'
    const account: Account = await openSession(database, desk.tenant.tenantId, kind, actor.id ?? '')
    return clientOf(app, account)
  }
  const switchTo = async (module: string, open: boolean | null, communityId?: string) => {
    const key = `${module} ${communityId ?? ''}`
    const body = { open, communityId, reason: '逐步上线', version: versions.get(key) ?? 0 }
    const { version } = await boss(platform.switchFeature, { params: { module }, body })
    versions.set(key, version)
  }
  const report = (one: Desk['here'], id = newId()) =>
    boss(serviceDesk.reportOrder, {
      body: drippingTap(desk, { id, communityId: one.communityId, premisesId: one.rooms[0] }) as never,
    })
  const listed = async (call: Call) => (await call(serviceDesk.listOrders, { query: {} })).items.map(({ id }) => id)
  const found = async (text: string) => (await boss(platform.search, { query: { text } })).hits.map(({ id }) => id)
  const numberOf = async (orderId: string) => {
    const [row] = await asOwner<{ number: string }>(
      database,
      'select number from service_desk.work_order where id = $1',
      [orderId],
    )
    return row?.number ?? ''
  }
  const exported = async (query: Record<string, string> = {}, before?: () => Promise<void>) => {
    const id = newId()
    const body = { id, route: '/service-desk/orders/export', query, format: 'csv' as const }
    await boss(platform.startExport, { body })
    await before?.()
    await drainJobs(database.db, database.config, database.jobsUrl, await loadModules(), PLATFORM_JOBS)
    const state = await boss(platform.readExport, { params: { exportId: id } })
    return { state: state.state, failure: state.failure, rows: state.rowsWritten }
  }

  beforeAll(async () => {
    database = await cloneDatabase()
    desk = await makeDesk(database)
    app = await buildApp({ db: database.db, config: database.config, modules: await loadModules(), checkAnswers: true })
    boss = await as(await desk.tenant.staff({ name: '总经理' }))
    resident = await as(desk.resident)
    nextDoor = await as(await desk.tenant.resident(desk.there.people[0], '和平里业主'))
    hereOnly = await as(desk.hereDispatcher)
    orders = { here: (await report(desk.here)).id, there: (await report(desk.there)).id }
    await switchTo('service-desk', false, desk.here.communityId)
  })
  afterAll(async () => {
    await app.close()
    await database.drop()
  })

  test('shows nothing of it in lists and counts of who sees the whole company', async () => {
    expect(await listed(boss)).toEqual([orders.there])
    expect((await boss(serviceDesk.listOrders, { query: {} })).total).toBe(1)
    await boss(analytics.dashboard, { query: {} })
  })

  test('answers for one record of it, read or changed, as a closed module does; what is not there stays not there', async () => {
    const params = { orderId: orders.here }
    await expect(boss(serviceDesk.readOrder, { params })).rejects.toMatchObject(off)
    const assign = (orderId: string) =>
      boss(serviceDesk.assignOrder, { params: { orderId }, body: { assigneeId: desk.repairer.id ?? '', version: 1 } })
    await expect(assign(orders.here)).rejects.toMatchObject(off)
    await expect(report(desk.here)).rejects.toMatchObject(off)
    await expect(boss(serviceDesk.readOrder, { params: { orderId: newId() } })).rejects.toMatchObject({ status: 404 })
    const [log] = await asOwner(
      database,
      `select count(*)::int as lines from service_desk.order_log where order_id = $1`,
      [orders.here],
    )
    expect(log).toEqual({ lines: 1 })
    await boss(serviceDesk.readOrder, { params: { orderId: orders.there } })
    await assign(orders.there)
  })

  test('is closed to residents and to staff who see that community only, and open to those of another', async () => {
    await expect(hereOnly(serviceDesk.listOrders, { query: {} })).rejects.toMatchObject(off)
    await expect(resident(portal.listMyOrders, { query: {} })).rejects.toMatchObject(off)
    const asked = (premisesId: string) => ({
      body: {
        id: newId(),
        premisesId,
        category: 'water',
        urgency: 'normal',
        description: '漏水了',
        photoIds: [],
      } as const,
    })
    await expect(resident(portal.reportMyOrder, asked(desk.here.rooms[0]) as never)).rejects.toMatchObject(off)
    expect((await resident(identity.whoAmI, {})).modules).toEqual([
      { module: 'service-desk', communityId: null, open: false },
    ])
    const home = await resident(portal.myHome, {})
    expect([home.openOrders, home.households.length]).toEqual([[], 1])
    await nextDoor(portal.reportMyOrder, asked(desk.there.rooms[0]) as never)
    expect((await nextDoor(portal.myHome, {})).openOrders).toHaveLength(2)
  })

  test('finds nothing of it, nor of a module that the whole company closed', async () => {
    const [here, there] = [await numberOf(orders.here), await numberOf(orders.there)]
    // Numbers are counted per community: these are the same.
    expect(here).toBe(there)
    expect(await found(there)).toEqual([orders.there])
    expect((await found('101')).length).toBeGreaterThan(1)
    await switchTo('service-desk', false)
    expect(await found(there)).toEqual([])
    await switchTo('service-desk', null)
  })

  test('exports nothing of it, also where it was closed while the file waited', async () => {
    expect(await exported()).toMatchObject({ state: 'ready', rows: 2 })
    await expect(exported({ communityId: desk.here.communityId })).rejects.toMatchObject(off)
    const later = () => switchTo('service-desk', false)
    expect(await exported({}, later)).toMatchObject({ state: 'failed', failure: 'platform.module_off' })
    await expect(exported()).rejects.toMatchObject(off)
    await switchTo('service-desk', null)
  })

  test('the resident app may be closed in one community: its residents are told so, those of another go on', async () => {
    await switchTo('portal', false, desk.here.communityId)
    const closed = { status: 403, code: 'platform.module_off', params: { module: 'portal' } }
    await expect(resident(portal.myHome, {})).rejects.toMatchObject(closed)
    expect((await resident(identity.whoAmI, {})).modules).toContainEqual({
      ...{ module: 'portal', communityId: null, open: false },
    })
    expect((await nextDoor(portal.myHome, {})).households).toHaveLength(1)
    await switchTo('portal', null, desk.here.communityId)
    expect((await resident(portal.myHome, {})).households).toHaveLength(1)
  })

  test('a module that only one community has opened is there and nowhere else', async () => {
    await switchTo('service-desk', null, desk.here.communityId)
    await switchTo('service-desk', true, desk.there.communityId)
    await switchTo('service-desk', false)
    expect(await listed(boss)).not.toContain(orders.here)
    await expect(resident(portal.listMyOrders, { query: {} })).rejects.toMatchObject(off)
    await nextDoor(portal.listMyOrders, { query: {} })
    await switchTo('service-desk', null)
    expect(await listed(boss)).toContain(orders.here)
    await boss(serviceDesk.readOrder, { params: { orderId: orders.here } })
  })

  test('says so, too, for a file that is drawn in transactions of its own', async () => {
    await switchTo('billing', false, desk.here.communityId)
    const letter = (premisesId: string) => boss(billing.dunningLetter, { params: { premisesId } })
    await expect(letter(desk.here.rooms[0])).rejects.toMatchObject({ status: 403, code: 'platform.module_off' })
    await expect(letter(desk.there.rooms[0])).rejects.toMatchObject({ code: 'billing.nothing_overdue' })
    await expect(letter(newId())).rejects.toMatchObject({ status: 404 })
    await switchTo('billing', null, desk.here.communityId)
  })

  test('of staff leaves the people of the company itself; who works where it is closed has none of it', async () => {
    const { tenantId } = desk.tenant
    const [team, post] = [newId(), newId()]
    await asOwner(
      database,
      `insert into workforce.team (tenant_id, id, name, kind, created_at) values ($1, $2, '总部', 'company', $3)`,
      [tenantId, team, now()],
    )
    await asOwner(database, `insert into workforce.post (tenant_id, id, code, name) values ($1, $2, 'staff', '员工')`, [
      tenantId,
      post,
    ])
    const worker = await desk.tenant.staff({ name: '这里的保安' })
    const add = async (name: string, communityId: string | null, accountId: string | null) =>
      asOwner(
        database,
        `insert into workforce.employee (tenant_id, id, number, name, name_pinyin, name_initials, team_id, post_id, community_id, account_id, employed_from, created_at)
         values ($1, $2, $3, $3, '', '', $4, $8, $5, $6, '2026-01-01', $7)`,
        [tenantId, newId(), name, team, communityId, accountId, now(), post],
      )
    await add('总部财务', null, null)
    await add('这里的保安', desk.here.communityId, worker.id)
    await add('那里的保安', desk.there.communityId, null)
    const names = async () => (await boss(workforce.listEmployees, { query: {} })).items.map(({ name }) => name).sort()
    expect(await names()).toHaveLength(3)
    await switchTo('workforce', false, desk.here.communityId)
    expect(await names()).toEqual(['那里的保安', '总部财务'].sort())
    const mine = await as(worker)
    await expect(mine(workforce.readMyAttendance, { query: { month: '2026-11' } })).rejects.toMatchObject({
      code: 'platform.module_off',
    })
  })
})
