import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { readControlSheet } from '../control/control-sheet-view.ts'
import { enterControlSheet } from '../control/enter-control-sheet.ts'
import { signControlSheet } from '../control/sign-control-sheet.ts'
import { commitImport } from '../runs/commit-import.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { listAdjustments } from './adjustment-view.ts'
import { decideAdjustments } from './decide-adjustments.ts'

let world: ImportWorld
let finance: Actor
beforeAll(async () => {
  setClock(new Date('2024-07-01T09:00:00+08:00'))
  world = await openImportWorld()
  finance = await world.tenant.staff({ name: '财务' })
  const homes = sheetOf('房产台账', '楼号 单元 房间 总层数 是否有电梯 建筑面积:decimal 房屋状态 业主名称 手机号', [
    ['1', '2', '301', '18', '有', '89.37', '自住', '王小明', '13800138000'],
  ])
  const { id } = await world.plan([homes])
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
})
afterAll(async () => {
  await world.close()
  setClock(null)
})

const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(world.database.db, actor, work)
const arrears = (amounts: string[], year: string) =>
  sheetOf(
    '欠费明细',
    '房号 收费项目 所属期 欠费 应缴日',
    amounts.map((amount, index) => ['1-2-301', '物业费', `${year}-0${index + 1}`, amount, `${year}-0${index + 1}-28`]),
  )
const list = (importId: string) => as(world.staff, tx => listAdjustments(tx, world.staff, { importId }))
type Take = 'down' | 'up' | 'leave'
async function decide(importId: string, takes: [row: number, take: Take][]) {
  const { version } = await world.read(importId)
  const decisions = takes.map(([row, take]) => ({ sheet: '欠费明细', row, column: 'D', take }))
  await as(world.staff, tx => decideAdjustments(tx, world.staff, { importId, version, decisions }))
  await world.settle()
  return world.read(importId)
}
const enter = (importId: string, year: number, count: number, amountFen: bigint) =>
  as(world.staff, tx =>
    enterControlSheet(tx, world.staff, {
      ...{ importId, version: null, asOfOn: '2024-06-30' },
      lines: [{ part: 'arrears', itemName: '物业费', year, count, amountFen }],
    }),
  )
const codes = (found: Awaited<ReturnType<ImportWorld['read']>>) =>
  found.problems.map(({ severity, code, column, row }) => `${severity} ${column}${row} ${code}`)

it('M2: a cell that holds 254.7045 is told, not rounded; decided by a person, the total is the signed figure', async () => {
  const planned = await world.plan([arrears(['254.7045'], '2022')])
  const { id } = planned
  expect(codes(planned)).toEqual(['error D2 cents_undecided'])
  expect(planned.problems[0]?.message['zh-CN']).toContain('254.7045')
  const cell = {
    sheet: '欠费明细',
    row: 2,
    column: 'D',
    heading: '欠费',
    value: '254.7045',
    down: '254.70',
    up: '254.71',
  }
  expect(await list(id)).toEqual({ items: [{ ...cell, take: null, decided: null }], total: 1, openCount: 1 })

  const decided = await decide(id, [[2, 'down']])
  expect(codes(decided)).toEqual(['warning D2 cents_decided'])
  expect(decided.problems[0]?.message['zh-CN']).toContain('导入员')
  const { items, openCount } = await list(id)
  expect([openCount, items[0]?.take, items[0]?.decided?.by]).toEqual([0, 'down', '导入员'])

  await enter(id, 2022, 1, 25470n)
  await as(finance, tx => signControlSheet(tx, finance, { importId: id, version: 1 }))
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  expect((await world.read(id)).state).toBe('committed')
  const sheet = await as(finance, tx => readControlSheet(tx, finance, { importId: id }))
  expect(
    sheet.lines
      .filter(({ part }) => part === 'arrears')
      .map(line => [line.legacy?.amountFen, line.file?.amountFen, line.loaded?.amountFen]),
  ).toEqual([[25470n, 25470n, 25470n]])
  // Written, it is decided for good.
  const { version } = await world.read(id)
  const decisions = [{ sheet: '欠费明细', row: 2, column: 'D', take: 'up' as const }]
  await expect(
    as(world.staff, tx => decideAdjustments(tx, world.staff, { importId: id, version, decisions })),
  ).rejects.toMatchObject({ code: 'imports.already_committed' })
})

