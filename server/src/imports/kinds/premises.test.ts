import { describe, expect, it } from 'vitest'
import type { CellInput } from '../../platform/excel/write-workbook.ts'
import { BASE, planOf, roomRow, roomSheet, told, unitSheet } from '../workbook/testing/sample-sheets.ts'

describe('premises and their charges', () => {
  const roomsOf = (rows: CellInput[][]) => planOf([BASE.units, BASE.owners, BASE.rules, roomSheet(rows)])

  it('wants lists of the same length, rules that exist, each once', async () => {
    const plan = await roomsOf([
      roomRow('1', null, '1#2', '2020-06-10'),
      roomRow('2', null, '1#', '2020-06-10'),
      roomRow('3', null, '5', '2020-06-10'),
      roomRow('4', null, '1', null),
      roomRow('5', null, '1', '2020-6'),
      roomRow('6', null, '1#1', '2020-06-10#2020-07-10'),
      roomRow('7', null, '0', '2020-06-10'),
      roomRow('8', null, '1', '2020-01-01'),
      roomRow('9', null, '1', '43992'),
    ])
    expect(told(plan)).toEqual([
      'error H2 list_lengths',
      'error H3 list_blank_item',
      'error H4 rule_missing',
      'error I5 value_missing',
      'error I6 date_invalid',
      'error H7 charge_repeated',
      'warning H8 charge_default_ignored',
      'warning I9 charge_starts_early',
      'warning I10 date_serial',
    ])
    expect(plan.premises.map(({ code, assignments }) => [code, assignments.length])).toEqual([
      ['7', 0],
      ['8', 1],
      ['9', 1],
    ])
    expect(plan.premises[2]?.assignments[0]?.startsOn).toBe('2020-06-10')
  })

  it('M5: one room in two writings with two areas is a conflict in both rows; a mere repetition is taken once', async () => {
    const room = (code: string, area: string): CellInput[] => [
      code,
      null,
      null,
      '3',
      null,
      area,
      null,
      null,
      null,
      '住宅',
      null,
      null,
    ]
    const plan = await planOf([
      unitSheet([[1, '2', 33, '有']]),
      roomSheet([
        room('1-2-301', '89.37'),
        room('1栋2单元301室', '91.02'),
        room('1-2-302', '60'),
        room('1栋2单元302', '60.00'),
        room('303', '60'),
      ]),
    ])
    expect(told(plan)).toEqual([
      'error F2 premises_area_conflict',
      'error F3 premises_area_conflict',
      'warning 5 row_repeated',
      'error B6 value_missing',
    ])
    expect(plan.problems[0]?.params).toMatchObject({ room: '1栋2单元301室', value: '89.37', other: '91.02', row: 3 })
    expect(plan.premises).toMatchObject([{ buildingCode: '1', unitCode: '2', code: '302', areaM2: '60' }])
  })

  it('M1, M2: areas in any width, never rounded, never zero, never a broken formula', async () => {
    const row = (code: string, area: string) => roomRow(code, null).with(5, area)
    const plan = await roomsOf([
      row('1', '２５４．７０㎡'),
      row('2', '254.7045'),
      row('3', '0'),
      row('4', '#N/A'),
      row('5', '约 90'),
    ])
    expect(plan.premises.map(({ areaM2 }) => areaM2)).toEqual(['254.7'])
    expect(told(plan)).toEqual([
      'error F3 area_undecided',
      'error F4 number_too_small',
      'error F5 value_broken',
      'error F6 number_invalid',
    ])
  })

  it('places shops without a unit, refuses a second room of the same number, and reports rents', async () => {
    const plan = await roomsOf([
      roomRow('101', null).with(2, '0').with(9, '商铺').with(11, '3000'),
      roomRow('102', null),
      roomRow('102', '1'),
      roomRow('103', null).with(1, '9'),
      roomRow('104', null).with(1, '9').with(2, '0'),
      roomRow('9栋1单元105', null),
    ])
    expect(told(plan)).toEqual([
      'warning L2 rent_not_imported',
      'error 4 premises_repeated',
      'error C5 unit_missing',
      'error B6 building_missing',
      'error A7 address_conflict',
    ])
    expect(plan.premises[0]).toMatchObject({ unitCode: null, use: 'shop', code: '101' })
  })
})
