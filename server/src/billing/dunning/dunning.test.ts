import { billing as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { capitalAmount, formatYuan } from '../../platform/money.ts'
import { readPdf } from '../../platform/pdf/read-pdf.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'
import { assignDebtors, listCollectors } from './assign-debtors.ts'
import { listDebtors, listMyDebtors } from './debtor-view.ts'
import { dunningLetter } from './dunning-letter.ts'
import { recordDunningVisit, recordMyVisit } from './record-visit.ts'
import { listDunningVisits } from './visit-view.ts'

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
  setClock(new Date('2020-06-20T12:00:00+08:00'))
  await world.bill('2020-06', '2020-06')
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2020-08-20T12:00:00+08:00')))
afterEach(() => setClock(null))

const page = { limit: 50 }
const visit = { channel: 'visit' as const, note: '' }

test('debtors with their age; a promise is kept, and broken when its day is over', async () => {
  const { items, sums } = await world.as((tx, actor) => listDebtors(tx, actor, page))
  expect(items).toHaveLength(5)
  expect(sums.overdueFen).toBe(items.reduce((sum, one) => sum + one.overdueFen, 0n))
  const [largest] = items
  if (!largest) throw new Error('nobody owes')
  expect(largest).toMatchObject({ overdueDays: 71, lastVisitAt: null, promiseBroken: false, collectorId: null })
  const made = { ...visit, id: newId(), premisesId: largest.id, result: 'promised' as const, promisedOn: '2020-08-25' }
  const first = await world.as((tx, actor) => recordDunningVisit(tx, actor, made))
  expect(first).toMatchObject({ overdueFen: largest.overdueFen, staffName: '李收费', promisedOn: '2020-08-25' })
  // Told twice it is one visit.
  expect(await world.as((tx, actor) => recordDunningVisit(tx, actor, made))).toEqual(first)
  const open = await world.as((tx, actor) => listDebtors(tx, actor, { ...page, promise: 'open' }))
  expect(open.items.map(one => one.id)).toEqual([largest.id])
  setClock(new Date('2020-08-26T12:00:00+08:00'))
  const broken = await world.as((tx, actor) => listDebtors(tx, actor, { ...page, promise: 'broken' }))
  expect(broken.items[0]).toMatchObject({ id: largest.id, promiseBroken: true, lastResult: 'promised' })
  const never = await world.as((tx, actor) => listDebtors(tx, actor, { ...page, visited: 'never' }))
  expect([never.total, never.sums.householdCount]).toEqual([4, 4])
  const log = await world.as((tx, actor) => listDunningVisits(tx, actor, { ...page, premisesId: largest.id }))
  expect(log.items).toEqual([first])
  expect(z.safeEncode(contract.listDebtors.response, broken).success).toBe(true)
})

test('debtors are found by a part of their room or of the name on their oldest bill, and only those in reach', async () => {
  const found = async (text: string, change: object = {}) => {
    const { items, total, sums } = await world.as((tx, actor) => listDebtors(tx, actor, { ...page, text, ...change }))
    expect([total, sums.householdCount]).toEqual([items.length, items.length])
    return items.map(one => one.premisesLabel)
  }
  const all = (await world.as((tx, actor) => listDebtors(tx, actor, page))).items
  const [one] = all.filter(debtor => debtor.id === world.rooms['1014'])
  expect(await found('1014')).toEqual([one?.premisesLabel])
  expect(await found('主1014')).toEqual([one?.premisesLabel])
  expect(await found('业主')).toEqual(all.map(debtor => debtor.premisesLabel))
  expect([await found('%'), await found('没有这个人')]).toEqual([[], []])
  expect(await found('1014', { communityId: newId() })).toEqual([])
  const elsewhere = await world.tenant.staff({ name: '别处', communityIds: [newId()] })
  expect((await world.as((tx, actor) => listDebtors(tx, actor, { ...page, text: '业主' }), elsewhere)).items).toEqual(
    [],
  )
})

test('a promise needs a day from today on, other results none; nothing overdue is not asked for', async () => {
  const premisesId = world.rooms['1013']
  const record = (result: 'promised' | 'absent', promisedOn: string | null, id = premisesId) =>
    world.as((tx, actor) =>
      recordDunningVisit(tx, actor, { ...visit, id: newId(), premisesId: id, result, promisedOn }),
    )
  await expect(record('promised', null)).rejects.toMatchObject({ code: 'billing.promise_wrong' })
  await expect(record('promised', '2020-08-19')).rejects.toMatchObject({ code: 'billing.promise_wrong' })
  await expect(record('absent', '2020-08-30')).rejects.toMatchObject({ code: 'billing.promise_wrong' })
  await expect(record('absent', null, newId())).rejects.toMatchObject({ code: 'platform.not_found' })
  setClock(new Date('2020-06-01T12:00:00+08:00'))
  await expect(record('absent', null)).rejects.toMatchObject({ code: 'billing.nothing_overdue' })
})

test('households are given to who may visit; only who has one notes a visit on the phone', async () => {
  const collector = await world.tenant.staff({ name: '周催收', permissions: ['billing.dunning.visit'] })
  const other = await world.tenant.staff({ name: '吴维修', permissions: ['service-desk.orders.work'] })
  const premisesId = world.rooms['1012']
  const give = (collectorId: string | null, was: string | null = null) =>
    world.as((tx, actor) => assignDebtors(tx, actor, { households: [{ premisesId, was }], collectorId }))
  await expect(give(other.id)).rejects.toMatchObject({ code: 'billing.no_collector' })
  expect(await give(collector.id)).toEqual({ assigned: 1 })
  const { items } = await world.as((tx, actor) => listCollectors(tx, actor))
  expect(items).toContainEqual({ id: collector.id, name: '周催收', householdCount: 1 })
  const mine = await world.as((tx, actor) => listMyDebtors(tx, actor), collector)
  expect(mine.items.map(one => [one.id, one.collectorName])).toEqual([[premisesId, '周催收']])
  const note = { ...visit, id: newId(), result: 'absent' as const, promisedOn: null, visitedAt: null }
  await expect(
    world.as((tx, actor) => recordMyVisit(tx, actor, { ...note, premisesId: world.rooms['1014'] }), collector),
  ).rejects.toMatchObject({ code: 'platform.not_found' })
  expect(await world.as((tx, actor) => recordMyVisit(tx, actor, { ...note, premisesId }), collector)).toMatchObject({
    result: 'absent',
    staffName: '周催收',
  })
  const second = await world.tenant.staff({ name: '钱催收', permissions: ['billing.dunning.visit'] })
  for (const [to, was] of [
    [second.id, null],
    [null, null],
    [second.id, second.id],
  ] as const)
    await expect(give(to, was)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
  expect(await give(collector.id)).toEqual({ assigned: 1 })
  expect(await give(null, collector.id)).toEqual({ assigned: 0 })
  expect((await world.as((tx, actor) => listMyDebtors(tx, actor), collector)).items).toEqual([])
})

test('a visit that the phone kept counts at its own moment, for a week; paid since, it was a visit all the same', async () => {
  const collector = await world.tenant.staff({ name: '周催收', permissions: ['billing.dunning.visit'] })
  const premisesId = world.rooms['1021']
  await world.as((tx, actor) =>
    assignDebtors(tx, actor, { households: [{ premisesId, was: null }], collectorId: collector.id }),
  )
  const send = (visitedAt: string, promisedOn: string | null = null) =>
    world.as(
      (tx, actor) =>
        recordMyVisit(tx, actor, {
          ...{ ...visit, id: newId(), premisesId, result: promisedOn ? 'promised' : 'absent', promisedOn },
          visitedAt: new Date(visitedAt),
        }),
      collector,
    )
  const yesterday = '2020-08-19T09:00:00+08:00'
  // Promised then for that very day.
  expect(await send(yesterday, '2020-08-19')).toMatchObject({ visitedAt: new Date(yesterday) })
  await expect(send(yesterday, '2020-08-18')).rejects.toMatchObject({ code: 'billing.promise_wrong' })
  await expect(send('2020-08-12T09:00:00+08:00')).rejects.toMatchObject({ code: 'billing.visit_too_old' })
  // A phone whose clock is ahead.
  expect((await send('2021-01-01T09:00:00+08:00')).visitedAt).toEqual(new Date('2020-08-20T12:00:00+08:00'))
  await asOwner(database, "update billing.bill set held_at = now(), held_reason = '核对' where premises_id = $1", [
    premisesId,
  ])
  expect(await send(yesterday)).toMatchObject({ overdueFen: 0n, result: 'absent' })
})

test('the letter names what is overdue, in figures and capitals', async () => {
  const door = {
    run: (_actor: unknown, work: never) => world.as(work),
    config: database.config,
  } as never
  const file = await dunningLetter(door, world.staff, { premisesId: world.rooms['1012'] })
  const text = readPdf(file.body as Buffer)
    .text.join('')
    .replace(/\s/g, '')
  const { items } = await world.as((tx, actor) => listDebtors(tx, actor, page))
  const owed = items.find(one => one.id === world.rooms['1012'])?.overdueFen ?? 0n
  expect(owed).toBeGreaterThan(0n)
  expect(file.name).toMatch(/^催缴函-.*2020-08-20\.pdf$/)
  expect(text).toContain(`合计人民币${formatYuan(owed)}元（${capitalAmount(owed)}）`)
})
