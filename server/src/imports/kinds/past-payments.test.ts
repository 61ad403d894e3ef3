import { describe, expect, it } from 'vitest'
import { planOf, sheetOf, told } from '../workbook/testing/sample-sheets.ts'

const known = { places: new Set(['1/2//301', '1///101', '//A/001']), today: '2026-11-23' }
const HEADINGS = '房号 收费项目 所属期 缴费时间 应缴金额:decimal 实缴金额 收据号'
const plan = (rows: (string | null)[][], headings = HEADINGS) => planOf([sheetOf('缴费记录', headings, rows)], known)

describe('past payments', () => {
  it('M1: 254.70, 254.7 as text and full-width digits are one amount', async () => {
    const done = await plan([
      ['1-2-301', '物业费', '2025-01', '2025-01-05', '254.70', '254.7', 'A1'],
      ['1-2-301', '物业费', '2025-02', '2025-02-05', '254.70', '２５４．７０', 'A2'],
      ['1-2-301', '物业费', '2025-03', '2025-03-05', '254.70', '254.70', 'A3'],
    ])
    expect(told(done)).toEqual([])
    expect(done.pastPayments.map(({ paidFen }) => paidFen)).toEqual([25470n, 25470n, 25470n])
    expect(done.pastPayments.reduce((sum, { paidFen }) => sum + paidFen, 0n)).toBe(76410n)
  })

  it('M2: a cell that holds 254.7045 is named and left to a person, never rounded', async () => {
    const done = await plan([['1-2-301', '物业费', '2025-01', '2025-01-05', '254.7045', '254.70', 'A1']])
    expect(told(done)).toEqual(['error E2 cents_undecided'])
    expect(done.pastPayments).toEqual([])
  })

  it('M5: 1-2-301 and 1栋2单元301室 are one room; spaces are found by car park and number', async () => {
    const done = await plan(
      [
        ['1-2-301', null, null, '物业费', '2025-01-05', '1'],
        ['1栋2单元301室', null, null, '物业费', '2025-01-05', '2'],
        [null, 'A', '001', '车位费', '2025-01-05', '1'],
        ['1-2-999', null, null, '物业费', '2025-01-05', '1'],
        [null, 'A', '9', '车位费', '2025-01-05', '1'],
        [null, null, null, '物业费', '2025-01-05', '1'],
      ],
      '房号 停车场 车位 收费项目 缴费时间 实缴金额',
    )
    expect(done.pastPayments.map(({ place }) => place)).toEqual(['1/2//301', '1/2//301', '//A/001'])
    expect(told(done)).toEqual(['error A5 room_missing', 'error C6 space_missing', 'error A7 value_missing'])
  })

  it('periods are months, years, or from and to; a guess such as 22.1-6 is refused, and so is a day to come', async () => {
    const done = await plan([
      ['1-2-301', '物业费', '2025年2月', '2025-02-05', null, '1', null],
      ['1-2-301', '物业费', '2024年', '2025-02-05', null, '1', null],
      ['1-2-301', '物业费', '2025-01 至 2025-06', '2025-02-05', null, '1', null],
      ['1-2-301', '物业费', '2024-01-10~2024-02-09', '2025-02-05', null, '1', null],
      ['1-2-301', '物业费', '22.1-6', '2025-02-05', null, '1', null],
      ['1-2-301', '物业费', '2025-06 至 2025-01', '2025-02-05', null, '1', null],
      ['1-2-301', '物业费', '2025-01', '2027-02-05', null, '1', null],
      ['1-2-301', '物业费', '2025-01', '2025-02-05', null, '-1', null],
    ])
    expect(done.pastPayments.map(({ periodFrom, periodTo }) => `${periodFrom} ${periodTo}`)).toEqual([
      '2025-02-01 2025-02-28',
      '2024-01-01 2024-12-31',
      '2025-01-01 2025-06-30',
      '2024-01-10 2024-02-09',
    ])
    expect(told(done)).toEqual([
      'error C6 period_invalid',
      'error C7 period_invalid',
      'error D8 date_future',
      'error F9 number_negative',
    ])
  })
})