it('a signed total of hidden decimals is met row by row: 254.70 + 254.70 + 254.71; one row is left out', async () => {
  const planned = await world.plan([arrears(['254.7045', '254.7045', '254.7045', '10.005'], '2023')])
  const { id } = planned
  await decide(id, [
    [2, 'down'],
    [3, 'down'],
    [4, 'down'],
    [5, 'leave'],
  ])
  await enter(id, 2023, 3, 76411n)
  const sign = () => as(finance, tx => signControlSheet(tx, finance, { importId: id, version: 1 }))
  await expect(sign()).rejects.toMatchObject({ code: 'imports.control_differs' })
  const found = await decide(id, [[4, 'up']])
  expect(codes(found)).toEqual([
    ...['warning D2 cents_decided', 'warning D3 cents_decided', 'warning D4 cents_decided'],
    'warning D5 cents_left_out',
  ])
  await sign()
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  const bills = await world.look<{ fen: string }>(
    `select amount_fen::text as fen from billing.bill where cycle_start >= '2023-01-01' order by cycle_start`,
  )
  expect(bills.map(bill => bill.fen)).toEqual(['25470', '25470', '25471'])
})

it('an area of more than two decimals is decided by a person; the same file again changes nothing', async () => {
  const rows = [
    ['1', '2', '303', '18', '有', '88.456', '自住', '冯军', '13800138003'],
    ['1', '2', '303', '18', '有', '88.456', '自住', '陈红', '13800138004'],
    ['1', '2', '304', '18', '有', '77.001', '自住', '赵六', '13800138005'],
  ]
  const sheet = sheetOf('房产台账', '楼号 单元 房间 总层数 是否有电梯 建筑面积 房屋状态 业主名称 手机号', rows)
  const decideAreas = async (expected: string[]) => {
    const { id, version, problems, counts } = await world.plan([sheet])
    expect(problems.filter(({ severity }) => severity === 'error').map(({ row, code }) => `${row} ${code}`)).toEqual(
      expected,
    )
    expect(counts.filter(({ create, change }) => create + change > 0)).toEqual([])
    const at = { sheet: '房产台账', column: 'F' }
    const decisions = [
      { ...at, row: 2, take: 'up' as const },
      { ...at, row: 4, take: 'leave' as const },
    ]
    expect((await list(id)).items.map(({ down, up }) => [down, up])).toEqual([
      ['88.45', '88.46'],
      ['77.00', '77.01'],
    ])
    await as(world.staff, tx => decideAdjustments(tx, world.staff, { importId: id, version, decisions }))
    await world.settle()
    const decided = await world.read(id)
    expect(codes(decided)).toEqual(['warning F2 area_decided', 'warning F4 area_left_out'])
    return decided
  }
  const { id } = await decideAreas(['2 area_undecided', '3 room_rejected', '4 area_undecided'])
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  const stored = await world.look<{ code: string; area: string }>(
    `select p.code, a.area_m2::text as area from registry.premises_area a join registry.premises p on p.id = a.premises_id
     where p.code in ('303', '304')`,
  )
  expect(stored).toEqual([{ code: '303', area: '88.46' }])
  // The room is there by now, and so is who else owns it.
  const again = await decideAreas(['2 area_undecided', '4 area_undecided'])
  expect(again.counts.filter(({ create, change }) => create + change > 0)).toEqual([])
})

it('is about cells that the dry run found, as they were seen', async () => {
  const { id, version } = await world.plan([arrears(['1.234', '5'], '2021')])
  const asked = (change: object, seen = version) => {
    const decisions = [{ sheet: '欠费明细', row: 2, column: 'D', take: 'up' as const, ...change }]
    return as(world.staff, tx => decideAdjustments(tx, world.staff, { importId: id, version: seen, decisions }))
  }
  await expect(asked({ row: 3 })).rejects.toMatchObject({ code: 'imports.adjustment_unknown' })
  await expect(asked({}, version + 1)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
  expect((await list(id)).openCount).toBe(1)
})
