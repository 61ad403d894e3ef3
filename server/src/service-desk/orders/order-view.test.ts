import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { type Desk, drippingTap, makeDesk } from '../../../testing/desk.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { listRepairers } from '../repairers/repairer-view.ts'
import { acceptOrder } from './accept-order.ts'
import { assignOrder } from './assign-order.ts'
import { exportOrders } from './export-orders.ts'
import { finishOrder } from './finish-order.ts'
import { type OpenOrderInput, openOrder } from './open-order.ts'
import { listMyTasks, listOrders } from './order-view.ts'

let database: TestDatabase
let desk: Desk

const act = <I, R>(actor: Actor, verb: (tx: Tx, actor: Actor, input: I) => Promise<R>, input: I) =>
  inTransaction(database.db, actor, tx => verb(tx, actor, input))
const at = (time: string) => setClock(new Date(`2026-11-23T${time}:00+08:00`))

/** At nine every ten minutes one: tap, lift (urgent), lamp there, tap given away, tap taken on, tap done. */
beforeAll(async () => {
  database = await cloneDatabase()
  desk = await makeDesk(database)
  const reported: string[] = []
  const report = async (time: string, changes: Partial<OpenOrderInput>) => {
    at(time)
    reported.push((await act(desk.dispatcher, openOrder, drippingTap(desk, changes))).id)
  }
  await report('09:00', {})
  await report('09:10', {
    category: 'lift',
    urgency: 'urgent',
    description: '电梯异响',
    premisesId: null,
    place: '1栋电梯',
  })
  await report('09:20', { communityId: desk.there.communityId, premisesId: desk.there.rooms[0], category: 'power' })
  await report('09:30', { reporterName: '100%_王' })
  await report('09:40', {})
  await report('09:50', {})
  const [, , , given = '', taken = '', done = ''] = reported
  at('09:55')
  for (const orderId of [given, taken, done])
    await act(desk.dispatcher, assignOrder, { orderId, assigneeId: desk.repairer.id ?? '', version: 1 })
  for (const orderId of [taken, done]) await act(desk.repairer, acceptOrder, { orderId })
  await act(desk.repairer, finishOrder, { orderId: done, note: '好了', photoIds: [] })
})
afterAll(() => database?.drop())
afterEach(() => setClock(null))

const numbers = (page: { items: { reportedAt: Date }[] }) =>
  page.items.map(order => order.reportedAt.toISOString().slice(14, 16))

describe('the list of orders', () => {
  test('newest first, with the total, page by page', async () => {
    const first = await act(desk.dispatcher, listOrders, { limit: 4 })
    expect(first.total).toBe(6)
    expect(numbers(first)).toEqual(['50', '40', '30', '20'])
    const second = await act(desk.dispatcher, listOrders, { limit: 4, cursor: first.next ?? '' })
    expect(numbers(second)).toEqual(['10', '00'])
    expect(second.next).toBeNull()
  })

  test.each([
    [{ state: 'reported' }, ['20', '10', '00']],
    [{ category: 'lift' }, ['10']],
    [{ text: '异响' }, ['10']],
    [{ text: 'wx20261123-0002' }, ['10']],
    [{ text: '%_' }, ['30']],
    [{ text: '1单元' }, ['50', '40', '30', '20', '00']],
    [{ text: '  ' }, ['50', '40', '30', '20', '10', '00']],
  ] as const)('filtered by %o', async (filters, expected) => {
    expect(numbers(await act(desk.dispatcher, listOrders, { limit: 50, ...filters }))).toEqual(expected)
  })

  test('filtered by community and repairer', async () => {
    const { communityId } = desk.there
    expect(numbers(await act(desk.dispatcher, listOrders, { limit: 50, communityId }))).toEqual(['20'])
    const assigneeId = desk.repairer.id ?? ''
    expect(numbers(await act(desk.dispatcher, listOrders, { limit: 50, assigneeId }))).toEqual(['50', '40', '30'])
  })

  test('sorted by what is due, urgency or number, either way; anything else is refused', async () => {
    const sorted = (sort: string) => act(desk.dispatcher, listOrders, { limit: 50, sort }).then(numbers)
    // Due: lift 09:15, tap 09:30, lamp 09:50, given 10:00; then two days on those taken and done.
    expect(await sorted('dueAt')).toEqual(['10', '00', '20', '30', '40', '50'])
    expect((await sorted('urgency'))[0]).toBe('10')
    expect(await sorted('-reportedAt')).toEqual(['50', '40', '30', '20', '10', '00'])
    await expect(sorted('description')).rejects.toMatchObject({ code: 'platform.sort_wrong' })
  })

  test('late is a matter of now', async () => {
    const late = async () =>
      numbers({ items: (await act(desk.dispatcher, listOrders, { limit: 50 })).items.filter(order => order.late) })
    at('09:15')
    expect(await late()).toEqual([])
    at('09:45')
    expect(await late()).toEqual(['10', '00'])
    at('10:01')
    expect(await late()).toEqual(['30', '20', '10', '00'])
    setClock(new Date('2026-11-26T00:00:00+08:00'))
    expect(await late()).toEqual(['40', '30', '20', '10', '00'])
  })
})

test('my tasks: what is to do, due first; what is behind', async () => {
  expect(numbers(await act(desk.repairer, listMyTasks, { limit: 50, state: 'open' }))).toEqual(['30', '40'])
  expect(numbers(await act(desk.repairer, listMyTasks, { limit: 50, state: 'finished' }))).toEqual(['50'])
  expect((await act(desk.otherRepairer, listMyTasks, { limit: 50, state: 'open' })).total).toBe(0)
})

test('repairers with their load, the least loaded first, of a community or of my scope', async () => {
  const names = async (actor: Actor, communityId?: string) =>
    (await act(actor, listRepairers, { communityId })).items.map(({ name, openCount }) => `${name} ${openCount}`)
  expect(await names(desk.dispatcher, desk.here.communityId)).toEqual(['维修老李 0', '维修老王 2'])
  expect((await names(desk.dispatcher)).toSorted()).toEqual(['维修小赵 0', '维修老李 0', '维修老王 2'].toSorted())
  expect(await names(desk.hereDispatcher)).toEqual(['维修老李 0', '维修老王 2'])
})

test('the list as a file, in words', async () => {
  at('10:01')
  const file = await act(desk.dispatcher, exportOrders, { format: 'csv', category: 'lift' })
  expect(file.name).toBe('工单-2026-11-23.csv')
  const [head, ...lines] = String(file.body).trimEnd().split('\r\n')
  expect(head?.split(',').slice(0, 4)).toEqual(['\uFEFF工单号', '位置', '类别', '紧急程度'])
  expect(lines.map(line => line.split(',').slice(0, 7))).toEqual([
    ['WX20261123-0002', '1栋电梯', '电梯', '紧急', '电梯异响', '待派单', '是'],
  ])
  const workbook = await act(desk.dispatcher, exportOrders, { format: 'xlsx' })
  expect((workbook.body as Buffer).subarray(0, 2).toString()).toBe('PK')
})
