import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../platform/clock.ts'
import { followDays } from '../../registry/occupancies/follow-days.ts'
import { changePremisesState } from '../../registry/premises/change-state.ts'
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

describe('a state that a file says otherwise', () => {
  const plan = (rows: (string | null)[][], more: ReturnType<typeof people>[] = []) =>
    world.plan([units, rooms(rows), ...more])
  const commit = async (id: string, changes: 'premises'[]) => {
    await world.run(tx => commitImport(tx, world.staff, { importId: id, changes }))
    await world.settle()
  }

  it('is proposed, taken over only when confirmed, and taken back', async () => {
    await write([
      units,
      rooms(['301', '302', '303', '304'].map(code => room(code, '未售'))),
      people([['1-1-304', '张三', '租客', '13800138301', '2021-01-02', null]]),
    ])
    await world.run(tx => followDays(tx, world.staff))
    // Somebody rents 305; the file that says so of 303 brings its tenant along.
    const other = () =>
      plan(
        [room('301', '已售未交'), room('302', '未售'), room('303', '出租'), room('304', '自住')],
        [people([['1-1-303', '李四', '租客', '13800138302', '2021-01-02', null]])],
      )
    await world.look("update registry.premises set state = 'let' where code = '304'")
    const seen = await other()
    expect(seen.changes).toEqual([
      {
        ...{ kind: 'premises', sheet: '房屋信息', row: 2, label: '1栋1单元301室' },
        ...{ field: 'state', before: 'unsold', after: 'sold' },
      },
    ])
    expect(seen.counts.find(({ kind }) => kind === 'premises')).toMatchObject({ change: 1, unchanged: 3 })
    await commit(seen.id, [])
    expect(await states()).toMatchObject({ '301': 'unsold', '303': 'let' })
    const again = await other()
    await commit(again.id, ['premises'])
    expect(await states()).toMatchObject({ '301': 'sold', '302': 'unsold', '303': 'let', '304': 'let' })
    expect((await other()).changes).toEqual([])
    const { changes } = await world.run(tx => readRevert(tx, world.staff, { importId: again.id }))
    expect(changes).toMatchObject([{ field: 'state', before: 'unsold', after: 'sold', restored: true }])
    await revert(again.id)
    expect(await states()).toMatchObject({ '301': 'unsold' })
  })

  it('stays where somebody has changed it since', async () => {
    const { id } = await plan([room('302', '已售未交')])
    await commit(id, ['premises'])
    const [premises] = await world.look<{ id: string; version: number }>(
      "select id, version from registry.premises where code = '302'",
    )
    await world.run(tx =>
      changePremisesState(tx, world.staff, {
        ...{ premisesId: premises?.id ?? '', version: premises?.version ?? 0, state: 'handed-over' },
        ...{ fromOn: today(), reason: '交房', correction: false },
      }),
    )
    const { changes } = await world.run(tx => readRevert(tx, world.staff, { importId: id }))
    expect(changes).toMatchObject([{ after: 'sold', restored: false }])
    await revert(id)
    expect(await states()).toMatchObject({ '302': 'handed-over' })
  })
})
