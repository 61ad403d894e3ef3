import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../actor.ts'
import { inTransaction, type Tx } from '../db.ts'
import { newId } from '../ids.ts'
import { readListSettings } from './list-setting-view.ts'
import { saveListSetting } from './save-list-setting.ts'

let database: TestDatabase
let tenant: Tenant
let me: Actor

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  me = await tenant.staff()
})
afterAll(() => database.drop())

const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)
const overdue = { id: newId(), name: '逾期', query: { settlement: 'open', sort: '-dueOn' } }
const save = (version: number, more: object = {}, actor = me) =>
  as(actor, tx =>
    saveListSetting(tx, actor, {
      ...{ list: '/billing/bills', hidden: ['item'], order: ['dueOn', 'number'], views: [overdue], version },
      ...more,
    }),
  )

test('columns and views of a list are somebody’s own, and follow them', async () => {
  const saved = await save(0)
  expect(saved).toEqual({
    ...{ list: '/billing/bills', hidden: ['item'], order: ['dueOn', 'number'], views: [overdue], version: 1 },
  })
  expect(await as(me, tx => readListSettings(tx, me))).toEqual({ items: [saved] })
  const colleague = await tenant.staff()
  expect(await as(colleague, tx => readListSettings(tx, colleague))).toEqual({ items: [] })
  expect((await save(0, { hidden: [] }, colleague)).hidden).toEqual([])
})

test('two windows of one person lose nothing: what is saved upon an older version is refused', async () => {
  await expect(save(0)).rejects.toThrow('platform.changed_meanwhile')
  expect((await save(1, { views: [] })).version).toBe(2)
  await expect(save(1)).rejects.toThrow('platform.changed_meanwhile')
})

test('there are no lists but those of the contract, and none for residents', async () => {
  await expect(save(0, { list: '/no/such/list' })).rejects.toThrow('platform.not_found')
  const resident = await tenant.resident(newId())
  await expect(save(0, {}, resident)).rejects.toThrow('platform.not_found')
  await expect(as(resident, tx => readListSettings(tx, resident))).rejects.toThrow('platform.not_found')
})
