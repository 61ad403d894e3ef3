import { analytics as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity, ensureBuildings, ensurePremises } from '../../registry/index.ts'
import { dashboard } from './dashboard-view.ts'

let database: TestDatabase
let tenant: Tenant
let here: Place
let there: Place

interface Place {
  communityId: string
  ruleId: string
  runId: string
  itemId: string
  /** 1-101, 1-102, 2-201 and parking space C1. */
  rooms: string[]
}

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  here = await makePlace('HERE', '幸福里')
  there = await makePlace('THERE', '和平里')
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-11-23T12:00:00+08:00')))
afterEach(() => setClock(null))

async function makePlace(code: string, name: string): Promise<Place> {
  const communityId = newId()
  const rooms = await inTransaction(database.db, tenant.system, async tx => {
    await createCommunity(tx, tenant.system, { id: communityId, code, name, address: '' })
    await ensureBuildings(tx, tenant.system, communityId, [{ code: '1' }, { code: '2' }])
    const places = [
      ['1', null, '101'],
      ['1', null, '102'],
      ['2', null, '201'],
      [null, 'A', 'C1'],
    ] as const
    const { idByKey } = await ensurePremises(
      tx,
      tenant.system,
      communityId,
      places.map(([buildingCode, areaCode, room]) => ({
        ...{ buildingCode, areaCode, code: room, unitCode: null, floor: null, layoutCode: null },
        ...{ use: 'residential', state: 'occupied', areaM2: null, innerAreaM2: null, areaFrom: '2020-01-01' },
      })),
    )
    return places.map(([building, area, room]) => idByKey.get(`${building ?? ''}//${area ?? ''}/${room}`) ?? '')
  })
  const [itemId, ruleId, runId] = [newId(), newId(), newId()]
  const { tenantId } = tenant
  await insert('billing.charge_item', { tenantId, id: itemId, name: `物业费 ${code}` })
  await insert('billing.rule', {
    ...{ tenantId, id: ruleId, communityId, code: 'R1', name: '物业费', itemId, kind: 'fixed', cycleMonths: 1 },
    ...{ timing: 'advance', lineGrain: 'contract-month', proration: 'ACTUAL', dueDays: 0 },
    ...{ effectiveFrom: '2020-01-01', createdAt: '2020-01-01' },
  })
  await insert('billing.bill_run', {
    ...{ tenantId, id: runId, communityId, fromMonth: '2026-01', toMonth: '2026-12', state: 'issued' },
    ...{ startedAt: '2026-01-01', startedBy: newId(), startedByName: '财务' },
  })
  return { communityId, ruleId, runId, itemId, rooms }
}

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row).map(name => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`))
  const places = columns.map((_, index) => `$${index + 1}`)
  await asOwner(
    database,
    `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
    Object.values(row),
  )
}

/** A bill of lines [start, amount, settled]; due on a day. */
async function addBill(
  place: Place,
  room: number,
  dueOn: string,
  state: string,
  lines: [string, number, number][],
): Promise<void> {
  const { tenantId } = tenant
  const [id, assignmentId, premisesId] = [newId(), newId(), place.rooms[room]]
  const [start = '', end = ''] = [lines[0]?.[0], lines.at(-1)?.[0]]
  const common = { tenantId, communityId: place.communityId, premisesId }
  // Each bill stands on an assignment of its own day, so that assignments of a room do not overlap.
  await insert('billing.assignment', {
    ...common,
    id: assignmentId,
    ruleId: place.ruleId,
    startsOn: start,
    endsOn: start,
    createdAt: start,
  })
  const sum = (column: 1 | 2) => lines.reduce((total, line) => total + line[column], 0)
  await insert('billing.bill', {
    ...{ ...common, id, billRunId: place.runId, ruleId: place.ruleId, itemId: place.itemId, assignmentId, state },
    ...{ cycleStart: start, cycleEnd: end, billingOn: start, dueOn, amountFen: sum(1), settledFen: sum(2) },
    postedOn: state === 'issued' ? start : null,
  })
  for (const [segmentStart, amountFen, settledFen] of lines) {
    const line = { id: newId(), billId: id, assignmentId, ruleVersionId: newId(), explanation: '{}' }
    await insert('billing.bill_line', {
      ...common,
      ...line,
      segmentStart,
      segmentEnd: segmentStart,
      amountFen,
      settledFen,
    })
    if (settledFen > 0)
      await insert('billing.settlement', {
        ...{ ...common, id: newId(), billId: id, billLineId: line.id, amountFen: settledFen },
        ...{ settledOn: segmentStart, sourceKind: 'purse', sourceId: newId() },
      })
  }
}

