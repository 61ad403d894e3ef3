import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignRules } from '../../billing/index.ts'
import { newId } from '../../platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { BASE, roomRow, roomSheet, spaceSheet } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'
import { restartImport } from './restart-import.ts'
import { revertImport } from './revert-import.ts'
import { readRevert } from './revert-view.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

const SPACE = ['1', 'C0001', '地上停车场', '12.5', '1', '粤B12345', '大众', '9901', '黑', '出租', '2020-06-10', null]
const whole = (rooms: string[]) => [
  BASE.units,
  BASE.owners,
  BASE.rules,
  roomSheet(rooms.map(code => roomRow(code, '1', '1', '2020-06-10'))),
  spaceSheet([SPACE]),
]
const TABLES = [
  'registry.building',
  'registry.unit',
  'registry.premises',
  'registry.premises_area',
  'registry.premises_alias',
  'registry.person',
  'registry.occupancy',
  'identity.resident_account',
  'billing.rule',
  'billing.rule_version',
  'billing.charge_item',
  'billing.assignment',
  'imports.external_ref',
  'imports.created',
]
async function counts(): Promise<Record<string, number>> {
  const entries = await Promise.all(
    TABLES.map(async table => {
      const [row] = await world.look<{ n: number }>(`select count(*)::int as n from ${table}`)
      return [table, row?.n ?? -1] as const
    }),
  )
  return Object.fromEntries(entries)
}
async function written(rooms: string[]): Promise<string> {
  const { id } = await world.plan(whole(rooms))
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  expect((await world.read(id)).state).toBe('committed')
  return id
}
const check = (importId: string) => world.run(tx => readRevert(tx, world.staff, { importId }))
const revert = async (importId: string) => {
  await world.run(tx => revertImport(tx, world.staff, { importId, reason: '传错了小区' }))
  await world.settle()
  return world.read(importId)
}

describe('taking an import back', () => {
  it('deletes exactly what it made, says why in the audit log, and the same file can be imported again', async () => {
    const before = await counts()
    const id = await written(['101', '102'])
    const full = await counts()
    const { possible, created, blockers } = await check(id)
    expect([possible, blockers]).toEqual([true, []])
    expect(Object.fromEntries(created.map(({ relation, count }) => [relation, count]))).toMatchObject({
      'registry.building': 1,
      'registry.unit': 1,
      'registry.premises': 3,
      'registry.person': 1,
      'registry.occupancy': 3,
      'billing.rule': 1,
      'billing.assignment': 2,
    })
    const reverted = await revert(id)
    expect(reverted).toMatchObject({ state: 'reverted', revertedBy: '导入员', revertReason: '传错了小区' })
    expect(await counts()).toEqual(before)
    const [line] = await world.look<{ detail: { reason: string } }>(
      "select detail from platform.audit where action = 'imports.importReverted' and object = $1",
      [id],
    )
    expect(line?.detail.reason).toBe('传错了小区')
    await expect(revert(id)).rejects.toThrow('imports.not_committed')

    await world.run(tx => restartImport(tx, world.staff, { importId: id }))
    await world.settle()
    await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
    await world.settle()
    expect(await counts()).toEqual(full)
    await revert(id)
    expect(await counts()).toEqual(before)
  })

  it('leaves alone what was there before', async () => {
    const first = await written(['201'])
    const between = await counts()
    const second = await written(['201', '202'])
    await revert(second)
    expect(await counts()).toEqual(between)
    await revert(first)
  })

  it('that something else hangs on is refused, with what and how many', async () => {
    const id = await written(['301', '302'])
    const [room] = await world.look<{ id: string }>("select id from registry.premises where code = '301'")
    const [rule] = await world.look<{ id: string }>('select id from billing.rule')
    const owner = newId()
    await world.run(async tx => {
      const person = { id: owner, name: '后来的', sex: null, phone: null, idNumber: null }
      await addPeople(tx, world.staff, world.communityId, [person])
      await ensureOccupancies(tx, world.staff, [
        { premisesId: room?.id ?? '', personId: owner, kind: 'tenant', fromOn: '2026-01-01' },
      ])
    })
    await world.run(tx =>
      assignRules(tx, world.staff, [
        { ruleId: rule?.id ?? '', premisesId: room?.id ?? '', startsOn: '2019-01-01', endsOn: '2019-12-31' },
      ]),
    )
    await world.look(
      `insert into registry.premises_area (tenant_id, premises_id, from_on, area_m2)
       select tenant_id, id, '2026-01-01', 90 from registry.premises where code = '302'`,
    )
    const { possible, blockers } = await check(id)
    expect(possible).toBe(false)
    expect(blockers).toEqual([
      { relation: 'billing.assignment', reason: 'refers', count: 2 },
      { relation: 'registry.occupancy', reason: 'refers', count: 1 },
      { relation: 'registry.premises_area', reason: 'part', count: 1 },
    ])
    const all = await counts()
    await expect(revert(id)).rejects.toThrow('imports.revert_blocked')
    expect(await counts()).toEqual(all)
  })

  it('a later import that builds on it stands in its way, until it is taken back itself', async () => {
    const first = await world.plan([BASE.units])
    await world.run(tx => commitImport(tx, world.staff, { importId: first.id, changes: [] }))
    await world.settle()
    // Everything of building 1 is there already from the test before.
    expect((await check(first.id)).created).toEqual([])
    await expect(revert(first.id)).rejects.toThrow('imports.nothing_to_revert')
  })
})
