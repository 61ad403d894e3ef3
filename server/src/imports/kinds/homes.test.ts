import { describe, expect, it } from 'vitest'
import type { CellInput } from '../../platform/excel/write-workbook.ts'
import { planOf, roomSheet, sheetOf, told } from '../workbook/testing/sample-sheets.ts'

const HEADINGS = '楼栋 单元 房号 建筑面积 业主姓名 联系电话 产权比例 入住日期 备注'
const homes = (rows: CellInput[][]) => sheetOf('房产台账', HEADINGS, rows)
const row = (...cells: CellInput[]) => [...cells, ...Array<CellInput>(9 - cells.length).fill(null)]
const planned = (...rows: CellInput[][]) => planOf([homes(rows)], { today: '2026-11-23' })
type Plan = Awaited<ReturnType<typeof planned>>
const roomsOf = ({ premises }: Plan) => premises.map(({ row: at, code, areaM2 }) => `${at} ${code} ${areaM2}`)
const peopleOf = ({ people }: Plan) => people.map(({ row: at, people: named }) => `${at} ${named[0]?.name}`)
const unitsOf = ({ units }: Plan) => units.map(({ buildingCode, code }) => `${buildingCode}-${code}`)

describe('a home whose first row is wrong', () => {
  const second = row('2栋', '1单元', '301', '88', '陈红', '13911110010')
  it.each([
    ['phone', row('2栋', '1单元', '301', '88', '冯军', '123'), 'error F2 phone_invalid'],
    ['share', row('2栋', '1单元', '301', '88', '冯军', null, '120%'), 'error G2 share_invalid'],
    ['day', row('2栋', '1单元', '301', '88', '冯军', null, null, '21.3'), 'error H2 date_invalid'],
  ])('keeps the room that a clean row says too: %s', async (_, first, code) => {
    const plan = await planned(first, second)
    expect(told(plan)).toEqual([code])
    expect([roomsOf(plan), peopleOf(plan), unitsOf(plan)]).toEqual([['3 301 88'], ['3 陈红'], ['2-1']])
    expect([plan.counts.homes.rejected, plan.counts.premises.ok]).toEqual([1, 1])
  })

  it('keeps it when the other row writes it otherwise, or stands in another sheet', async () => {
    const first = row('2栋', '1单元', '301', '88', '冯军', '123')
    const otherwise = await planned(first, row('2', '1', '301室', '88.00', '陈红', '13911110010'))
    expect(told(otherwise)).toEqual(['error F2 phone_invalid', 'warning 3 row_repeated'])
    expect([roomsOf(otherwise), peopleOf(otherwise)]).toEqual([['3 301 88'], ['3 陈红']])
    const there = roomSheet([['301', '2', '1', null, null, '88', null, null, null, null, null, null]])
    const plan = await planOf([homes([first]), there], { today: '2026-11-23' })
    expect(plan.premises).toMatchObject([{ sheet: '房屋信息', row: 2, code: '301' }])
  })

  it('refuses who names a room that nobody else says cleanly, and tells which row left it out', async () => {
    const plan = await planned(
      row('2栋', '1单元', '301', '88', '冯军', '123'),
      row('2栋', '1单元', '301', '88', '陈红', '13911110010', null, null, '另一份备注'),
      row('2栋', '1单元', '301', '88', '赵六', '13911110011', null, null, '另一份备注'),
    )
    expect(told(plan)).toEqual(['error F2 phone_invalid', 'error 3 premises_repeated', 'error C4 room_rejected'])
    expect(plan.problems[2]?.params).toMatchObject({ room: '2栋1单元301室', sheet: '房产台账', row: 2 })
    expect([roomsOf(plan), peopleOf(plan), unitsOf(plan)]).toEqual([[], [], []])
  })

  it('says of a room whose area is wrong only that, and where it is to whom else names it', async () => {
    const plan = await planned(
      row('5栋', '1单元', '103', '约 90', '冯军', '13911110012'),
      row('5栋', '1单元', '103', '约 90', '陈红', '13911110010'),
    )
    expect(told(plan)).toEqual(['error D2 number_invalid', 'error C3 room_rejected'])
    expect(plan.problems[1]?.params).toMatchObject({ room: '5栋1单元103室', sheet: '房产台账', row: 2 })
    expect(peopleOf(plan)).toEqual([])
  })

  it('leaves people in a room that is there already', async () => {
    const known = { rooms: [{ buildingCode: '2', unitCode: '1', roomCode: '301' }], today: '2026-11-23' }
    const plan = await planOf([homes([row('2栋', '1单元', '301', '约', '冯军', null), second])], known)
    expect(peopleOf(plan)).toContain('3 陈红')
  })
})

it('tells of two rooms of a unit that differ by leading zeros only, not of one that is there', async () => {
  const rows = [row('2栋', '1单元', '0110', '88'), row('2栋', '1单元', '110', '88'), row('2栋', '2单元', '110', '88')]
  expect(told(await planned(...rows))).toEqual(['warning C3 room_alike'])
  const places = new Set(['2/1//0110'])
  const later = await planOf([homes([row('2栋', '1单元', '110', '88')])], { places, today: '2026-11-23' })
  expect(told(later)).toEqual(['warning C2 room_alike'])
  const both = new Set(['2/1//0110', '2/1//110', '2/2//110'])
  expect(told(await planOf([homes(rows)], { places: both, today: '2026-11-23' }))).toEqual([])
})

describe('buildings and units of rows that stay out', () => {
  it('are not made', async () => {
    const plan = await planned(
      row('3-1-109', null, null, '88', '冯军', '13911110012'),
      row('4栋', '1单元', '101', '88', '陈红', '123'),
      row('4栋', '2单元', '101', '88', '赵六', '13911110011'),
    )
    expect(told(plan)).toEqual(['error C2 value_missing', 'error F3 phone_invalid'])
    expect([plan.buildings.map(({ code }) => code), unitsOf(plan)]).toEqual([['4'], ['4-2']])
    expect(plan.counts['buildings-units']).toMatchObject({ ok: 1, rejected: 2 })
  })

  it('are made when a room of another sheet lies in them', async () => {
    const wrong = row('4栋', '1单元', '101', '88', '陈红', '123')
    const shop = ['102', '4', '1', null, null, '60', null, null, null, null, null, null]
    const plan = await planOf([homes([wrong]), roomSheet([shop])], { today: '2026-11-23' })
    expect([unitsOf(plan), plan.premises.map(({ code }) => code)]).toEqual([['4-1'], ['102']])
  })
})