async function addPayment(place: Place, paidOn: string, amountFen: number): Promise<void> {
  const { tenantId } = tenant
  await insert('payments.payment', {
    ...{ tenantId, id: newId(), communityId: place.communityId, premisesId: place.rooms[0], payerName: '王小明' },
    ...{
      method: 'cash',
      amountFen,
      paidOn,
      paidAt: `${paidOn}T10:00:00+08:00`,
      cashierId: newId(),
      cashierName: '小李',
    },
  })
}

/** An order as its columns, and its score. */
async function addOrder(
  place: Place,
  row: { state: string; respondedAt?: string; dueAt?: string; score?: number },
): Promise<void> {
  const { tenantId } = tenant
  const id = newId()
  const { score, dueAt = '2026-12-31T00:00:00+08:00', respondedAt = null, state } = row
  await insert('service_desk.work_order', {
    ...{
      tenantId,
      id,
      number: id,
      communityId: place.communityId,
      place: '大堂',
      category: 'other',
      urgency: 'normal',
    },
    ...{
      description: '灯不亮',
      state,
      reporterKind: 'staff',
      reporterId: newId(),
      reporterName: '前台',
      assigneeId: newId(),
    },
    ...{
      reportedAt: '2026-11-22T00:00:00+08:00',
      respondBy: dueAt,
      finishBy: '2026-12-31T00:00:00+08:00',
      respondedAt,
    },
  })
  if (score === undefined) return
  await insert('service_desk.rating', {
    tenantId,
    orderId: id,
    communityId: place.communityId,
    score,
    ratedBy: newId(),
    at: '2026-11-22',
  })
}

const ask = (actor: Actor, input: { communityId?: string } = {}) =>
  inTransaction(database.db, actor, (tx: Tx) => dashboard(tx, actor, input), { readOnly: true })

test('of nothing: zeros, every state and day, and no rates', async () => {
  const empty = await ask(await (await makeTenant(database)).staff())
  expect(empty).toMatchObject({
    ...{
      receivableFen: 0n,
      collectedFen: 0n,
      outstandingFen: 0n,
      overdueFen: 0n,
      collectionRate: null,
      collectedTodayFen: 0n,
    },
    ...{ byMonth: [], arrearsByBuilding: [], lateOrderCount: 0 },
    satisfaction: { ratedCount: 0, goodCount: 0, rate: null, ratedShare: null },
  })
  expect(empty.ordersByState.map(({ state, count }) => `${state} ${count}`)).toEqual([
    ...['reported 0', 'assigned 0', 'working 0', 'done 0', 'closed 0', 'void 0'],
  ])
  expect(empty.collectedByDay).toHaveLength(30)
})

