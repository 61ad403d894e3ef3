import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import { listApprovals } from '../../approvals/requests/request-view.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { makeSuccessions } from '../testing/successions.ts'
import { applyForMyDiscount, withdrawMyDiscountApplication } from './apply-for-discount.ts'
import { listDiscountGrants } from './discount-view.ts'
import { createDiscount } from './edit-discounts.ts'
import { listMyDiscounts } from './my-discounts.ts'

let database: TestDatabase
let world: MoneyWorld
let boss: Actor
let resident: Actor
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-03-20T02:00:00Z'))
  world = await makeMoneyWorld(database)
  boss = await world.tenant.staff({ name: '项目经理' })
  resident = await world.tenant.resident(world.ownerId, '王业主')
})
afterEach(async () => {
  setClock(null)
  await database.drop()
})

const discount = (name: string, kind: 'vacant' | 'hardship') =>
  world.as(async (tx, actor) => {
    const { id } = await createDiscount(tx, actor, {
      ...{ id: newId(), communityId: world.communityId, name, kind, itemIds: null, maxMonths: null, minMonths: null },
      ...{ needsEvidence: false, untilOn: null },
      versions: [{ effectiveFrom: '2026-01-01', percent: '70', capYuan: null }],
    })
    return id
  })
async function apply(discountId: string, premisesId: string, fromOn: string, toOn: string): Promise<string> {
  const id = newId()
  const asked = { id, discountId, premisesId, fromOn, toOn, reason: '长期在外', photoIds: [] }
  await inTransaction(database.db, resident, tx => applyForMyDiscount(tx, resident, asked))
  await world.settle()
  return id
}
async function approve(applicationId: string): Promise<void> {
  await inTransaction(database.db, boss, async tx => {
    const { items } = await listApprovals(tx, boss, { view: 'to-decide', limit: 50 })
    const request = items.find(item => item.subjectId === applicationId)
    await approveRequest(tx, boss, { requestId: request?.id ?? '', version: 1, note: '' })
  })
  await world.settle()
}
const mine = async () => {
  const { applications } = await inTransaction(database.db, resident, tx => listMyDiscounts(tx, resident))
  return applications.map(({ premisesId, state }) => [premisesId, state])
}
const grantsOf = async (premisesId: string) =>
  (await world.as((tx, actor) => listDiscountGrants(tx, actor, { limit: 20, premisesId }))).items
    .map(row => [row.fromOn, row.toOn])
    .toSorted()

describe('what a resident asked for, when the premises are merged before it is decided', () => {
  it('waits at the new home, and approved it is granted as if that had been before; taken back it is where it was', async () => {
    const successions = makeSuccessions(database, world)
    const hardship = await discount('困难减免', 'hardship')
    const id = await apply(hardship, world.premisesId, '2026-01-01', '2026-12-31')
    const merged = await successions.merge()
    expect(await mine()).toEqual([[merged.premisesId, 'waiting']])
    const parts = await successions.split({ fromOn: '2026-03-18' }, merged.premisesId)
    const [small = '', large = ''] = parts.premisesIds
    expect(await mine()).toEqual([[large, 'waiting']])
    await approve(id)
    expect(await mine()).toEqual([[large, 'approved']])
    expect(await grantsOf(world.premisesId)).toEqual([['2026-01-01', '2026-12-31']])
    expect(await grantsOf(merged.premisesId)).toEqual([['2026-03-16', '2026-12-31']])
    for (const part of [small, large]) expect(await grantsOf(part)).toEqual([['2026-03-18', '2026-12-31']])
    await successions.undo(parts.id)
    await successions.undo(merged.id)
    expect(await mine()).toEqual([[world.premisesId, 'approved']])
    expect(await grantsOf(world.premisesId)).toEqual([['2026-01-01', '2026-12-31']])
  })

  it('is taken back by its resident from there, or decided where it was once the merge is undone', async () => {
    const hardship = await discount('困难减免', 'hardship')
    const id = await apply(hardship, world.premisesId, '2026-01-01', '2026-12-31')
    const successions = makeSuccessions(database, world)
    const { id: successionId } = await successions.merge()
    await successions.undo(successionId)
    await approve(id)
    expect(await grantsOf(world.premisesId)).toEqual([['2026-01-01', '2026-12-31']])
    const again = await apply(hardship, world.besideId, '2026-01-01', '2026-12-31')
    await successions.merge('101B')
    await inTransaction(database.db, resident, tx =>
      withdrawMyDiscountApplication(tx, resident, { applicationId: again }),
    )
    expect((await mine()).map(([, state]) => state).toSorted()).toEqual(['withdrawn'])
  })

  it('of a vacancy counts for the merged home once both are known to be vacant', async () => {
    const vacant = await discount('空置房', 'vacant')
    const first = await apply(vacant, world.premisesId, '2026-01-01', '2026-12-31')
    const second = await apply(vacant, world.besideId, '2026-02-01', '2026-05-31')
    const { premisesId } = await makeSuccessions(database, world).merge()
    expect(await mine()).toEqual([
      [premisesId, 'waiting'],
      [premisesId, 'waiting'],
    ])
    await approve(first)
    expect(await grantsOf(premisesId)).toEqual([])
    await approve(second)
    expect(await grantsOf(premisesId)).toEqual([['2026-03-16', '2026-05-31']])
    expect(await grantsOf(world.besideId)).toEqual([['2026-02-01', '2026-05-31']])
  })
})
