import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followDays } from '../../registry/occupancies/follow-days.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf, unitSheet } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'
import { revertImport } from './revert-import.ts'
import { readRevert } from './revert-view.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

const units = unitSheet([['1', '1', 10, '有']])
const rooms = (rows: (string | null)[][]) => sheetOf('房屋信息', '房屋编号 楼栋编号 单元编号 建筑面积 房屋状态', rows)
const people = (rows: (string | null)[][]) => sheetOf('业主资料', '房号 姓名 住户类型 联系电话 入住日期 迁出日期', rows)
const room = (code: string, state: string | null = null) => [code, '1', '1', '80', state]

async function write(sheets: Parameters<ImportWorld['plan']>[0]): Promise<string> {
  const { id, problems } = await world.plan(sheets)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  expect((await world.read(id)).state).toBe('committed')
  return id
}
const revert = async (importId: string) => {
  await world.run(tx => revertImport(tx, world.staff, { importId, reason: '传错了小区' }))
  await world.settle()
  expect((await world.read(importId)).state).toBe('reverted')
}
const states = async () =>
  Object.fromEntries(
    (await world.look<{ code: string; state: string }>('select code, state from registry.premises order by code')).map(
      row => [row.code, row.state],
    ),
  )

describe('the states of premises that an import fills', () => {
  it('follow who lives there, where the row does not name one; what it names holds, tonight, too', async () => {
    const id = await write([
      units,
      rooms([
        room('101'),
        room('102'),
        room('103', '空置'),
        room('104', '出租'),
        room('105'),
        room('106'),
        room('107', '已交付'),
      ]),
      people([
        ['1-1-101', '张三', '业主', '13800138001', '2021-01-02', null],
        ['1-1-102', '王五', '业主', '13800138002', '2021-01-02', null],
        ['1-1-102', '赵六', '租客', '13800138003', '2022-01-02', null],
        ['1-1-103', '钱七', '业主', '13800138004', null, null],
        ['1-1-104', '孙八', '业主', '13800138005', null, null],
        ['1-1-105', '李九', '租客', '13800138006', '2020-01-01', '2021-01-01'],
        ['1-1-107', '周十', '业主', '13800138007', null, null],
      ]),
    ])
    const wanted = {
      ...{ '101': 'occupied', '102': 'let', '103': 'vacant', '104': 'let' },
      ...{ '105': 'handed-over', '106': 'handed-over', '107': 'handed-over' },
    }
    expect(await states()).toEqual(wanted)
    await world.run(tx => followDays(tx, world.staff))
    expect(await states()).toEqual(wanted)
    await revert(id)
  })

  it('of an earlier file come back when the file with the people is taken back, and then so may the earlier file', async () => {
    const first = await write([units, rooms([room('201'), room('202', '空置')])])
    const second = await write([
      people([
        ['1-1-201', '张三', '业主', '13800138001', null, null],
        ['1-1-202', '王五', '业主', '13800138002', null, null],
      ]),
    ])
    expect(await states()).toEqual({ '201': 'occupied', '202': 'vacant' })
    await revert(second)
    expect(await states()).toEqual({ '201': 'handed-over', '202': 'vacant' })
    const { possible, blockers } = await world.run(tx => readRevert(tx, world.staff, { importId: first }))
    expect([possible, blockers]).toEqual([true, []])
    await revert(first)
    expect(await states()).toEqual({})
  })
})
