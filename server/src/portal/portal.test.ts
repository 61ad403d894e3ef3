import { portal as contract, type RequestOf } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import type { Actor } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { addPeople, createCommunity, ensureOccupancies, ensurePremises } from '../registry/index.ts'
import { myHome } from './home/home-view.ts'
import { listMyOrders, reportMyOrder } from './orders/my-orders.ts'

let database: TestDatabase
let tenant: Tenant
let resident: Actor
let neighbour: Actor
/** A flat and a parking space of the resident, the neighbour's flat, and a flat the resident has left. */
let rooms: string[]

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database, '安居物业')
  const communityId = newId()
  const people = [newId(), newId()] as const
  rooms = await inTransaction(database.db, tenant.system, async tx => {
    await createCommunity(tx, tenant.system, { id: communityId, code: 'HERE', name: '幸福里', address: '' })
    const codes = ['101', 'C1', '102', '103']
    const { idByKey } = await ensurePremises(
      tx,
      tenant.system,
      communityId,
      codes.map(code => ({
        ...{ buildingCode: null, unitCode: null, areaCode: null, code, floor: null, layoutCode: null },
        ...{ use: 'residential', state: 'occupied', areaM2: '89.37', innerAreaM2: null, areaFrom: '2020-01-01' },
      })),
    )
    await addPeople(
      tx,
      tenant.system,
      communityId,
      people.map(id => ({ id, name: '王小明', sex: null, phone: null, idNumber: null })),
    )
    const ids = codes.map(code => idByKey.get(`///${code}`) ?? '')
    const [flat = '', parking = '', next = '', left = ''] = ids
    const [me, other] = people
    await ensureOccupancies(tx, tenant.system, [
      { premisesId: flat, personId: me, kind: 'family', fromOn: '2020-01-01' },
      { premisesId: flat, personId: me, kind: 'owner', fromOn: '2020-01-01' },
      { premisesId: parking, personId: me, kind: 'tenant', fromOn: '2020-01-01' },
      { premisesId: next, personId: other, kind: 'owner', fromOn: '2020-01-01' },
      { premisesId: left, personId: me, kind: 'tenant', fromOn: '2020-01-01' },
    ])
    return ids
  })
  await asOwner(database, `update registry.occupancy set to_on = '2026-11-22' where premises_id = $1`, [rooms[3]])
  await asOwner(
    database,
    `insert into registry.premises_area (tenant_id, premises_id, from_on, area_m2) values ($1, $2, '2026-11-23', 91.02), ($1, $2, '2026-11-24', 95)`,
    [tenant.tenantId, rooms[0]],
  )
  resident = await tenant.resident(people[0], '王小明')
  neighbour = await tenant.resident(people[1], '李四')
  await addBills(communityId)
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-11-23T12:00:00+08:00')))
afterEach(() => setClock(null))

/** Past the foreign keys of rules and runs, which are not what is looked at here: [room, due, amount, settled, state]. */
async function addBills(communityId: string): Promise<void> {
  const bills = [
    [0, '2026-11-22', 14293, 93, 'issued'],
    [0, '2026-11-23', 10000, 0, 'issued'],
    [0, '2026-01-01', 99900, 0, 'draft'],
    [2, '2026-01-01', 500, 0, 'issued'],
  ] as const
  const values = bills.map(
    ([room, dueOn, amount, settled, state]) =>
      `('${tenant.tenantId}', '${newId()}', '${communityId}', '${newId()}', '${newId()}', '${tenant.tenantId}', '${newId()}', '${rooms[room]}',
        '2026-01-01', '2026-01-31', '2026-01-01', '${dueOn}', ${amount}, ${settled}, '${state}')`,
  )
  await asOwner(
    database,
    `set session_replication_role = replica;
     insert into billing.charge_item (tenant_id, id, name) values ('${tenant.tenantId}', '${tenant.tenantId}', '物业费');
     insert into billing.bill (tenant_id, id, community_id, bill_run_id, rule_id, item_id, assignment_id, premises_id, cycle_start, cycle_end,
       billing_on, due_on, amount_fen, settled_fen, state) values ${values.join(', ')}`,
  )
}

const act = <I, R>(actor: Actor, verb: (tx: Tx, actor: Actor, input: I) => Promise<R>, input: I) =>
  inTransaction(database.db, actor, tx => verb(tx, actor, input))
const dripping = (premisesId: string | undefined): RequestOf<typeof contract.reportMyOrder> => ({
  ...{ id: newId(), premisesId: premisesId ?? '', category: 'water', urgency: 'normal' },
  ...{ description: '水龙头滴水', photoIds: [] },
})

describe('my home', () => {
  test('my households today, each once, with the present area and what each owes', async () => {
    const home = await inTransaction(database.db, resident, tx => myHome(tx, resident), { readOnly: true })
    expect(home).toMatchObject({ name: '王小明', companyName: '安居物业', openOrders: [] })
    expect(home.households.map(({ communityId: _, ...household }) => household)).toEqual([
      {
        ...{ premisesId: rooms[0], label: '101室', communityName: '幸福里', kind: 'owner', areaM2: '91.02' },
        ...{ outstandingFen: 24200n, overdueFen: 14200n },
      },
      {
        ...{ premisesId: rooms[1], label: 'C1室', communityName: '幸福里', kind: 'tenant', areaM2: '89.37' },
        ...{ outstandingFen: 0n, overdueFen: 0n },
      },
    ])
    expect(z.safeEncode(contract.myHome.response, home).success).toBe(true)
  })
})

describe('my orders', () => {
  test('reported from home in my name, seen by my household only', async () => {
    const order = await act(resident, reportMyOrder, dripping(rooms[0]))
    expect(order).toMatchObject({ state: 'reported', place: '101室', reporterName: '王小明', premisesId: rooms[0] })
    const mine = await act(resident, listMyOrders, { limit: 50, state: 'open' })
    expect(mine.items.map(item => item.id)).toEqual([order.id])
    expect((await act(resident, listMyOrders, { limit: 50, state: 'closed' })).total).toBe(0)
    expect((await act(neighbour, listMyOrders, { limit: 50 })).total).toBe(0)
    expect((await act(resident, myHome, {})).openOrders.map(item => item.id)).toEqual([order.id])
    expect((await act(neighbour, myHome, {})).openOrders).toEqual([])
  })

  test.each([
    ['a neighbour’s flat', () => rooms[2]],
    ['a flat I have left', () => rooms[3]],
    ['no flat at all', () => newId()],
  ])('nothing is reported in %s', async (_, premisesId) => {
    await expect(act(resident, reportMyOrder, dripping(premisesId()))).rejects.toMatchObject({
      code: 'platform.not_found',
    })
  })
})
