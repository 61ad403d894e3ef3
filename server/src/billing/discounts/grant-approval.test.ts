import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest, rejectRequest, withdrawRequest } from '../../approvals/requests/decide-request.ts'
import { listApprovals, readApproval } from '../../approvals/requests/request-view.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { decideSetting } from '../../platform/settings/change-setting.ts'
import { discountApproval } from '../settings.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { listDiscountGrants, listDiscounts } from './discount-view.ts'
import { createDiscount } from './edit-discounts.ts'
import { endDiscountGrant, grantDiscount } from './grant-discounts.ts'

/** Discounts that staff gives: who asks does not decide (domain.md 1.2: 减免, 空置). */

let database: TestDatabase
let world: MoneyWorld
let manager: Actor
beforeAll(async () => {
  setClock(new Date('2026-05-20T10:00:00+08:00'))
  database = await cloneDatabase()
  world = await makeMoneyWorld(database)
  manager = await world.tenant.staff({ name: '项目经理' })
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-05-20T10:00:00+08:00')))
afterEach(() => setClock(null))

async function makeDiscount(kind: 'vacant' | 'hardship' | 'other'): Promise<string> {
  const id = newId()
  const versions = [{ effectiveFrom: '2020-01-01', percent: '70', capYuan: null }]
  const facts = { name: `优惠${id.slice(-6)}`, kind, itemIds: null, maxMonths: 12, minMonths: null, untilOn: null }
  await world.as((tx, actor) =>
    createDiscount(tx, actor, { id, communityId: world.communityId, ...facts, versions, needsEvidence: false }),
  )
  return id
}

const give = (discountId: string, fromOn: string, toOn: string, id = newId()) => {
  const input = { id, discountId, premisesId: world.premisesId, fromOn, toOn, reason: '水电无用量' }
  return world.as((tx, actor) => grantDiscount(tx, actor, input))
}
const grantsOf = async (discountId: string) =>
  (await world.as((tx, actor) => listDiscountGrants(tx, actor, { discountId, limit: 9 }))).items
const run = <T>(actor: Actor, work: (tx: Tx, actor: Actor) => Promise<T>) =>
  inTransaction(database.db, actor, tx => work(tx, actor))
const requestOf = (requestId: string | null) =>
  run(manager, (tx, actor) => readApproval(tx, actor, { requestId: requestId ?? '' }))
const decide = (requestId: string | null, actor: Actor = manager) =>
  run(actor, (tx, by) => approveRequest(tx, by, { requestId: requestId ?? '', version: 1, note: '' }))

test('a vacancy that staff gives waits for somebody else, who sees what it is worth; approved it is granted under its id', async () => {
  await world.charge('物业费', '254.70', '2026-01-01')
  await world.bill('2026-05')
  const discountId = await makeDiscount('vacant')
  const id = newId()
  const { grant, requestId } = await give(discountId, '2026-06-01', '2026-12-31', id)
  expect(grant).toBeNull()
  expect(await grantsOf(discountId)).toEqual([])
  const request = await requestOf(requestId)
  expect(request).toMatchObject({ kind: 'billing.discount', subjectId: id, reason: '水电无用量', amountFen: 76_41n })
  expect(request.facts.map(({ name, text, fen }) => [name, text, fen])).toEqual([
    ['premises', request.premisesLabel, null],
    ['kind', '空置', null],
    ['discount', expect.stringContaining('按 70% 收取'), null],
    ['days', '2026-06-01 ~ 2026-12-31', null],
    ['saving', '', 76_41n],
  ])
  // Who asks does not decide, and does not ask twice.
  await expect(decide(requestId, world.staff)).rejects.toMatchObject({ code: 'platform.own_request' })
  await expect(give(discountId, '2027-01-01', '2027-02-28')).rejects.toMatchObject({ code: 'billing.discount_asked' })
  await decide(requestId)
  expect(await grantsOf(discountId)).toMatchObject([
    { id, fromOn: '2026-06-01', toOn: '2026-12-31', grantedByName: '项目经理' },
  ])
  await expect(give(discountId, '2026-12-31', '2027-02-28')).rejects.toMatchObject({ code: 'billing.grant_taken' })
})

test('rejected or taken back it was never given, and may be asked for again', async () => {
  const discountId = await makeDiscount('hardship')
  const days = ['2028-01-01', '2028-06-30'] as const
  const first = await give(discountId, ...days)
  const reject = { requestId: first.requestId ?? '', version: 1, reason: '证明过期' }
  await run(manager, (tx, actor) => rejectRequest(tx, actor, reject))
  const second = await give(discountId, ...days)
  await world.as((tx, actor) =>
    withdrawRequest(tx, actor, { requestId: second.requestId ?? '', version: 1, reason: '填错' } as never),
  )
  expect(await grantsOf(discountId)).toEqual([])
  await decide((await give(discountId, ...days)).requestId)
  expect(await grantsOf(discountId)).toHaveLength(1)
})

test('a later end waits as well, an earlier one does not; ended otherwise meanwhile it is refused and waits on', async () => {
  const discountId = await makeDiscount('vacant')
  await decide((await give(discountId, '2029-01-01', '2029-06-30')).requestId)
  const end = async (toOn: string) => {
    const [grant] = await grantsOf(discountId)
    const input = { grantId: grant?.id ?? '', version: grant?.version ?? 0, toOn, reason: '延长' }
    return world.as((tx, actor) => endDiscountGrant(tx, actor, input))
  }
  const { grant, requestId } = await end('2029-09-30')
  expect(grant?.toOn).toBe('2029-06-30')
  const request = await requestOf(requestId)
  expect(request).toMatchObject({ title: expect.stringContaining('延长') })
  expect(request.facts.find(fact => fact.name === 'days')?.text).toBe('2029-07-01 ~ 2029-09-30')
  expect(await end('2029-05-31')).toMatchObject({ grant: { toOn: '2029-05-31' }, requestId: null })
  await expect(decide(requestId)).rejects.toMatchObject({ code: 'billing.grant_changed' })
  expect(await requestOf(requestId)).toMatchObject({ state: 'waiting' })
  await run(manager, (tx, actor) =>
    rejectRequest(tx, actor, { requestId: requestId ?? '', version: 1, reason: '已改' }),
  )
  await decide((await end('2029-09-30')).requestId)
  expect(await grantsOf(discountId)).toMatchObject([{ toOn: '2029-09-30' }])
})

test('the setting says which kinds wait: none of another kind unless every is asked for, none at all where nothing is', async () => {
  const { communityId } = world
  let version = 0
  const say = (value: string) =>
    world.as(tx => decideSetting(tx, discountApproval, { communityId, value, reason: '内控', version: version++ }))
  const [other, vacant] = [await makeDiscount('other'), await makeDiscount('vacant')]
  const asks = async () => {
    const { items } = await world.as((tx, actor) => listDiscounts(tx, actor, { communityId, limit: 50 }))
    return [other, vacant].map(id => items.find(item => item.id === id)?.needsApproval)
  }
  expect(await asks()).toEqual([false, true])
  expect(await give(other, '2030-01-01', '2030-06-30')).toMatchObject({ grant: { discountId: other }, requestId: null })
  await say('every')
  expect(await asks()).toEqual([true, true])
  expect((await give(other, '2031-01-01', '2031-06-30')).grant).toBeNull()
  await say('none')
  expect(await asks()).toEqual([false, false])
  expect((await give(vacant, '2032-01-01', '2032-06-30')).grant).toMatchObject({ discountId: vacant })
})

test('where nobody but who asks could decide, nothing is kept', async () => {
  const discountId = await makeDiscount('hardship')
  const others = `update identity.staff_account set state = $2 where tenant_id = $1 and id <> $3 and state = $4`
  const tenantId = world.tenant.tenantId
  const ask = () => give(discountId, '2033-01-01', '2033-06-30')
  await world.as(tx =>
    decideSetting(tx, discountApproval, {
      ...{ communityId: world.communityId, value: 'vacant-hardship', reason: '内控', version: 2 },
    }),
  )
  await asOwner(database, others, [tenantId, 'disabled', world.staff.id, 'active'])
  try {
    await expect(ask()).rejects.toMatchObject({ code: 'approvals.nobody_decides' })
  } finally {
    await asOwner(database, others, [tenantId, 'active', world.staff.id, 'disabled'])
  }
  expect((await ask()).requestId).not.toBeNull()
  const { total } = await run(manager, (tx, actor) =>
    listApprovals(tx, actor, { view: 'to-decide', kind: 'billing.discount', limit: 50 }),
  )
  expect(total).toBe(2)
})
