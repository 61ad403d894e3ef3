import { afterEach, beforeEach, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { inboxOf } from '../../../testing/inbox.ts'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { issueBillRun, startBillRun } from '../index.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { tellHouseholds } from './tell-households.ts'

let database: TestDatabase
let world: MoneyWorld
let owner: Actor
beforeEach(async () => {
  database = await cloneDatabase()
  world = await makeMoneyWorld(database)
  world.at('2026-03-02')
  owner = await world.tenant.resident(world.ownerId)
})
afterEach(async () => {
  setClock(null)
  await database.drop()
})

const told = async (who = owner, premisesId = world.premisesId) =>
  (await inboxOf(database, who, premisesId)).map(({ kind, params }): Record<string, string> => ({ kind, ...params }))
const moveIn = async (kind: 'owner' | 'tenant' | 'family', name: string, fromOn = '2026-01-01') => {
  const [personId, { communityId, premisesId }] = [newId(), world]
  await world.as(async (tx, actor) => {
    await addPeople(tx, actor, communityId, [{ id: personId, name, sex: null, phone: null, idNumber: null }])
    await ensureOccupancies(tx, actor, [{ premisesId, personId, kind, fromOn }])
  })
  return world.tenant.resident(personId, name)
}

it('tells of everything the run issued, what is due already too, and nobody twice', async () => {
  await world.charge('物业费', '254.70', '2026-01-01')
  await world.bill('2026-01', '2026-03')
  const issued = { kind: 'bills-issued', count: '3', amount: '764.10', dueOn: '2026-01-01' }
  expect(await told()).toEqual([issued])
  const [run] = await asOwner<{ id: string }>(database, 'select id from billing.bill_run')
  await world.as(tx => enqueue(tx, tellHouseholds, { billRunId: run?.id ?? '' }))
  await world.settle()
  expect(await told()).toEqual([issued])
})

it.each([
  ['part of a bill', 50_00n, { kind: 'bills-issued', count: '2', amount: '150.00', dueOn: '2026-03-01' }],
  ['one and a part', 150_00n, { kind: 'bills-issued', count: '1', amount: '50.00', dueOn: '2026-03-01' }],
  ['all', 500_00n, { kind: 'bills-prepaid', count: '2', amount: '200.00' }],
])('tells what is left once prepaid money paid %s', async (_, fen, expected) => {
  await world.charge('物业费', '100', '2026-03-01')
  await world.charge('垃圾费', '100', '2026-03-01')
  await world.take(fen, { billIds: [], overpayment: 'prepay' })
  await world.bill('2026-03')
  expect(await told()).toEqual([expected])
})

it('tells a payer and the family, and no tenant of what the owner pays', async () => {
  const [family, tenant] = [await moveIn('family', '王家属'), await moveIn('tenant', '赵租客')]
  await world.charge('物业费', '254.70', '2026-03-01')
  await world.bill('2026-03')
  expect([(await told()).length, (await told(family)).length, (await told(tenant)).length]).toEqual([1, 1, 0])
})

it('tells the former owner of what corrects their bills, and the buyer nothing of it', async () => {
  await world.charge('物业费', '200', '2026-02-01')
  world.at('2026-02-01')
  await world.bill('2026-02')
  expect((await told()).map(one => one.amount)).toEqual(['200.00'])
  await asOwner(database, "update registry.occupancy set to_on = '2026-02-28' where premises_id = $1", [
    world.premisesId,
  ])
  const buyer = await moveIn('owner', '钱买主', '2026-03-01')
  world.at('2026-03-02')
  await asOwner(database, "update billing.rule_version set fixed_amount = '300'")
  const [billRunId, { communityId }] = [newId(), world]
  await world.as((tx, actor) =>
    startBillRun(tx, actor, { id: billRunId, communityId, from: '2026-03', to: '2026-03', correctFrom: '2026-02' }),
  )
  await world.settle()
  await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId }))
  await world.settle()
  expect((await told(buyer)).map(one => [one.kind, one.amount])).toEqual([['bills-issued', '300.00']])
  expect((await told()).map(one => one.amount)).toEqual(['200.00', '300.00'])
})

it('says nothing of a run that was issued long ago', async () => {
  await world.charge('物业费', '254.70', '2026-03-01')
  const [billRunId, { communityId }] = [newId(), world]
  await world.as((tx, actor) => startBillRun(tx, actor, { id: billRunId, communityId, from: '2026-03', to: '2026-03' }))
  await world.settle()
  await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId }))
  await asOwner(database, "update billing.bill_run set state = 'issued', issued_at = '2026-02-01'")
  await asOwner(database, "update billing.bill set state = 'issued', issued_at = '2026-02-01'")
  await world.as(tx => enqueue(tx, tellHouseholds, { billRunId }))
  await world.settle()
  expect(await told()).toEqual([])
})
