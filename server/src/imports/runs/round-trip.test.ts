import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportPeople } from '../../registry/people/person-view.ts'
import { exportPremises } from '../../registry/premises/export-premises.ts'
import { exportSpaces } from '../../registry/spaces/export-spaces.ts'
import { exportVehicles } from '../../registry/vehicles/export-vehicles.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf, unitSheet } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
  const premises = sheetOf(
    '房屋信息',
    '房屋编号 楼栋编号 单元编号 楼层 最高楼层 建筑面积(平方米) 套内面积㎡ 公摊面积 用途 户型 朝向 产权 状态 交付日期 备注',
    [
      [
        '101',
        '1',
        '1',
        '1',
        '2',
        '120',
        '98.5',
        '21.5',
        '别墅',
        'A1 3室2厅2卫',
        '南北通透',
        '商品房',
        '自住',
        '2020-06-30',
        '样板',
      ],
      ['102', '1', '1', '1', null, '80', null, null, '公寓', '两室一厅', '朝南', null, null, '2020-06-30', null],
      ['01铺', '1', '0', '1', null, '55.5', null, null, '门面', null, null, '自持', '空置', null, null],
      ['储01', '1', '0', '负一层', null, null, null, null, '储藏间', null, null, null, null, null, null],
      ['配电房', '1', '0', '-1', null, null, null, null, '公共', null, null, null, null, null, null],
    ],
  )
  const spaces = sheetOf('车位信息', '停车场编号 车位编码 车位性质 规格 充电桩 分区 楼层', [
    ['A', '001', '产权', '标准', '快充', '东区', '-1'],
    ['A', '002', '人防', '微型', '无', null, 'B1'],
  ])
  const people = sheetOf('业主资料', '房号 姓名 住户类型 联系电话 客户性质', [
    ['1-1-101、1-1-102', '张三', '业主', '13800138001', null],
    ['1-1-102', '李四', '租客', null, null],
    ['1栋01铺、1栋1单元101室', '好邻居', '业主、租客', null, '单位'],
  ])
  const vehicles = sheetOf('车辆信息', '车牌号 车主 房号 停车类型 结束日期', [
    ['粤B12345', '张三', '1栋1单元101室', '月租', '2099-12-31'],
    ['粤BD12345', '好邻居', '1栋01铺', null, null],
  ])
  const planned = await world.plan([
    unitSheet([
      ['1', '1', 10, '有'],
      ['1', '0', 3, '无'],
    ]),
    premises,
    spaces,
    people,
    vehicles,
  ])
  expect(planned.problems).toEqual([])
  await world.run(tx => commitImport(tx, world.staff, { importId: planned.id, changes: [] }))
  await world.settle()
  expect(await world.read(planned.id)).toMatchObject({ state: 'committed', failure: null })
})
afterAll(() => world.close())

describe('what an import wrote of rooms', () => {
  it('is what the rows said, in our words', async () => {
    const rows = await world.look(
      `select p.code, p.use, p.state, p.floor_to, p.layout_code, p.rooms, p.baths, p.orientation, p.ownership, p.note, a.shared_area_m2::text as shared
       from registry.premises p left join registry.premises_area a on a.premises_id = p.id where p.use <> 'parking' order by p.code`,
    )
    expect(
      rows.map(row =>
        Object.values(row)
          .map(value => value ?? '–')
          .join(' '),
      ),
    ).toEqual([
      '01铺 shop vacant – – – – – self-held  –',
      '101 residential occupied 2 A1 3 2 NS commodity 样板 21.50',
      '102 residential let – 两室一厅 2 – S –  –',
      '储01 storage handed-over – – – – – –  –',
      '配电房 public handed-over – – – – – –  –',
    ])
    const states = await world.look(
      "select s.state, s.from_on::text from registry.premises_state s join registry.premises p on p.id = s.premises_id where p.code = '101' order by s.from_on",
    )
    expect(states.map(row => row.state)).toEqual(['handed-over', 'occupied'])
    expect(states[0]?.from_on).toBe('2020-06-30')
  })
})

describe('our own lists, imported again', () => {
  const again = async (file: { body: unknown }) => world.plan(Buffer.from(file.body as Uint8Array))
  const changes = ({ counts, ...rest }: Awaited<ReturnType<typeof again>>) => ({
    kinds: rest.sheets.map(sheet => [sheet.kind, sheet.columns.filter(column => column.field === null).length]),
    errors: rest.problems.filter(problem => problem.severity === 'error'),
    warned: [...new Set(rest.problems.map(problem => problem.code))],
    create: counts.filter(count => count.create > 0),
    changed: rest.changes,
  })
  const nothing = { errors: [], create: [], changed: [] }

  it('premises, spaces among them', async () => {
    const file = await world.run(tx => exportPremises(tx, world.staff, { format: 'xlsx' }))
    expect(changes(await again(file))).toEqual({ ...nothing, kinds: [['premises', 0]], warned: [] })
  })

  it('people: who is known by a masked number is left as is, who has none is found in the own home', async () => {
    const file = await world.run(tx => exportPeople(tx, world.staff, { format: 'xlsx' }))
    expect(changes(await again(file))).toEqual({ ...nothing, kinds: [['people', 0]], warned: ['number_masked'] })
  })

  it('vehicles with their permits, and spaces', async () => {
    const cars = await world.run(tx => exportVehicles(tx, world.staff, { format: 'xlsx' }))
    expect(changes(await again(cars))).toEqual({ ...nothing, kinds: [['vehicles', 0]], warned: [] })
    const spaces = await world.run(tx => exportSpaces(tx, world.staff, { format: 'xlsx' }))
    expect(changes(await again(spaces))).toEqual({ ...nothing, kinds: [['spaces', 0]], warned: [] })
  })
})

describe('real files', () => {
  it('that say what we do not have are told our words', async () => {
    const file = sheetOf('Sheet1', '楼栋 单元 房号 建筑面积㎡ 用途', [
      ['1', '1', '201', '80', '碉堡'],
      ['1', '1', '202', '80', '车位'],
    ])
    const { sheets, problems } = await world.plan([file])
    expect(sheets[0]?.kind).toBe('premises')
    expect(problems.map(problem => problem.message['zh-CN'])).toEqual([
      '“碉堡”不在可选范围内，“用途”可以填：住宅、商铺、办公、宿舍、储藏间、公共、车位',
      '“车位”是车位：请写到“车位信息”工作表，或在“停车区域”列写明它在哪个区域；“用途”可以填：住宅、商铺、办公、宿舍、储藏间、公共',
    ])
  })

  it('房号 业主 手机 身份证 keeps its rooms', async () => {
    const file = sheetOf('Sheet1', '房号 业主 手机 身份证', [['1-1-101', '张三', '13800138001', null]])
    const { sheets, counts } = await world.plan([file])
    expect(sheets[0]?.columns.map(column => column.field)).toEqual(['room', 'name', 'phones', 'idNumber'])
    expect(counts.filter(count => count.create > 0)).toEqual([])
  })
})
