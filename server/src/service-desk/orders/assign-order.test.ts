import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { type Desk, drippingTap, makeDesk } from '../../../testing/desk.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { acceptOrder } from './accept-order.ts'
import { assignOrder } from './assign-order.ts'
import { openOrder } from './open-order.ts'
import { readOrderById } from './order-view.ts'

type Verb<I, R> = (tx: Tx, actor: Actor, input: I) => Promise<R>

let database: TestDatabase
let desk: Desk

beforeAll(async () => {
  database = await cloneDatabase()
  desk = await makeDesk(database)
})
afterAll(() => database?.drop())

const act = <I, R>(actor: Actor, verb: Verb<I, R>, input: I) =>
  inTransaction(database.db, actor, tx => verb(tx, actor, input))
const report = () => act(desk.resident, openOrder, drippingTap(desk, {}))
const assign = (orderId: string, to: Actor, version: number) =>
  act(desk.dispatcher, assignOrder, { orderId, assigneeId: to.id ?? '', version })

describe('an order is given as it was seen', () => {
  test('accepted and given to another at once: one of the two comes first, and the other is told', async () => {
    const { id: orderId, version: first } = await report()
    const { version } = await assign(orderId, desk.repairer, first)
    const [accepted, given] = await Promise.allSettled([
      act(desk.repairer, acceptOrder, { orderId }),
      assign(orderId, desk.otherRepairer, version),
    ])
    expect([accepted?.status, given?.status].sort()).toEqual(['fulfilled', 'rejected'])
    const wasFirst = accepted?.status === 'fulfilled'
    expect(await act(desk.dispatcher, readOrderById, { orderId })).toMatchObject({
      state: wasFirst ? 'working' : 'assigned',
      assigneeId: wasFirst ? desk.repairer.id : desk.otherRepairer.id,
    })
  })

  test('two dispatchers who looked at the same order: the second does not overrule the first unseen', async () => {
    const { id: orderId, version } = await report()
    await assign(orderId, desk.repairer, version)
    await expect(assign(orderId, desk.otherRepairer, version)).rejects.toMatchObject({
      ...{ code: 'platform.changed_meanwhile', params: { version: 2 } },
    })
    expect(await assign(orderId, desk.otherRepairer, 2)).toMatchObject({
      assigneeId: desk.otherRepairer.id,
      version: 3,
    })
  })
})
