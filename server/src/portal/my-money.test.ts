import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { makeDoor } from '../../testing/door.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import { assignRules, collect, createRule, issueBillRun, startBillRun } from '../billing/index.ts'
import billingModule from '../billing/module.ts'
import type { Actor } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { inTransaction } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { drainJobs } from '../platform/jobs.ts'
import type { Handler } from '../platform/module.ts'
import { addPeople, createCommunity, ensureOccupancies, ensurePremises } from '../registry/index.ts'
import portalModule from './module.ts'

let database: TestDatabase
let tenant: Tenant
let staff: Actor
let resident: Actor
let neighbour: Actor
let ids: { communityId: string; mine: string; next: string; receiptId: string }

/** Two flats at 100.00 a month from 2026-10-01: October and November issued, December a draft; 130.00 of the first paid. */
beforeAll(async () => {
  setClock(new Date('2026-11-23T12:00:00+08:00'))
  database = await cloneDatabase()
  tenant = await makeTenant(database, '安居物业')
  staff = await tenant.staff({ name: '李收费' })
  const [me, other] = [newId(), newId()]
  ids = { ...(await makeFlats(me, other)), receiptId: '' }
  await charge([ids.mine, ids.next])
  await runBills('2026-10', '2026-11', true)
  await runBills('2026-12', '2026-12', false)
  resident = await tenant.resident(me, '王小明')
  neighbour = await tenant.resident(other, '李四')
  const billIds = (await call<BillPage>(resident, '/my/bills', { limit: 50 })).items.map(bill => bill.id)
  const paid = { id: newId(), premisesId: ids.mine, billIds, amountFen: 13000n, method: 'cash' } as const
  ids.receiptId = (await inTransaction(database.db, staff, tx => collect(tx, staff, paid))).receiptId ?? ''
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-11-23T12:00:00+08:00')))
afterEach(() => setClock(null))

function makeFlats(me: string, other: string) {
  return inTransaction(database.db, staff, async tx => {
    const communityId = newId()
    await createCommunity(tx, staff, { id: communityId, code: 'HERE', name: '幸福里', address: '' })
    const flats = ['101', '102'].map(code => ({
      ...{ buildingCode: null, unitCode: null, areaCode: null, code, floor: null, layoutCode: null },
      ...({
        use: 'residential',
        state: 'occupied',
        areaM2: '89.37',
        innerAreaM2: null,
        areaFrom: '2020-01-01',
      } as const),
    }))
    const { idByKey } = await ensurePremises(tx, staff, communityId, flats)
    const [mine = '', next = ''] = ['101', '102'].map(code => idByKey.get(`///${code}`))
    const people = [me, other].map(id => ({ id, name: '王小明', sex: null, phone: null, idNumber: null }))
    await addPeople(tx, staff, communityId, people)
    await ensureOccupancies(tx, staff, [
      { premisesId: mine, personId: me, kind: 'owner', fromOn: '2020-01-01' },
      { premisesId: next, personId: other, kind: 'owner', fromOn: '2020-01-01' },
    ])
    return { communityId, mine, next }
  })
}

function charge(premisesIds: string[]) {
  return inTransaction(database.db, staff, async tx => {
    const rule = await createRule(tx, staff, {
      ...{ id: newId(), communityId: ids.communityId, code: 'R1', name: '物业费', itemName: '物业费', kind: 'fixed' },
      ...{ cycleMonths: 1, timing: 'advance', lineGrain: 'contract-month', proration: 'ACTUAL', dueDays: 0 },
      ...{ effectiveFrom: '2026-01-01', effectiveTo: null, unitPrice: '0', fixedAmount: '100' },
    })
    const startsOn = '2026-10-01'
    await assignRules(
      tx,
      staff,
      premisesIds.map(premisesId => ({ ruleId: rule.id, premisesId, startsOn })),
    )
  })
}

async function runBills(from: string, to: string, issue: boolean): Promise<void> {
  const id = newId()
  const settle = () => drainJobs(database.db, database.config, database.jobsUrl, [billingModule], [])
  await inTransaction(database.db, staff, tx => startBillRun(tx, staff, { id, communityId: ids.communityId, from, to }))
  await settle()
  if (!issue) return
  await inTransaction(database.db, staff, tx => issueBillRun(tx, staff, { billRunId: id }))
  await settle()
}

interface BillPage {
  items: { id: string; premisesId: string }[]
  total: number
  sums: { amountFen: bigint; settledFen: bigint; outstandingFen: bigint }
}

/** Asks the portal's own table of contents, as the door would. */
async function call<Answer>(actor: Actor, path: string, input: object): Promise<Answer> {
  const handler = portalModule.routes.find(({ spec }) => spec.method === 'GET' && spec.path === path) as Handler
  const verb = handler.verb as (first: unknown, actor: Actor, input: object) => Promise<unknown>
  const answer =
    handler.spec.transaction === 'manual'
      ? await verb(makeDoor(database), actor, input)
      : await inTransaction(database.db, actor, tx => verb(tx, actor, input), { readOnly: true })
  return answer as Answer
}

const NOT_FOUND = { code: 'platform.not_found' }

test('my bills are the issued ones of my households, with their sums', async () => {
  const mine = await call<BillPage>(resident, '/my/bills', { limit: 50 })
  expect(mine).toMatchObject({ total: 2, sums: { amountFen: 20000n, settledFen: 13000n, outstandingFen: 7000n } })
  expect(new Set(mine.items.map(bill => bill.premisesId))).toEqual(new Set([ids.mine]))
  expect((await call<BillPage>(resident, '/my/bills', { limit: 50, settlement: 'settled' })).total).toBe(1)
  expect((await call<BillPage>(resident, '/my/bills', { limit: 50, premisesId: ids.next })).total).toBe(0)
  // What an item comes to stays in sight while the bills of another are looked at; a neighbour's bills are in nobody's sums.
  const [item] = await asOwner<{ id: string; name: string }>(database, 'select id, name from billing.charge_item')
  const sums = { itemId: item?.id, itemName: item?.name, count: 2, amountFen: 20000n, settledFen: 13000n }
  const byItem = [{ ...sums, outstandingFen: 7000n }]
  expect(await call(resident, '/my/bills', { limit: 50, itemId: item?.id })).toMatchObject({ total: 2, byItem })
  expect(await call(resident, '/my/bills', { limit: 50, itemId: newId() })).toMatchObject({ total: 0, byItem })
  expect(await call(resident, '/my/bills', { limit: 50, premisesId: ids.next })).toMatchObject({ byItem: [] })
  expect(await call(resident, '/my/home', {})).toMatchObject({
    households: [{ premisesId: ids.mine, outstandingFen: 7000n, overdueFen: 7000n }],
  })
})

test('one bill of mine says why; a neighbour’s is not there', async () => {
  const [mine] = (await call<BillPage>(resident, '/my/bills', { limit: 50, settlement: 'settled' })).items
  const bill = await call<{ lines: unknown[] }>(resident, '/my/bills/:billId', { billId: mine?.id })
  expect(bill).toMatchObject({ amountFen: 10000n, settlements: [{ amountFen: 10000n, method: 'cash' }] })
  expect(bill.lines).toHaveLength(1)
  await expect(call(neighbour, '/my/bills/:billId', { billId: mine?.id })).rejects.toMatchObject(NOT_FOUND)
})

test('my receipt and its PDF; a neighbour’s is not there', async () => {
  const { receiptId } = ids
  expect(await call(resident, '/my/receipts', { limit: 50 })).toMatchObject({ total: 1, items: [{ id: receiptId }] })
  expect(await call(resident, '/my/receipts/:receiptId', { receiptId })).toMatchObject({
    ...{ amountFen: 13000n, companyName: '安居物业', capitalWords: '人民币壹佰叁拾元整' },
  })
  const pdf = await call<{ body: Buffer }>(resident, '/my/receipts/:receiptId/pdf', { receiptId })
  expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await call<BillPage>(neighbour, '/my/receipts', { limit: 50 })).total).toBe(0)
  for (const path of ['/my/receipts/:receiptId', '/my/receipts/:receiptId/pdf'])
    await expect(call(neighbour, path, { receiptId })).rejects.toMatchObject(NOT_FOUND)
})

