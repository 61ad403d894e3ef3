import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDesk } from '../../../testing/desk.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest, rejectRequest } from '../../approvals/requests/decide-request.ts'
import { listApprovals, readApproval } from '../../approvals/requests/request-view.ts'
import messagingModule from '../../messaging/module.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { createItem } from '../items/edit-items.ts'
import billingModule from '../module.ts'
import { applyForMyDiscount, withdrawMyDiscountApplication } from './apply-for-discount.ts'
import { listDiscountGrants } from './discount-view.ts'
import { createDiscount } from './edit-discounts.ts'
import { listMyDiscounts } from './my-discounts.ts'

let database: TestDatabase
let desk: Awaited<ReturnType<typeof makeDesk>>
let manager: Actor
let resident: Actor
let premisesId: string
let discountId: string

beforeAll(async () => {
  setClock(new Date('2026-11-23T12:00:00+08:00'))
  database = await cloneDatabase()
  desk = await makeDesk(database)
  const { tenant, here } = desk
  premisesId = here.rooms[0] ?? ''
  manager = await tenant.staff({ name: '项目经理' })
  const personId = newId()
  discountId = newId()
  await inTransaction(database.db, manager, async tx => {
    const person = { id: personId, name: '王小明', sex: null, phone: null, idNumber: null }
    await addPeople(tx, manager, here.communityId, [person])
    await ensureOccupancies(tx, manager, [{ premisesId, personId, kind: 'owner', fromOn: '2020-01-01', toOn: null }])
    await createDiscount(tx, manager, {
      ...{ id: discountId, communityId: here.communityId, name: '空置', kind: 'vacant', itemIds: null },
      ...{
        versions: [{ effectiveFrom: '2026-01-01', percent: '70', capYuan: null }],
        maxMonths: 12,
        minMonths: null,
        untilOn: null,
      },
      needsEvidence: false,
    })
  })
  resident = await tenant.resident(personId, '王小明')
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-11-23T12:00:00+08:00')))
afterEach(() => setClock(null))

const run = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const settle = () => drainJobs(database.db, database.config, database.jobsUrl, [billingModule, messagingModule], [])
const days = { fromOn: '2026-12-01', toOn: '2027-05-31' }
const apply = (id: string, span = days) =>
  run(resident, tx =>
    applyForMyDiscount(tx, resident, { id, discountId, premisesId, ...span, reason: '空置', photoIds: [] }),
  )
const waiting = async () =>
  (await run(manager, tx => listApprovals(tx, manager, { view: 'to-decide', limit: 50 }))).items
const mine = () => run(resident, tx => listMyDiscounts(tx, resident))

test('what a resident asks for comes to who approves, and approved it is granted for those days', async () => {
  expect((await mine()).offers).toMatchObject([{ discountId, percent: '70', maxMonths: 12 }])
  const id = newId()
  expect(await apply(id)).toMatchObject({ id, state: 'waiting', discountName: '空置' })
  await apply(id)
  await settle()
  await settle()
  const [request, ...more] = await waiting()
  expect(more).toEqual([])
  expect(request).toMatchObject({ kind: 'billing.discount', askedByName: '王小明', subjectId: id })
  expect(await refused(apply(newId()))).toBe('billing.discount_asked')
  await run(manager, tx => approveRequest(tx, manager, { requestId: request?.id ?? '', version: 1, note: '' }))
  const grants = await run(manager, tx => listDiscountGrants(tx, manager, { premisesId, limit: 10 }))
  expect(grants.items).toMatchObject([{ id, fromOn: '2026-12-01', toOn: '2027-05-31' }])
  const { applications, grants: seen } = await mine()
  expect(applications).toMatchObject([{ id, state: 'approved' }])
  expect(seen).toMatchObject([{ id, discountName: '空置' }])
  expect(await refused(apply(newId()))).toBe('billing.grant_taken')
})

const itemId = newId()

test('another of the same items cannot be asked for on the same days', async () => {
  const hardshipId = newId()
  await run(manager, async tx => {
    const words = { id: itemId, name: '物业费', category: 'property', priority: 1, collectedBy: ['counter'] }
    await createItem(tx, manager, { ...words, refundable: false, active: true, treatment: 'revenue' } as never)
    const facts = { id: hardshipId, communityId: desk.here.communityId, name: '低保', kind: 'hardship' as const }
    const versions = [{ effectiveFrom: '2026-01-01', percent: '50', capYuan: null }]
    const rest = { itemIds: null, versions, maxMonths: 12, minMonths: null, untilOn: null, needsEvidence: false }
    await createDiscount(tx, manager, { ...facts, ...rest })
  })
  const asks = (fromOn: string, toOn: string) => {
    const input = { id: newId(), discountId: hardshipId, premisesId, fromOn, toOn, reason: '低保', photoIds: [] }
    return run(resident, tx => applyForMyDiscount(tx, resident, input))
  }
  await expect(asks('2027-05-31', '2027-06-30')).rejects.toMatchObject({
    code: 'billing.grant_overlaps',
    params: { name: '空置', fromOn: '2026-12-01', toOn: '2027-05-31' },
  })
  const { id: applicationId, state } = await asks('2027-06-01', '2027-06-30')
  expect(state).toBe('waiting')
  await run(resident, tx => withdrawMyDiscountApplication(tx, resident, { applicationId }))
  await settle()
})

test('one that names items is refused where one of every item is of them already, and the other way round', async () => {
  const { communityId } = desk.here
  const namedId = newId()
  await run(manager, async tx => {
    const versions = [{ effectiveFrom: '2026-01-01', percent: '60', capYuan: null }]
    const rest = { versions, maxMonths: 12, minMonths: null, untilOn: null, needsEvidence: false }
    const facts = { id: namedId, communityId, name: '物业费六折', kind: 'hardship' as const, itemIds: [itemId] }
    await createDiscount(tx, manager, { ...facts, ...rest })
  })
  const input = { id: newId(), discountId: namedId, premisesId, reason: '低保', photoIds: [] }
  await expect(
    run(resident, tx => applyForMyDiscount(tx, resident, { ...input, fromOn: '2027-05-01', toOn: '2027-06-30' })),
  ).rejects.toMatchObject({ code: 'billing.grant_overlaps', params: { name: '空置', toOn: '2027-05-31' } })
})

test('turned down with the answer; taken back before anybody decides', async () => {
  const [turnedDown, back] = [newId(), newId()]
  await apply(turnedDown, { fromOn: '2028-01-01', toOn: '2028-06-30' })
  await settle()
  const [request] = await waiting()
  await run(manager, tx => rejectRequest(tx, manager, { requestId: request?.id ?? '', version: 1, reason: '仍有用水' }))
  expect((await mine()).applications.find(({ id }) => id === turnedDown)).toMatchObject({
    state: 'rejected',
    answer: '仍有用水',
  })

  await apply(back, { fromOn: '2028-01-01', toOn: '2028-06-30' })
  await settle()
  const withdraw = () => run(resident, tx => withdrawMyDiscountApplication(tx, resident, { applicationId: back }))
  expect(await withdraw()).toMatchObject({ state: 'withdrawn' })
  expect(await withdraw()).toMatchObject({ state: 'withdrawn' })
  await settle()
  expect(await waiting()).toEqual([])
  const all = await run(manager, tx => listApprovals(tx, manager, { view: 'all', state: 'withdrawn', limit: 50 }))
  const detail = await run(manager, tx => readApproval(tx, manager, { requestId: all.items[0]?.id ?? '' }))
  expect(detail).toMatchObject({ subjectId: back, state: 'withdrawn' })
})

test('where nobody may decide it is answered so, and the job is done', async () => {
  const id = newId()
  await asOwner(database, `update identity.staff_account set state = 'disabled' where state = 'active'`, [])
  try {
    await apply(id, { fromOn: '2030-01-01', toOn: '2030-06-30' })
    await settle()
    expect((await mine()).applications.find(one => one.id === id)).toMatchObject({
      state: 'rejected',
      answer: expect.stringContaining('联系物业前台'),
    })
  } finally {
    await asOwner(database, `update identity.staff_account set state = 'active' where state = 'disabled'`, [])
  }
})

test('days out of order or too long, and homes of others, are refused', async () => {
  expect(await refused(apply(newId(), { fromOn: '2029-02-01', toOn: '2029-01-01' }))).toBe('billing.grant_wrong')
  expect(await refused(apply(newId(), { fromOn: '2029-01-01', toOn: '2030-06-30' }))).toBe('billing.grant_wrong')
  const elsewhere = {
    id: newId(),
    discountId,
    premisesId: desk.here.rooms[1] ?? '',
    ...days,
    reason: 'x',
    photoIds: [],
  }
  expect(await refused(run(resident, tx => applyForMyDiscount(tx, resident, elsewhere)))).toBe('platform.not_found')
})
