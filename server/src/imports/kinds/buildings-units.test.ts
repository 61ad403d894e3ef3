import { describe, expect, it } from 'vitest'
import { planOf, sheetOf, told } from '../workbook/testing/sample-sheets.ts'

describe('buildings and units', () => {
  it('takes a repeated unit once, refuses a contradicting one, and sees through writings', async () => {
    const texts = sheetOf('s', '楼栋号 单元编号 总层数 是否有电梯', [
      ['1栋', '1单元', '33', '有'],
      ['1', '一单元', '33.0', '是'],
      ['1', '1', '18', '有'],
      ['综合楼', '1', null, null],
      [null, '1', 'x', '也许'],
    ])
    const plan = await planOf([texts])
    expect(told(plan)).toEqual([
      'warning 3 row_repeated',
      'error 4 unit_conflict',
      'error A6 value_missing',
      'error C6 integer_invalid',
      'error D6 yes_no_invalid',
    ])
    expect(plan.buildings.map(({ code, name }) => `${code} ${name}`)).toEqual(['1 1栋', '综合楼 综合楼'])
    expect(plan.counts['buildings-units']).toEqual({ total: 5, ok: 2, rejected: 2, repeated: 1 })
  })
})
