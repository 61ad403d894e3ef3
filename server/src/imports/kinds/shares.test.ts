import { describe, expect, it } from 'vitest'
import { planOf, sheetOf, told } from '../workbook/testing/sample-sheets.ts'
import { parseShare, parseShares, settleShares } from './shares.ts'

const fraction = (text: string) => {
  const parsed = parseShare(text)
  return 'value' in parsed ? parsed.value : null
}
const settle = (...texts: string[]) => settleShares(texts.map(fraction))

describe('shares', () => {
  it('that make the whole as written make it to the last decimal: the last takes the rest', () => {
    expect(settle('1/3', '1/3', '1/3').shares).toEqual(['0.33333333', '0.33333333', '0.33333334'])
    expect(settle('1/6', '1/6', '2/3').shares).toEqual(['0.16666666', '0.16666666', '0.66666668'])
    expect(settle('2/7', '5/7').shares).toEqual(['0.28571428', '0.71428572'])
    expect(settle(...Array.from({ length: 7 }, () => '1/7')).shares.at(-1)).toBe('0.14285716')
    expect(settle('50%', '0.5').shares).toEqual(['0.5', '0.5'])
    expect(settle('1/3', '0.66666667')).toMatchObject({ whole: false, exceeds: true, total: '100%' })
  })

  it('that do not make the whole stay as written, and what they make is told', () => {
    expect(settle('1/3', '1/3')).toEqual({
      ...{ whole: false, exceeds: false, total: '66.6667%' },
      shares: ['0.33333333', '0.33333333'],
    })
    expect(settle('33.33%', '33.33%', '33.33%')).toMatchObject({ whole: false, total: '99.99%' })
    expect(settle('2/3', '50%')).toMatchObject({ exceeds: true, total: '116.6667%' })
  })

  it('of several people in a cell stand in their order', () => {
    expect(parseShares('50%/50%')).toEqual({ value: [fraction('50%'), fraction('50%')] })
    expect(parseShares('1/3、2/3')).toEqual({ value: [fraction('1/3'), fraction('2/3')] })
    expect(parseShares('1/2')).toEqual({ value: [fraction('1/2')] })
  })
})

const rooms = ['101', '102', '103', '104'].map(roomCode => ({ buildingCode: '1', unitCode: '1', roomCode }))
const people = (rows: (string | null)[][]) => planOf([sheetOf('业主资料', '房号 姓名 身份 产权份额', rows)], { rooms })

describe('the shares of a list', () => {
  it('are whole within a home, or told', async () => {
    const plan = await people([
      ['1-1-101', '一', '业主', '1/3'],
      ['1-1-102', '甲', '业主', '1/3'],
      ['1-1-101', '二', '业主', '1/3'],
      ['1-1-101', '三', '业主', '1/3'],
      ['1-1-102', '乙', '业主', '1/3'],
      ['1-1-103', '张三/李四', '业主', '50%'],
      ['1-1-104', '王五', '业主', '50%'],
      ['1-1-104', '赵六', '业主', '60%'],
    ])
    expect(plan.people.map(row => row.shares)).toEqual([
      ['0.33333333'],
      ['0.33333333'],
      ['0.33333333'],
      ['0.33333334'],
      ['0.33333333'],
      ['0.5', '0.5'],
      ['0.5'],
    ])
    expect(told(plan)).toEqual(['warning D6 shares_not_whole', 'error D9 shares_exceed'])
    expect(plan.counts.people).toMatchObject({ ok: 7, rejected: 1 })
  })

  it('count with the owners who are there already', async () => {
    const sheets = [
      sheetOf('业主资料', '房号 姓名 产权份额', [
        ['1-1-101', '乙', '1/3'],
        ['1-1-101', '丙', '1/3'],
      ]),
    ]
    const stored = (share: string) =>
      new Map([
        [
          '1\n1\n101',
          [
            { name: '甲', share, toOn: null },
            { name: '丙', share: '0.1', toOn: null },
          ],
        ],
      ])
    const third = await planOf(sheets, { rooms, shares: stored('0.33333333') })
    expect([told(third), third.people.map(row => row.shares[0])]).toEqual([[], ['0.33333333', '0.33333334']])
    expect(told(await planOf(sheets, { rooms, shares: stored('0.4') }))).toEqual(['error C3 shares_exceed'])
  })
})

describe('an owner who stands in several rows of a home', () => {
  it('has the share once, whichever row says it', async () => {
    const plan = await planOf(
      [
        sheetOf('业主资料', '房号 姓名 身份 联系电话 产权份额', [
          ['1-1-101', '甲', '业主', '13800138001', '1/2'],
          ['1-1-101', '乙', '业主', null, null],
          ['1-1-101', '甲', '业主', '13800138001', '50%'],
          ['1-1-101', '乙', '业主', '13800138002', '1/2'],
          ['1-1-102', '丙', '业主', '13800138003', '60%'],
          ['1-1-102', '丙', '业主', '13800138004', '40%'],
        ]),
      ],
      { rooms },
    )
    expect(told(plan)).toEqual([])
    expect(plan.people.flatMap(row => row.shares)).toEqual(['0.5', '0.5', '0.5', '0.5', '0.6', '0.4'])
  })

  it('with two shares is refused in the later row', async () => {
    const plan = await people([
      ['1-1-101', '甲', '业主', '1/2'],
      ['1-1-101', '甲', '业主', '30%'],
      ['1-1-101', '乙', '业主', '1/2'],
    ])
    expect(told(plan)).toEqual(['error D3 share_differs'])
    expect(plan.people.flatMap(row => row.shares)).toEqual(['0.5', '0.5'])
  })
})

describe('a home with several owners, each in a row of a sheet of homes', () => {
  const HEADINGS = '楼栋 单元 房号 建筑面积 业主 手机 产权份额'
  it('is one home, and its shares are whole; only a row that says all again is a repetition', async () => {
    const home = ['1', '1', '101', '80']
    const plan = await planOf([
      sheetOf('台账', HEADINGS, [
        [...home, '甲', '13800138001', '1/3'],
        [...home, '乙', '13800138002', '1/3'],
        [...home, '丙', '13800138003', '1/3'],
        ['1', '1', '102', '90', '丁', '13800138004', null],
        ['1', '1', '102', '90', '丁', '13800138004', null],
      ]),
    ])
    expect(told(plan)).toEqual(['warning 6 row_repeated'])
    expect(plan.premises.map(room => room.code)).toEqual(['101', '102'])
    expect(plan.people.flatMap(row => row.shares)).toEqual(['0.33333333', '0.33333333', '0.33333334', null, null])
  })
})