test('numbers counted by hand', async () => {
  // 1-101: a bill over two months, half paid, long due. 1-102: due today, so not overdue. 2-201: paid. Parking: owes 50.00.
  await addBill(here, 0, '2026-09-30', 'issued', [
    ['2026-09-10', 14293, 14293],
    ['2026-10-10', 14293, 7],
  ])
  await addBill(here, 1, '2026-11-23', 'issued', [['2026-10-01', 10000, 0]])
  await addBill(here, 2, '2026-10-01', 'issued', [['2026-09-01', 20000, 20000]])
  await addBill(here, 3, '2026-11-22', 'issued', [['2026-11-01', 5000, 0]])
  // Neither a draft nor a void bill is receivable.
  await addBill(here, 0, '2026-09-01', 'draft', [['2026-12-10', 99900, 0]])
  await addBill(here, 0, '2026-09-01', 'void', [['2026-12-11', 99900, 0]])
  await addBill(there, 0, '2026-10-01', 'issued', [['2026-10-01', 333, 0]])
  await addPayment(here, '2026-11-23', 14300)
  await addPayment(here, '2026-11-23', 100)
  await addPayment(here, '2026-10-25', 20000)
  await addPayment(here, '2026-10-24', 1)
  await addPayment(there, '2026-11-22', 7)

  const got = await ask(await tenant.staff(), { communityId: here.communityId })
  expect(got).toMatchObject({
    receivableFen: 63586n,
    collectedFen: 34300n,
    outstandingFen: 29286n,
    overdueFen: 19286n,
    // 34300 ÷ 63586 = 53.9427…
    collectionRate: '53.94',
    collectedTodayFen: 14400n,
    byMonth: [
      { month: '2026-09', receivableFen: 34293n, collectedFen: 34293n },
      { month: '2026-10', receivableFen: 24293n, collectedFen: 7n },
      { month: '2026-11', receivableFen: 5000n, collectedFen: 0n },
    ],
    arrearsByBuilding: [
      { buildingName: '1栋', outstandingFen: 24286n, householdCount: 2 },
      { buildingName: '', outstandingFen: 5000n, householdCount: 1 },
    ],
  })
  expect(got.collectedByDay).toHaveLength(30)
  expect(got.collectedByDay[0]).toEqual({ day: '2026-10-25', amountFen: 20000n })
  expect(got.collectedByDay.at(-1)).toEqual({ day: '2026-11-23', amountFen: 14400n })
  expect(got.collectedByDay.reduce((sum, day) => sum + day.amountFen, 0n)).toBe(34400n)
  expect(z.safeEncode(contract.dashboard.response, got).success).toBe(true)
})

test('the scope of staff is the scope of the numbers; over several communities buildings say whose they are', async () => {
  const all = await ask(await tenant.staff())
  expect(all.receivableFen).toBe(63919n)
  expect(all.arrearsByBuilding.map(row => row.buildingName)).toEqual(['幸福里 1栋', '幸福里', '和平里 1栋'])
  const scoped = await tenant.staff({ communityIds: [there.communityId] })
  expect(await ask(scoped)).toMatchObject({
    receivableFen: 333n,
    collectedTodayFen: 0n,
    arrearsByBuilding: [{ buildingName: '1栋', outstandingFen: 333n, householdCount: 1 }],
  })
  await expect(ask(scoped, { communityId: here.communityId })).rejects.toMatchObject({ code: 'platform.not_found' })
})

test('K4: 46 of 50 rated are good, 92.00; 评价率 50 of 56 closed; late is open and past due', async () => {
  for (let n = 0; n < 56; n += 1)
    await addOrder(here, { state: 'closed', score: n < 20 ? 5 : n < 46 ? 4 : n < 50 ? 3 : undefined })
  const past = '2026-11-23T11:59:00+08:00'
  await addOrder(here, { state: 'reported', dueAt: past })
  await addOrder(here, { state: 'assigned', dueAt: past })
  await addOrder(here, { state: 'assigned', dueAt: past, respondedAt: past })
  await addOrder(here, { state: 'working', respondedAt: past })
  await addOrder(here, { state: 'done', dueAt: past })
  await addOrder(here, { state: 'void', dueAt: past })
  await addOrder(there, { state: 'closed', score: 1 })

  const got = await ask(await tenant.staff({ communityIds: [here.communityId] }))
  expect(got.satisfaction).toEqual({ ratedCount: 50, goodCount: 46, rate: '92.00', ratedShare: '89.29' })
  expect(got.lateOrderCount).toBe(2)
  expect(got.ordersByState.map(({ state, count }) => `${state} ${count}`)).toEqual([
    ...['reported 1', 'assigned 2', 'working 1', 'done 1', 'closed 56', 'void 1'],
  ])
})
