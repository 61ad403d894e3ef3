import { describe, expect, it } from 'vitest'
import type { CellInput } from '../../platform/excel/write-workbook.ts'
import { planOf, RULE, ruleSheet, told } from '../workbook/testing/sample-sheets.ts'

describe('charge rules', () => {
  it('refuses what would bill wrongly', async () => {
    const change = (values: Record<number, CellInput>) => RULE.map((value, index) => values[index] ?? value)
    const plan = await planOf([
      ruleSheet([
        change({ 0: '2', 2: 'a', 3: '一次性费用' }),
        change({ 0: '3', 2: 'b', 7: '22.1-6' }),
        change({ 0: '4', 2: 'c', 8: '2020-01-01' }),
        change({ 0: '5', 2: 'd', 9: '7007', 10: '1.23456' }),
        change({ 0: '6', 2: 'e', 9: '2002', 11: '20.005' }),
        change({ 0: '7', 2: 'f', 9: '2002', 10: '1.5', 11: '20' }),
        change({ 0: '8', 2: 'g', 10: '0', 11: '0' }),
        change({ 0: '9', 2: 'h', 4: '后付费', 5: '0', 6: '月底' }),
        change({ 0: '7', 2: 'f' }),
      ]),
    ])
    expect(told(plan)).toEqual([
      'error D2 charge_one_off',
      'error H3 date_invalid',
      'error I4 charge_dates_reversed',
      'error J5 formula_unknown',
      'error K5 number_too_fine',
      'warning K6 charge_price_unused',
      'error L6 number_too_fine',
      'warning K7 charge_price_unused',
      'error L8 charge_without_amount',
      'error F9 integer_out_of_range',
      'error G9 choice_invalid',
      'error A10 ref_taken',
      'error C10 ref_taken',
    ])
    expect(plan.chargeRules).toMatchObject([{ ref: '7', kind: 'fixed', unitPrice: '0', fixedAmount: '20' }])
  })
})
