import { describe, expect, test } from 'vitest'
import { BASE, planOf, sheetOf, told } from '../workbook/testing/sample-sheets.ts'

const HEADINGS = '表号 表类型 用途 房号 位置 上级表号 倍率 表底 整数位 安装日期'
const meters = (rows: (string | null)[][]) => sheetOf('表具', HEADINGS, rows)
const known = {
  today: '2026-11-23',
  rooms: [{ buildingCode: '1', unitCode: '1', roomCode: '101' }],
}

describe('meters', () => {
  test('are read with what they hang on, whatever the order of the rows', async () => {
    const plan = await planOf(
      [
        meters([
          ['s-1', '水表', '户表', '1-1-101', null, 'S-0', null, '12.5', null, '2022-03-15'],
          ['Ｓ－０', '冷水', '总表', null, '泵房', null, '４０', null, null, null],
          ['E-1', '电', '户表', '1栋1单元101室', null, null, '1.0', '123456.7', null, null],
        ]),
      ],
      known,
    )
    expect(told(plan)).toEqual([])
    expect(plan.meters).toMatchObject([
      { code: 'S-0', level: 'master', place: '泵房', multiplier: '40', room: null },
      { code: 'E-1', kind: 'electricity', multiplier: '1', initialReading: '123456.7', digits: 6 },
      {
        code: 'S-1',
        kind: 'water-cold',
        parentCode: 'S-0',
        initialReading: '12.5',
        digits: 5,
        installedOn: '2022-03-15',
      },
    ])
  })

  test('are refused by cell', async () => {
    const plan = await planOf(
      [
        meters([
          ['A', '风', '户表', '1-1-999', null, null, '0', '-1', '5', '2027-01-01'],
          ['B', '电', '户表', null, null, null, '1.23456', '100000', '5', null],
          ['B', '电', '总表', null, null, null, null, null, null, null],
          [null, '电', '户表', '1-1-101', null, null, null, null, null, null],
        ]),
      ],
      known,
    )
    expect(plan.meters).toEqual([])
    expect(told(plan)).toEqual([
      'error B2 choice_invalid',
      'error D2 room_missing',
      'error G2 number_too_small',
      'error H2 number_negative',
      'error J2 date_future',
      'error D3 meter_home_missing',
      'error G3 number_too_fine',
      'error A4 ref_taken',
      'error E4 meter_place_missing',
      'error A5 value_missing',
    ])
  })

  test('hang on a master or shared meter of the same medium, in the file or stored; circles stay out', async () => {
    const home = ['户表', '1-1-101', null]
    const plan = await planOf(
      [
        meters([
          ['A', '水', ...home, 'NONE', null, null, null, null],
          ['B', '电', ...home, 'W', null, null, null, null],
          ['C', '水', ...home, 'W', null, null, null, null],
          ['D', '水', ...home, 'C', null, null, null, null],
          ['E', '水', ...home, 'OLD', null, null, null, null],
          ['X', '水', '公摊表', null, '井', 'Y', null, null, null, null],
          ['Y', '水', '公摊表', null, '井', 'X', null, null, null, null],
          ['Z', '热水', ...home, 'Y', null, null, null, null],
        ]),
      ],
      {
        ...known,
        meters: new Map([
          ['W', { kind: 'water-cold', level: 'master', retired: false }],
          ['OLD', { kind: 'water-cold', level: 'master', retired: true }],
        ]),
      },
    )
    expect(plan.meters.map(({ code }) => code)).toEqual(['C'])
    expect(told(plan)).toEqual([
      'error F2 meter_parent_missing',
      'error F3 meter_parent_wrong',
      'error F5 meter_parent_wrong',
      'error F6 meter_parent_wrong',
      'error F7 meter_parent_rejected',
      'error F8 meter_parent_rejected',
      'error F9 meter_parent_rejected',
    ])
  })
})

describe('homes with owners in one sheet', () => {
  const HOMES = '楼号 单元 房间 总层数 是否有电梯 建筑面积:decimal 房屋状态 业主名称 手机号'
  test('are units, rooms and people; a row with an error anywhere stays out whole', async () => {
    const plan = await planOf([
      sheetOf('房产台账', HOMES, [
        ['1', '1', '101', '18', '有', '89.37', '自住', '王小明/李红', '13800138000/13900139000'],
        ['1', '1', '102', '18', '有', '120.5', '未售', null, null],
        ['1', '1', '103', '18', '有', '99', '空置', '张三', '1.38E+10'],
        ['2', null, '商铺1', '3', '无', '0', null, '赵六', '13700137000'],
        ['1', '1', '104', '33', '有', '99', '空置', '钱七', '13600136000'],
      ]),
    ])
    expect(told(plan)).toEqual(['error I4 phone_scientific', 'error F5 number_too_small', 'error 6 unit_conflict'])
    expect(plan.units.map(({ buildingCode, code, floors }) => `${buildingCode}/${code}/${floors}`)).toEqual(['1/1/18'])
    expect(plan.premises.map(({ code, state }) => `${code} ${state}`)).toEqual(['101 occupied', '102 unsold'])
    expect(plan.people.flatMap(({ people }) => people.map(({ name, phones }) => `${name} ${phones.join()}`))).toEqual([
      '王小明 13800138000',
      '李红 13900139000',
    ])
    expect(plan.counts.homes).toEqual({ total: 5, ok: 2, rejected: 3, repeated: 0 })
  })

  test('a vehicle of a home that stays out stays out, too', async () => {
    const plan = await planOf([
      sheetOf('房产台账', HOMES, [['1', '1', '101', '18', '有', '89.37', '自住', '王小明', '138']]),
      sheetOf('车辆信息', '车牌号 房号', [['粤B12345', '1-1-101']]),
      BASE.rules,
    ])
    expect([plan.premises, plan.vehicles]).toEqual([[], []])
    expect(told(plan)).toEqual(['error I2 phone_invalid', 'error B2 room_rejected'])
  })
})