test('my account says what is prepaid and held; a neighbour sees nothing of it', async () => {
  const account = await call(resident, '/my/account', { premisesId: ids.mine })
  expect(account).toMatchObject({ asOf: '2026-11-23', prepaidFen: 0n, depositFen: 0n, penaltyFen: 0n, purses: [] })
  const how = { method: 'cash', overpayment: 'prepay' } as const
  const topUp = { id: newId(), premisesId: ids.mine, billIds: [] as string[], amountFen: 20000n, ...how }
  await inTransaction(database.db, staff, tx => collect(tx, staff, topUp))
  const after = await call(resident, '/my/account', { premisesId: ids.mine })
  expect(after).toMatchObject({ prepaidFen: 20000n, movements: [{ kind: 'top-up', amountFen: 20000n }] })
  const theirs = await call(neighbour, '/my/account', { premisesId: ids.mine })
  expect(theirs).toMatchObject({ prepaidFen: 0n, purses: [], movements: [], deposits: [] })
  expect(await call(resident, '/my/meters', { premisesId: ids.mine })).toEqual({ items: [] })
})

test('who moves in sees nothing of who has left: no bill, no receipt, nothing prepaid; a household sees its own', async () => {
  const billIds = (await call<BillPage>(neighbour, '/my/bills', { limit: 50 })).items.map(bill => bill.id)
  expect(billIds).toHaveLength(2)
  const how = { method: 'cash', overpayment: 'prepay' } as const
  const paid = { id: newId(), premisesId: ids.next, billIds: billIds.slice(0, 1), amountFen: 15000n, ...how }
  await inTransaction(database.db, staff, tx => collect(tx, staff, paid))
  const [heir, daughter] = [newId(), newId()]
  await inTransaction(database.db, staff, async tx => {
    const people = [heir, daughter].map(id => ({ id, name: '赵六', sex: null, phone: null, idNumber: null }))
    await addPeople(tx, staff, ids.communityId, people)
    await ensureOccupancies(tx, staff, [
      { premisesId: ids.next, personId: heir, kind: 'owner', fromOn: '2026-11-23' },
      { premisesId: ids.next, personId: daughter, kind: 'family', fromOn: '2026-11-23' },
    ])
  })
  const newOwner = await tenant.resident(heir, '赵六')
  const family = await tenant.resident(daughter, '赵七')
  const seen = async (actor: Actor) => ({
    bills: (await call<BillPage>(actor, '/my/bills', { limit: 50 })).total,
    receipts: (await call<BillPage>(actor, '/my/receipts', { limit: 50 })).total,
    ...(await call<{ prepaidFen: bigint }>(actor, '/my/account', { premisesId: ids.next })),
  })
  // While the former owner still lives there, the household sees bills and receipts; what is prepaid is who prepaid it's own.
  expect(await seen(neighbour)).toMatchObject({ bills: 2, receipts: 1, prepaidFen: 5000n })
  expect(await seen(family)).toMatchObject({ bills: 2, receipts: 1, prepaidFen: 0n })
  await asOwner(
    database,
    `update registry.occupancy set to_on = '2026-11-22' where person_id <> $1 and person_id <> $2 and premises_id = $3`,
    [heir, daughter, ids.next],
  )
  for (const actor of [newOwner, family])
    expect(await seen(actor)).toMatchObject({ bills: 0, receipts: 0, prepaidFen: 0n, purses: [], movements: [] })
  expect(await call(newOwner, '/my/home', {})).toMatchObject({ households: [{ outstandingFen: 0n }] })
  await expect(call(newOwner, '/my/bills/:billId', { billId: billIds[0] })).rejects.toMatchObject(NOT_FOUND)
})
