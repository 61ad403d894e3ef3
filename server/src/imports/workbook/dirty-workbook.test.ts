import { describe, expect, it } from 'vitest'
import { columnLetter } from '../../platform/excel/cell-address.ts'
import type { WorkbookRow } from '../../platform/excel/read-rows.ts'
import type { Sheet } from '../../platform/excel/read-workbook.ts'
import { applyMapping } from './apply-mapping.ts'
import { planImport } from './plan-import.ts'
import { suggestMapping } from './suggest-mapping.ts'

type Cell = string | number | null

/** A row as the reader gives it; numbers are told with the digits that stand in the file. */
function rowOf(row: number, cells: readonly Cell[]): WorkbookRow {
  return {
    row,
    hidden: false,
    cells: cells.flatMap((cell, index) => {
      if (cell === null) return []
      const kind = typeof cell === 'number' ? ('number' as const) : ('text' as const)
      return [
        { column: index + 1, letter: columnLetter(index + 1), text: String(cell), kind, valueKind: kind, date: null },
      ]
    }),
  }
}

/** What people keep: a merged title, headings in row 4, blank formatted rows, notes far to the right, a total at the end. */
const LIST: Sheet = {
  name: '2026年房产台账（最新）',
  hidden: false,
  merges: [
    { top: 1, left: 1, bottom: 2, right: 9 },
    { top: 5, left: 1, bottom: 6, right: 1 },
  ],
  rows: [
    rowOf(1, ['安居花园房产台账']),
    rowOf(3, ['制表：张三', null, null, null, null, null, null, null, '2026.11']),
    rowOf(4, ['楼栋', '单元', '房号', '建筑面积（㎡）', '业主姓名', '联系电话', '入住日期']),
    rowOf(5, [
      '１栋',
      1,
      101,
      89.37,
      '王小明',
      '１３８００１３８０００',
      44256,
      ...Array(18).fill(null),
      '说明：面积以房产证为准',
    ]),
    rowOf(6, [null, '1单元', '102室', '120.50㎡', '李红', '1.3900139001E10', '2021-3-1']),
    rowOf(7, ['1', '1', '103', '89.370000000000005', '赵六', '1.38E+10', '21.3']),
    rowOf(8, ['1', '1', '104', 254.7045, '钱七', 13_700_137_000, '2021年3月1日']),
    rowOf(9, ['合计', null, null, '553.94']),
    rowOf(1000, [...Array(30).fill(null), '2019 年前的数据见另一张表']),
  ],
}

describe('a list as people keep it', () => {
  const { mapping, problems } = suggestMapping(LIST)

  it('is found under its title, with what stands beside it left out', () => {
    expect([mapping.kind, mapping.headerRow, problems]).toEqual(['homes', 4, []])
    const staged = applyMapping(LIST, mapping)
    expect(staged.rows.map(({ row }) => row)).toEqual([5, 6, 7, 8])
    expect(staged.ignoredRows).toEqual([{ row: 9, reason: 'subtotal' }])
    expect(staged.ignoredColumns.map(({ column }) => column)).toEqual(['Z', 'AE'])
    // A building merged over two rows is that of both.
    expect(staged.rows[1]?.fields.building).toBe('１栋')
  })

  it('is understood or refused by cell, never changed silently', async () => {
    const plan = await planImport([applyMapping(LIST, mapping)], { today: '2026-11-23' })
    const told = plan.problems.map(problem => `${problem.severity} ${problem.column}${problem.row} ${problem.code}`)
    expect(told).toEqual([
      'warning G5 date_serial',
      'error F7 phone_scientific',
      'error G7 date_invalid',
      'error D8 area_undecided',
    ])
    expect(plan.premises.map(({ code, areaM2 }) => `${code} ${areaM2}`)).toEqual([
      '101 89.37',
      '102 120.5',
      // M2: stored 254.7045 waits for a person.
    ])
    expect(plan.people.map(({ people, fromOn }) => [people[0]?.name, people[0]?.phones[0], fromOn])).toEqual([
      ['王小明', '13800138000', '2021-03-01'],
      ['李红', '13900139001', '2021-03-01'],
    ])
  })

  it('counts days from 1904 where the workbook does', async () => {
    const staged = { ...applyMapping(LIST, mapping), date1904: true }
    const plan = await planImport([staged], { today: '2026-11-23' })
    expect(plan.people[0]?.fromOn).toBe('2025-03-02')
    const [told] = plan.problems
    expect(told).toMatchObject({ code: 'date_serial', params: { value: '44256', date: '2025-03-02' } })
  })
})
