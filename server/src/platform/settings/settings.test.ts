import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../actor.ts'
import { drawer, inTransaction } from '../db.ts'
import { refuse } from '../errors.ts'
import { newId } from '../ids.ts'
import { defineModule } from '../module.ts'
import { changeSetting } from './change-setting.ts'
import { defineSetting } from './define-setting.ts'
import { readSetting } from './read-setting.ts'
import { listSettings, settingHistory } from './setting-view.ts'

const words = { 'zh-CN': '试', en: 'Try' }
const hours = defineSetting('test.hours', {
  level: 'community',
  schema: z.int().min(1).max(168),
  fallback: 72,
  label: words,
  unit: { 'zh-CN': '小时', en: 'hours' },
})
const mode = defineSetting('test.mode', {
  level: 'company',
  schema: z.enum(['a', 'b']),
  fallback: 'a',
  label: words,
  choices: { a: words, b: words },
})
const here = newId()
const there = newId()
const around = {
  requireCommunity: async (_: unknown, actor: Actor, id: string) => {
    if (!canSee(actor, id)) throw refuse.notFound()
  },
}

function canSee(actor: Actor, id: string): boolean {
  return [here, there].includes(id) && (actor.communityIds === null || actor.communityIds.includes(id))
}

let database: TestDatabase
let tenant: Tenant
let admin: Actor
let scoped: Actor

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff({ name: '管理员' })
  scoped = await tenant.staff({ name: '项目经理', communityIds: [here] })
})

afterAll(() => database.drop())

const read = (who: Actor, communityId?: string) =>
  inTransaction(database.db, who, tx => readSetting(tx, hours, { communityId }))

function change(
  who: Actor,
  input: { key?: string; communityId?: string; value: z.infer<ReturnType<typeof z.json>>; version: number },
) {
  return inTransaction(database.db, who, tx =>
    changeSetting(around)(tx, who, { key: hours.key, reason: '试一试', ...input }),
  )
}

describe('a setting', () => {
  test('is the fallback, then the company’s, then the community’s own', async () => {
    expect(await read(admin, here)).toBe(72)
    await change(admin, { value: 48, version: 0 })
    await change(scoped, { communityId: here, value: 24, version: 0 })
    expect([await read(admin), await read(admin, here), await read(admin, there)]).toEqual([48, 24, 48])
    const other = await makeTenant(database)
    expect(await read(other.system, here)).toBe(72)
  })

  test('goes back to what is inherited, and tells where it comes from', async () => {
    const view = await change(scoped, { communityId: here, value: null, version: 1 })
    expect(view).toMatchObject({ value: 48, source: 'company', inherited: 48, version: 2, changedByName: '项目经理' })
    expect(await read(scoped, here)).toBe(48)
  })

  test('keeps who changed what and why, and the company’s log cannot be altered', async () => {
    const { items, total } = await inTransaction(database.db, admin, tx =>
      settingHistory(around)(tx, admin, { key: hours.key, communityId: here, limit: 50 }),
    )
    expect(total).toBe(3)
    expect(items.map(({ before, after, changedByName }) => [before, after, changedByName])).toEqual([
      [24, null, '项目经理'],
      [null, 24, '项目经理'],
      [null, 48, '管理员'],
    ])
    expect(items[0]?.reason).toBe('试一试')
    await expect(asOwner(database, 'delete from platform.setting_change')).rejects.toThrow('append-only')
  })

  test('changed twice from the same reading: the second is told so', async () => {
    await expect(change(admin, { value: 50, version: 0 })).rejects.toMatchObject({
      code: 'platform.changed_meanwhile',
      params: { version: 1 },
    })
    const first = [1, 2].map(value => change(admin, { communityId: there, value, version: 0 }))
    const ended = await Promise.allSettled(first)
    expect(ended.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('refuses what its schema does not take, at the value', async () => {
    await expect(change(admin, { value: 169, version: 1 })).rejects.toMatchObject({
      code: 'platform.input_wrong',
      errors: [{ path: 'value', code: 'too_big' }],
    })
    await expect(change(admin, { key: 'test.nothing', value: 1, version: 0 })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
  })

  test('of the company is decided by who has every community, and for no single one', async () => {
    await expect(change(scoped, { value: 1, version: 1 })).rejects.toMatchObject({ code: 'platform.beyond_scope' })
    await expect(change(scoped, { communityId: there, value: 1, version: 1 })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
    await expect(change(admin, { key: mode.key, communityId: here, value: 'b', version: 0 })).rejects.toMatchObject({
      code: 'platform.setting_of_company',
    })
    // The wall says the same when a verb forgets to.
    const forced = inTransaction(database.db, scoped, tx =>
      sql`update platform.setting set value = '1' where community_id is null`.execute(drawer('platform')(tx)),
    )
    await expect(forced).rejects.toMatchObject({ code: '42501' })
  })

  test('that a tightened schema no longer takes is passed over', async () => {
    await asOwner(database, `update platform.setting set value = '"old"' where key = $1 and community_id is null`, [
      hours.key,
    ])
    expect(await read(admin)).toBe(72)
  })

  test('tells how it is drawn', async () => {
    const { items } = await inTransaction(database.db, admin, tx => listSettings(around)(tx, admin, {}))
    const drawn = (key: string) => items.find(item => item.key === key)
    expect(drawn(hours.key)?.control).toEqual({
      kind: 'number',
      integer: true,
      min: 1,
      max: 168,
      unit: { 'zh-CN': '小时', en: 'hours' },
    })
    expect(drawn(mode.key)).toMatchObject({
      module: 'test',
      control: { kind: 'choice' },
      version: 0,
      source: 'fallback',
    })
  })

  test('is declared well or not at all', () => {
    const parts = { level: 'company', fallback: 1, label: words } as const
    expect(() => defineSetting('nothing', { ...parts, schema: z.int() })).toThrow('module.name')
    expect(() => defineSetting('test.no', { ...parts, schema: z.int().min(2) })).toThrow('does not fit')
    expect(() => defineSetting('test.no', { ...parts, fallback: {}, schema: z.object({}) })).toThrow('No screen')
    expect(() => defineModule('other', { settings: [hours] })).toThrow('does not belong')
  })
})
