import { describe, expect, it } from 'vitest'
import { problemSentence } from '../workbook/problem.ts'
import { BASE, ownerSheet, planOf, roomRow, roomSheet, told } from '../workbook/testing/sample-sheets.ts'

describe('owners', () => {
  it('leaves out an ID number that stands beside several names, in all of them', async () => {
    const shared = '11010519491231002X'
    const plan = await planOf([
      ownerSheet([
        ['1', '王小明', '男', '28', '18999999999', shared, '1001', '1'],
        ['2', '张三', '女', '18', '13800138000', shared.toLowerCase(), '1001', '2'],
        ['3', '李四', null, null, null, '111111111111111111', null, null],
      ]),
    ])
    expect(plan.owners).toMatchObject([
      { ref: '1', sex: 'male', phone: null, idNumber: null, kind: 'owner' },
      { ref: '2', sex: 'female', phone: '13800138000', idNumber: null },
      { ref: '3', sex: null, phone: null, idNumber: null, kind: 'owner' },
    ])
    expect(told(plan)).toEqual([
      'warning E2 phone_unknown',
      'warning F2 id_number_shared',
      'warning F3 id_number_shared',
      'warning F4 id_number_unknown',
    ])
    expect(problemSentence(plan.problems[1] ?? { code: 'row_hidden', params: {} }, 'zh-CN')).toContain(
      '“110***********002X”在第 3 行',
    )
  })

  it('knows members by the owner they belong to, wherever that one stands', async () => {
    const plan = await planOf([
      ownerSheet([
        ['3', '小红', '女', null, null, null, '家庭成员', '2'],
        ['4', '租客', null, null, null, null, '1003', '9'],
        ['5', '无主', null, null, null, null, '1004', null],
        [null, '张三', null, null, null, null, '1001', '2'],
        ['2', '重号', null, null, null, null, '1001', '2'],
      ]),
    ])
    expect(plan.owners.map(({ ref, name, kind, ofRef }) => [ref, name, kind, ofRef])).toEqual([
      ['2', '张三', 'owner', null],
      ['3', '小红', 'family', '2'],
    ])
    expect(told(plan)).toEqual(['error H3 owner_missing', 'error H4 value_missing', 'error A6 ref_taken'])
  })

  it('keeps out the room of an owner who is kept out, and says where the reason is', async () => {
    const owners = ownerSheet([['1', '王小明', '男', '28', '1380013', null, '1001', '1']])
    const plan = await planOf([BASE.units, owners, roomSheet([roomRow('1011', '1')])])
    expect(told(plan)).toEqual(['error E2 phone_invalid', 'error G2 owner_rejected'])
    expect(plan.problems[1]?.params).toMatchObject({ value: '1', sheet: '业主信息', row: 2 })
  })
})
