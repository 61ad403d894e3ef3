import { describe, expect, it } from 'vitest'
import { planOf, sheetOf, told } from '../workbook/testing/sample-sheets.ts'
import { NO_OPENING } from './opening-ground.ts'

const opening = {
  ...NO_OPENING,
  dueRules: new Map([['1/2//301\n物业费', { timing: 'advance' as const, dueDays: 10 }]]),
  items: new Map([['物业费', 'revenue']]),
  debts: new Map([['1/2//301\n物业费\n2023-01-01\n2023-01-31\n', '旧账.xlsx']]),
}
const known = { places: new Set(['1/2//301', '1/2//302']), opening, today: '2026-11-23' }
const debts = (
  rows: (string | null)[][],
  headings = '房号 收费项目 所属期 应收 已收 减免 欠费 应缴日 违约金 违约金截止日 欠费人',
) => planOf([sheetOf('欠费明细', headings, rows)], known)

describe('opening arrears', () => {
  it('keep their period, due date, amounts and penalty; the debtor may be somebody who left', async () => {
    const plan = await debts([
      ['1-2-301', '物业费', '2024-01', '300.00', '45.30', null, '254.70', '2024-01-31', '8.79', '2024-04-10', null],
      ['1-2-301', '水费', '2024-01 至 2024-03', null, null, null, '58.65', '2024-04-15', null, null, '李红'],
    ])
    expect(told(plan)).toEqual([])
    expect(plan.debts).toMatchObject([
      {
        ...{ place: '1/2//301', itemName: '物业费', periodFrom: '2024-01-01', periodTo: '2024-01-31' },
        ...{ dueOn: '2024-01-31', arrearsFen: 25470n, receivableFen: 30000n, paidFen: 4530n, waivedFen: null },
        ...{ penaltyFen: 879n, penaltyStopOn: '2024-04-10', debtor: null },
      },
      { periodTo: '2024-03-31', arrearsFen: 5865n, penaltyFen: 0n, debtor: '李红' },
    ])
  })

  it('M4: one fen apart from receivable − paid − waived the row is refused, with both values', async () => {
    const plan = await debts([
      ['1-2-301', '物业费', '2024-01', '254.70', '0', '0', '254.71', '2024-01-31', null, null, null],
      ['1-2-301', '物业费', '2024-02', '254.70', '100', '50', '104.70', '2024-02-29', null, null, null],
    ])
    expect(told(plan)).toEqual(['error G2 arrears_mismatch'])
    expect(plan.problems[0]?.params).toMatchObject({ value: '254.71', computed: '254.70' })
    expect(plan.debts.map(({ arrearsFen }) => arrearsFen)).toEqual([10470n])
  })

  it('M2: 254.7045 is refused, not rounded; a formula’s 0.004 is no nothing either', async () => {
    const plan = await debts([
      ['1-2-301', '物业费', '2024-01', null, null, null, '254.7045', '2024-01-31', null, null, null],
      ['1-2-301', '物业费', '2024-02', null, null, null, '0.004', '2024-01-31', null, null, null],
    ])
    expect(told(plan)).toEqual(['error G2 cents_undecided', 'error G3 cents_undecided'])
  })

  it('without a due date go by the rule on the home, or are refused; nothing is guessed', async () => {
    const plan = await debts([
      ['1-2-301', '物业费', '2024-01', null, null, null, '1', null, null, null, null],
      ['1-2-302', '物业费', '2024-01', null, null, null, '1', null, null, null, null],
      ['1-2-301', '物业费', null, null, null, null, '1', '2024-01-31', null, null, null],
      ['1-2-301', '物业费', '2024-05', null, null, null, '0', null, null, null, null],
      ['1-2-301', '物业费', '2024-06', null, null, null, '-5', '2024-06-30', null, null, null],
      ['1-2-301', '物业费', '2024-07', null, null, null, '5', '2024-06-30', '1', null, null],
      ['1-2-301', '物业费', '2024-08', null, null, null, '0', '2024-06-30', '1', '2024-09-01', null],
    ])
    expect(plan.debts.map(({ dueOn }) => dueOn)).toEqual(['2024-01-11'])
    expect(told(plan)).toEqual([
      'warning H2 due_derived',
      'error H3 due_missing',
      'error C4 period_missing',
      'warning G5 opening_settled',
      'error G6 number_negative',
      'error J7 penalty_stop_missing',
      'error I8 penalty_alone',
    ])
  })

  it('are refused when they are there already, from another file or an earlier row', async () => {
    const plan = await debts([
      ['1-2-301', '物业费', '2023-01', null, null, null, '1', '2024-01-31', null, null, null],
      ['1-2-301', '物业费', '2023-02', null, null, null, '1', '2024-01-31', null, null, null],
      ['1栋2单元301室', '物业费', '2023年2月', null, null, null, '2', '2024-01-31', null, null, null],
      ['1-2-301', '物业费', '2023-02', null, null, null, '3', '2024-01-31', null, null, '李红'],
    ])
    expect(told(plan)).toEqual(['error 2 opening_there', 'error 4 opening_twice'])
    expect(plan.debts.map(({ arrearsFen }) => arrearsFen)).toEqual([100n, 300n])
  })
})

describe('opening purses and deposits', () => {
  it('a purse is for anything or for an item; nothing and less than nothing are refused', async () => {
    const plan = await planOf(
      [
        sheetOf('预存', '房号 预存余额 专款项目', [
          ['1-2-301', '500.00', null],
          ['1-2-301', '300', '物业费'],
          ['1-2-302', '1', '通用'],
          ['1-2-302', '2', null],
          ['1-2-302', '-3', '物业费'],
          ['1-2-302', '0', '水费'],
        ]),
      ],
      known,
    )
    expect(plan.purses.map(({ place, itemName, amountFen }) => [place, itemName, amountFen])).toEqual([
      ['1/2//301', null, 50000n],
      ['1/2//301', '物业费', 30000n],
      ['1/2//302', null, 100n],
    ])
    expect(told(plan)).toEqual(['error 5 opening_twice', 'error B6 number_negative', 'error B7 number_too_small'])
  })

  it('a deposit has its receipt; without one it is told; an item that is no deposit is refused', async () => {
    const plan = await planOf(
      [
        sheetOf('押金', '房号 押金项目 押金余额 收取日期 票据号 交款人', [
          ['1-2-301', '装修押金', '2000', '2024-03-01', 'YJ1', '安居装饰'],
          ['1-2-302', '装修押金', '2000', '2024-03-02', null, null],
          ['1-2-302', '物业费', '10', '2024-03-02', 'YJ3', null],
          ['1-2-301', '装修押金', '1', '2024-03-09', 'YJ1', null],
        ]),
      ],
      known,
    )
    expect(plan.deposits.map(({ receiptNumber, amountFen }) => [receiptNumber, amountFen])).toEqual([
      ['YJ1', 200000n],
      [null, 200000n],
    ])
    expect(told(plan)).toEqual([
      'warning E3 deposit_receipt_missing',
      'error B4 deposit_item_wrong',
      'error 5 opening_twice',
    ])
  })
})
