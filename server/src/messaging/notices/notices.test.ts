import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { registerSubscriptions } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import messaging from '../module.ts'
import { listNoticePreferences, setNoticePreference } from './notice-preferences.ts'
import { countUnreadNotices, listNotices } from './notice-view.ts'
import { type NoticeInput, notify } from './notify-accounts.ts'
import { readAllNotices, readNotice } from './read-notices.ts'

let database: TestDatabase
let tenant: Tenant
let manager: Actor
let repairer: Actor
let elsewhere: Actor
let resident: Actor
const communityId = newId()

beforeAll(async () => {
  database = await cloneDatabase()
  registerSubscriptions([messaging])
})
beforeEach(async () => {
  tenant = await makeTenant(database)
  manager = await tenant.staff({ name: '经理' })
  repairer = await tenant.staff({ permissions: ['service-desk.orders.work'], communityIds: [communityId] })
  elsewhere = await tenant.staff({ communityIds: [newId()] })
  resident = await tenant.resident(newId())
})
afterAll(() => database.drop())

const run = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)
const settle = () => drainJobs(database.db, database.config, database.jobsUrl, [messaging], PLATFORM_JOBS)
const list = (actor: Actor) => run(actor, tx => listNotices(tx, actor, { limit: 50 }))

async function tell(to: NoticeInput['to'], actor = tenant.system): Promise<void> {
  const params = { number: 'WX1', place: '101室' }
  await run(actor, tx =>
    notify(tx, actor, { kind: 'order-reported', params, about: { kind: 'order', id: communityId }, to }),
  )
  await settle()
}

describe('notify', () => {
  it('reaches staff with the permission within the scope, and nobody else', async () => {
    await tell({ permission: 'service-desk.orders.dispatch', communityId })
    expect((await list(manager)).items).toMatchObject([
      {
        kind: 'order-reported',
        params: { number: 'WX1', place: '101室' },
        about: { kind: 'order', id: communityId },
        readAt: null,
      },
    ])
    for (const other of [repairer, elsewhere, resident]) expect((await list(other)).items).toEqual([])
  })

  it('reaches accounts and people by id, leaves out who acts, and whoever has no account or is disabled', async () => {
    await asOwner(database, `update identity.staff_account set state = 'disabled' where id = $1`, [elsewhere.id])
    await tell({ staffIds: [manager.id ?? '', repairer.id ?? '', elsewhere.id ?? '', newId()] }, manager)
    await tell({ personIds: [resident.personId ?? '', newId()] })
    await tell({ residentIds: [resident.id ?? ''] })
    expect([(await list(manager)).total, (await list(repairer)).total, (await list(elsewhere)).total]).toEqual([
      0, 1, 0,
    ])
    expect((await list(resident)).total).toBe(2)
  })

  it('tells a resident’s deed to staff whom the resident cannot see', async () => {
    await tell({ permission: 'service-desk.orders.dispatch', communityId: null }, resident)
    expect((await list(elsewhere)).total).toBe(1)
  })

  it('is not written when the deed is undone, and once however often the job runs', async () => {
    const failed = run(manager, async tx => {
      await notify(tx, manager, { kind: 'order-reported', to: { staffIds: [repairer.id ?? ''] } })
      throw new Error('undone')
    })
    await expect(failed).rejects.toThrow('undone')
    await settle()
    expect((await list(repairer)).total).toBe(0)
  })

  it('is no news after a week in the queue', async () => {
    setClock(new Date(Date.now() - 8 * 24 * 3600 * 1000))
    await run(tenant.system, tx =>
      notify(tx, tenant.system, { kind: 'order-reported', to: { staffIds: [manager.id ?? ''] } }),
    )
    setClock(null)
    await settle()
    expect((await list(manager)).total).toBe(0)
  })

  it('says on the open screens of these accounts only that there is something', async () => {
    await tell({ staffIds: [manager.id ?? ''] })
    const events = await asOwner(
      database,
      `select payload from platform.event where tenant_id = $1 and name = 'messaging.noticesChanged'`,
      [tenant.tenantId],
    )
    expect(events).toEqual([{ payload: { accountIds: [manager.id] } }])
  })

  it('writes 5,000 notices quickly', async () => {
    const notices = Array.from({ length: 5_000 }, () => ({
      kind: 'order-reported' as const,
      to: { staffIds: [manager.id ?? ''] },
    }))
    const started = performance.now()
    await run(tenant.system, tx => notify(tx, tenant.system, notices))
    await settle()
    expect(performance.now() - started).toBeLessThan(20_000)
    expect((await run(manager, tx => countUnreadNotices(tx, manager))).unread).toBe(5_000)
  })
})

describe('the inbox', () => {
  it('counts and marks as read, one or all, the own ones only', async () => {
    await tell({ staffIds: [manager.id ?? '', repairer.id ?? ''] })
    await tell({ staffIds: [manager.id ?? ''] })
    const [notice] = (await list(manager)).items
    const noticeId = notice?.id ?? ''
    expect(await run(manager, tx => readNotice(tx, manager, { noticeId }))).toEqual({ unread: 1 })
    expect(await run(manager, tx => readNotice(tx, manager, { noticeId }))).toEqual({ unread: 1 })
    await expect(run(resident, tx => readNotice(tx, resident, { noticeId }))).rejects.toMatchObject({
      code: 'platform.not_found',
    })
    expect(await run(manager, tx => readAllNotices(tx, manager))).toEqual({ unread: 0 })
    expect((await list(repairer)).unread).toBe(1)
    expect((await run(manager, tx => listNotices(tx, manager, { limit: 50, state: 'unread' }))).total).toBe(0)
  })

  it('offers the phone where the kind does, and keeps the choice', async () => {
    const { items } = await run(resident, tx => listNoticePreferences(tx, resident))
    expect(items.find(item => item.kind === 'bills-issued')).toEqual({
      kind: 'bills-issued',
      sms: false,
      smsOffered: true,
    })
    expect(items.some(item => item.kind === 'order-assigned')).toBe(false)
    await run(resident, tx => setNoticePreference(tx, resident, { kind: 'bills-issued', sms: true }))
    const again = await run(resident, tx => listNoticePreferences(tx, resident))
    expect(again.items.find(item => item.kind === 'bills-issued')?.sms).toBe(true)
    await expect(
      run(manager, tx => setNoticePreference(tx, manager, { kind: 'order-assigned', sms: true })),
    ).rejects.toMatchObject({ code: 'messaging.sms_not_offered' })
  })
})
