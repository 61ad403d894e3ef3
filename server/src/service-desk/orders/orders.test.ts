import { serviceDesk as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { addPhoto, type Desk, drippingTap, makeDesk } from '../../../testing/desk.ts'
import { asOwner, makeTenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { changeSetting } from '../../platform/settings/change-setting.ts'
import { acceptOrder } from './accept-order.ts'
import { assignOrder } from './assign-order.ts'
import { changeOrder } from './change-order.ts'
import { confirmOrder } from './confirm-order.ts'
import { confirmSilently } from './confirm-silently.ts'
import { declineOrder } from './decline-order.ts'
import { finishOrder } from './finish-order.ts'
import { handOverOrders } from './hand-over-orders.ts'
import { type OpenOrderInput, openOrder } from './open-order.ts'
import { listMyTasks, listOrders, readMyTask, readOrderById } from './order-view.ts'
import { rejectOrder } from './reject-order.ts'
import { voidOrder } from './void-order.ts'

type Verb<I, R> = (tx: Tx, actor: Actor, input: I) => Promise<R>

let database: TestDatabase
let desk: Desk

beforeAll(async () => {
  database = await cloneDatabase()
  desk = await makeDesk(database)
})
afterAll(() => database?.drop())
afterEach(() => setClock(null))

const act = <I, R>(actor: Actor, verb: Verb<I, R>, input: I) =>
  inTransaction(database.db, actor, tx => verb(tx, actor, input))
const report = (actor: Actor, changes: Partial<OpenOrderInput> = {}) =>
  act(actor, openOrder, drippingTap(desk, changes))
/** As a dispatcher who sees the order as it is, or as it was with an earlier `version`. */
async function assign(orderId: string, to = desk.repairer, version?: number) {
  const seen = version ?? (await act(desk.dispatcher, readOrderById, { orderId })).version
  return act(desk.dispatcher, assignOrder, { orderId, assigneeId: to.id ?? '', version: seen })
}

async function reportedAndAssigned(): Promise<string> {
  const { id } = await report(desk.resident)
  await assign(id)
  return id
}

async function doneOrder(): Promise<string> {
  const orderId = await reportedAndAssigned()
  await act(desk.repairer, acceptOrder, { orderId })
  await act(desk.repairer, finishOrder, { orderId, note: '已更换', photoIds: [] })
  return orderId
}

async function eventsOf(orderId: string): Promise<string[]> {
  const rows = await asOwner<{ name: string }>(
    database,
    `select name from platform.event where payload->>'orderId' = $1 and name <> 'service-desk.taskChanged' order by seq`,
    [orderId],
  )
  return rows.map(row => row.name.replace('service-desk.', ''))
}

describe('the closed loop', () => {
  test('reported by the resident with a photo, worked, rejected, worked again, confirmed and rated', async () => {
    setClock(new Date('2026-11-23T10:00:00+08:00'))
    const before = await addPhoto(database, desk.resident)
    const after = await addPhoto(database, desk.repairer)
    const opened = await report(desk.resident, { photoIds: [before] })
    expect(opened).toMatchObject({
      number: 'WX20261123-0001',
      place: '1栋1单元101室',
      state: 'reported',
      round: 1,
      reporterName: '王小明',
      reporterPhoneMasked: null,
      respondBy: new Date('2026-11-23T10:30:00+08:00'),
      finishBy: new Date('2026-11-25T10:00:00+08:00'),
      late: false,
    })
    expect(opened.photos.map(photo => photo.id)).toEqual([before])
    const orderId = opened.id

    setClock(new Date('2026-11-23T10:31:00+08:00'))
    expect(await assign(orderId)).toMatchObject({ state: 'assigned', assigneeName: '维修老王', late: true })
    expect(await act(desk.repairer, acceptOrder, { orderId })).toMatchObject({ state: 'working', late: false })
    const finished = await act(desk.repairer, finishOrder, { orderId, note: '更换阀芯', photoIds: [after] })
    expect(finished.state).toBe('done')
    expect(finished.log.at(-1)?.photos.map(photo => photo.id)).toEqual([after])

    const again = await act(desk.resident, rejectOrder, { orderId, reason: '还在滴' })
    expect(again).toMatchObject({ state: 'working', round: 2, assigneeId: desk.repairer.id })
    await act(desk.repairer, finishOrder, { orderId, note: '换了新的', photoIds: [] })
    setClock(new Date('2026-11-24T09:00:00+08:00'))
    const closed = await act(desk.resident, confirmOrder, { orderId, score: 5, comment: '师傅很好' })

    expect(closed).toMatchObject({ state: 'closed', score: 5, comment: '师傅很好', round: 2 })
    expect(closed.log.map(({ action, actorName, note }) => [action, actorName, note])).toEqual([
      ['reported', '王小明', null],
      ['assigned', '调度小陈', '维修老王'],
      ['accepted', '维修老王', null],
      ['finished', '维修老王', '更换阀芯'],
      ['rejected', '王小明', '还在滴'],
      ['finished', '维修老王', '换了新的'],
      ['confirmed', '王小明', '师傅很好'],
    ])
    expect(await eventsOf(orderId)).toEqual([
      ...['orderReported', 'orderAssigned', 'orderAccepted', 'orderFinished'],
      ...['orderRejected', 'orderFinished', 'orderClosed'],
    ])
    expect(z.safeEncode(contract.OrderDetail, closed).success).toBe(true)
  })

  test('declined, given to another, reassigned while worked on, voided', async () => {
    const orderId = await reportedAndAssigned()
    const declined = await act(desk.repairer, declineOrder, { orderId, reason: '不在班' })
    expect(declined).toMatchObject({ state: 'reported', assigneeId: null, assigneeName: null })
    await assign(orderId, desk.otherRepairer)
    await act(desk.otherRepairer, acceptOrder, { orderId })
    expect(await assign(orderId)).toMatchObject({ state: 'assigned', assigneeName: '维修老王' })
    await expect(act(desk.otherRepairer, finishOrder, { orderId, note: '好了', photoIds: [] })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
    const ended = await act(desk.dispatcher, voidOrder, { orderId, reason: '重复报修' })
    expect(ended).toMatchObject({ state: 'void', late: false })
    expect(ended.log.at(-1)).toMatchObject({ action: 'voided', note: '重复报修' })
    expect(await eventsOf(orderId)).toEqual([
      ...[
        'orderReported',
        'orderAssigned',
        'orderDeclined',
        'orderAssigned',
        'orderAccepted',
        'orderAssigned',
        'orderVoided',
      ],
    ])
  })

  test('a step from the wrong state is refused by name and changes nothing', async () => {
    const orderId = await reportedAndAssigned()
    await expect(act(desk.repairer, finishOrder, { orderId, note: '好了', photoIds: [] })).rejects.toMatchObject({
      code: 'service-desk.wrong_state',
      params: { state: 'assigned' },
    })
    await expect(act(desk.resident, confirmOrder, { orderId, score: 5 })).rejects.toMatchObject({ status: 409 })
    expect((await act(desk.dispatcher, readOrderById, { orderId })).log).toHaveLength(2)
  })

  test('the repairer whose tasks change hears of it', async () => {
    const orderId = await reportedAndAssigned()
    await assign(orderId, desk.otherRepairer)
    const heard = await asOwner<{ who: string }>(
      database,
      `select payload->>'assigneeId' as who from platform.event where name = 'service-desk.taskChanged' and payload->>'orderId' = $1 order by seq`,
      [orderId],
    )
    expect(heard.map(event => event.who)).toEqual([desk.repairer.id, desk.repairer.id, desk.otherRepairer.id])
  })

  test('a rework too many is refused', async () => {
    const orderId = await doneOrder()
    await asOwner(database, 'update service_desk.work_order set round = 20 where id = $1', [orderId])
    await expect(act(desk.resident, rejectOrder, { orderId, reason: '还是坏' })).rejects.toMatchObject({
      code: 'service-desk.too_many_rounds',
      params: { maxRounds: 20 },
    })
  })
})

describe('the front desk', () => {
  test('a public place needs its name, a room its community', async () => {
    const lobby = await report(desk.dispatcher, { premisesId: null, place: '1栋大堂', category: 'public-area' })
    expect(lobby).toMatchObject({ place: '1栋大堂', premisesId: null })
    await expect(report(desk.dispatcher, { premisesId: null })).rejects.toMatchObject({
      code: 'service-desk.place_missing',
    })
    await expect(report(desk.dispatcher, { communityId: desk.there.communityId })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
    await expect(
      report(desk.hereDispatcher, { communityId: desk.there.communityId, premisesId: null, place: '门岗' }),
    ).rejects.toMatchObject({ code: 'platform.not_found' })
  })

  test('only own photos', async () => {
    const photo = await addPhoto(database, desk.neighbour)
    await expect(report(desk.resident, { photoIds: [photo] })).rejects.toMatchObject({ code: 'platform.not_found' })
    const orderId = await reportedAndAssigned()
    await act(desk.repairer, acceptOrder, { orderId })
    await expect(act(desk.repairer, finishOrder, { orderId, note: '好了', photoIds: [photo] })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
  })

  test('an order goes only to active staff who work orders there', async () => {
    const { id: orderId } = await report(desk.resident)
    const refused = { code: 'service-desk.not_a_repairer' }
    await expect(assign(orderId, desk.dispatcher)).rejects.toMatchObject(refused)
    await expect(assign(orderId, desk.thereRepairer)).rejects.toMatchObject(refused)
    const gone = await desk.tenant.staff({ permissions: ['service-desk.orders.work'] })
    await asOwner(database, `update identity.staff_account set state = 'disabled' where id = $1`, [gone.id])
    await expect(assign(orderId, gone)).rejects.toMatchObject(refused)
    await expect(
      act(desk.repairer, assignOrder, { orderId, assigneeId: desk.repairer.id ?? '', version: 1 }),
    ).rejects.toMatchObject({
      code: 'platform.not_allowed',
    })
  })
})

describe('the walls', () => {
  const notFound = { code: 'platform.not_found' }

  test('a resident neither sees nor moves an order of another household', async () => {
    const orderId = await doneOrder()
    expect(await act(desk.resident, readOrderById, { orderId })).toMatchObject({ id: orderId })
    await expect(act(desk.neighbour, readOrderById, { orderId })).rejects.toMatchObject(notFound)
    await expect(act(desk.neighbour, confirmOrder, { orderId, score: 1 })).rejects.toMatchObject(notFound)
    await expect(act(desk.neighbour, rejectOrder, { orderId, reason: '不好' })).rejects.toMatchObject(notFound)
    await expect(report(desk.neighbour)).rejects.toMatchObject(notFound)
    expect((await act(desk.neighbour, listOrders, { limit: 50 })).items.map(order => order.id)).not.toContain(orderId)
  })

  test('a repairer sees only what is given to him', async () => {
    const orderId = await reportedAndAssigned()
    expect(await act(desk.repairer, readMyTask, { orderId })).toMatchObject({ id: orderId })
    await expect(act(desk.otherRepairer, readMyTask, { orderId })).rejects.toMatchObject(notFound)
    await expect(act(desk.otherRepairer, acceptOrder, { orderId })).rejects.toMatchObject(notFound)
    await expect(act(desk.otherRepairer, declineOrder, { orderId, reason: '忙' })).rejects.toMatchObject(notFound)
    const others = await act(desk.otherRepairer, listMyTasks, { limit: 50, state: 'open' })
    expect(others.items.map(order => order.id)).not.toContain(orderId)
  })

  test('staff of one community see nothing of another', async () => {
    const there = await report(desk.dispatcher, {
      communityId: desk.there.communityId,
      premisesId: desk.there.rooms[0],
    })
    await expect(act(desk.hereDispatcher, readOrderById, { orderId: there.id })).rejects.toMatchObject(notFound)
    await expect(act(desk.hereDispatcher, voidOrder, { orderId: there.id, reason: '无' })).rejects.toMatchObject(
      notFound,
    )
    const seen = await act(desk.hereDispatcher, listOrders, { limit: 200 })
    expect(new Set(seen.items.map(order => order.communityId))).toEqual(new Set([desk.here.communityId]))
  })

  test('another company sees nothing', async () => {
    const { id: orderId } = await report(desk.resident)
    const stranger = await (await makeTenant(database)).staff()
    await expect(act(stranger, readOrderById, { orderId })).rejects.toMatchObject(notFound)
    expect((await act(stranger, listOrders, { limit: 50 })).total).toBe(0)
  })
})

describe('at once', () => {
  test('numbers of a community and day have no gaps, whoever reports in parallel and whatever fails', async () => {
    setClock(new Date('2031-12-01T08:00:00+08:00'))
    const place = { communityId: desk.there.communityId, premisesId: desk.there.rooms[1] }
    const failing = expect(report(desk.dispatcher, { ...place, photoIds: [newId()] })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
    const opened = await Promise.all(Array.from({ length: 12 }, () => report(desk.dispatcher, place)))
    await failing
    expect(opened.map(order => order.number).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `WX20311201-${String(index + 1).padStart(4, '0')}`),
    )
    const elsewhere = await report(desk.dispatcher)
    expect(elsewhere.number).toBe('WX20311201-0001')
    setClock(new Date('2031-12-01T16:00:00Z'))
    expect((await report(desk.dispatcher, place)).number).toBe('WX20311202-0001')
  })

  test('the same report twice at once is one order and takes one number', async () => {
    setClock(new Date('2031-12-03T08:00:00+08:00'))
    const id = newId()
    const [one, two] = await Promise.all([report(desk.resident, { id }), report(desk.resident, { id })])
    expect(two).toEqual(one)
    expect((await report(desk.resident)).number).toBe('WX20311203-0002')
    await expect(report(desk.dispatcher, { id })).rejects.toMatchObject({ code: 'service-desk.id_taken' })
    const hidden = { id, communityId: desk.here.communityId, premisesId: desk.here.rooms[1] }
    await expect(report(desk.neighbour, hidden)).rejects.toMatchObject({ code: 'service-desk.id_taken' })
    expect((await report(desk.resident)).number).toBe('WX20311203-0003')
  })

  test('accepted or confirmed twice at once happens once', async () => {
    const orderId = await reportedAndAssigned()
    const accepted = await Promise.allSettled([1, 2, 3].map(() => act(desk.repairer, acceptOrder, { orderId })))
    expect(accepted.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    await act(desk.repairer, finishOrder, { orderId, note: '好了', photoIds: [] })
    const confirmed = await Promise.allSettled(
      [4, 5].map(score => act(desk.resident, confirmOrder, { orderId, score })),
    )
    expect(confirmed.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const { log } = await act(desk.dispatcher, readOrderById, { orderId })
    expect(log.map(step => step.action)).toEqual(['reported', 'assigned', 'accepted', 'finished', 'confirmed'])
  })
})

describe('a repairer’s account that is disabled', () => {
  test('gives back what was theirs to do, with a line in each log; what is done stays theirs', async () => {
    const assigned = await reportedAndAssigned()
    const working = await reportedAndAssigned()
    await act(desk.repairer, acceptOrder, { orderId: working })
    const done = await doneOrder()
    const other = await report(desk.resident)
    await assign(other.id, desk.otherRepairer)
    const system = desk.tenant.system
    await act(system, handOverOrders, { staffId: desk.repairer.id ?? '' })
    for (const orderId of [assigned, working]) {
      const order = await act(desk.dispatcher, readOrderById, { orderId })
      expect(order).toMatchObject({ state: 'reported', assigneeId: null })
      expect(order.log.at(-1)).toMatchObject({
        action: 'declined',
        actorKind: 'system',
        note: '账号已停用，工单退回待派',
      })
    }
    expect(await act(desk.dispatcher, readOrderById, { orderId: done })).toMatchObject({
      state: 'done',
      assigneeId: desk.repairer.id,
    })
    expect(await act(desk.dispatcher, readOrderById, { orderId: other.id })).toMatchObject({ state: 'assigned' })
    await act(system, handOverOrders, { staffId: desk.repairer.id ?? '' })
    await expect(act(desk.dispatcher, changeByHand, { orderId: other.id })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
  })
})

const changeByHand: Verb<{ orderId: string }, void> = (tx, actor, { orderId }) =>
  changeOrder(tx, actor, orderId, 'hand-over', () => ({}))

describe('silence', () => {
  const silent = (orderId: string, round: number) =>
    inTransaction(database.db, desk.tenant.system, tx =>
      confirmSilently.perform(tx as never, desk.tenant.system, { orderId, round } as never),
    )
  const stateOf = async (orderId: string) => (await act(desk.dispatcher, readOrderById, { orderId })).state

  test('of 72 hours closes the order without a rating, and not before', async () => {
    setClock(new Date('2026-11-23T10:00:00+08:00'))
    const orderId = await doneOrder()
    const [job] = await asOwner<{ runAt: Date }>(
      database,
      `select run_at as "runAt" from graphile_worker.jobs where key = $1`,
      [`${desk.tenant.tenantId}:service-desk.confirmSilently ${orderId}`],
    )
    expect(job?.runAt).toEqual(new Date('2026-11-26T10:00:00+08:00'))
    setClock(new Date('2026-11-26T09:00:00+08:00'))
    await silent(orderId, 1)
    expect(await stateOf(orderId)).toBe('done')
    setClock(new Date('2026-11-26T10:00:00+08:00'))
    await silent(orderId, 1)
    const closed = await act(desk.dispatcher, readOrderById, { orderId })
    expect(closed).toMatchObject({ state: 'closed', score: null })
    expect(closed.log.at(-1)).toMatchObject({ action: 'confirmed', actorKind: 'system' })
    await silent(orderId, 1)
  })

  test('lasts as long as the company decided when the work was done', async () => {
    setClock(new Date('2026-11-23T10:00:00+08:00'))
    const decide = changeSetting({ requireCommunity: async () => undefined })
    const communityId = desk.here.communityId
    const change = { key: 'service-desk.silenceHours', communityId, reason: '合同约定' }
    await act(desk.tenant.system, decide, { ...change, value: 24, version: 0 })
    const orderId = await doneOrder()
    await act(desk.tenant.system, decide, { ...change, value: null, version: 1 })
    const done = await act(desk.dispatcher, readOrderById, { orderId })
    expect(done.confirmBy).toEqual(new Date('2026-11-24T10:00:00+08:00'))
    setClock(new Date('2026-11-24T10:00:00+08:00'))
    await silent(orderId, 1)
    expect(await act(desk.dispatcher, readOrderById, { orderId })).toMatchObject({ state: 'closed', confirmBy: null })
  })

  test('of an earlier round says nothing about the rework', async () => {
    setClock(new Date('2026-11-23T10:00:00+08:00'))
    const orderId = await doneOrder()
    await act(desk.resident, rejectOrder, { orderId, reason: '不好' })
    setClock(new Date('2026-11-27T10:00:00+08:00'))
    await silent(orderId, 1)
    expect(await stateOf(orderId)).toBe('working')
    await act(desk.repairer, finishOrder, { orderId, note: '好了', photoIds: [] })
    await silent(orderId, 1)
    expect(await stateOf(orderId)).toBe('done')
  })
})
