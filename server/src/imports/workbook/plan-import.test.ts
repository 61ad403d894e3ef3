import { describe, expect, it } from 'vitest'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { writeErrorWorkbook } from '../../platform/excel/write-error-workbook.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { applyMapping } from './apply-mapping.ts'
import { planImport } from './plan-import.ts'
import { problemSentence } from './problem.ts'
import { suggestMapping } from './suggest-mapping.ts'
import { BASE, planOf, roomRow, roomSheet, spaceSheet, told } from './testing/sample-sheets.ts'

describe('planImport: a whole workbook', () => {
  const workbook = () => [
    BASE.units,
    BASE.owners,
    BASE.rules,
    roomSheet([roomRow('1011', '1', '1', '2020-06-10'), roomRow('1012', '7'), roomRow('1013', null)]),
    spaceSheet([['1', 'C0001', '地上停车位', '98.32']]),
  ]

  it('proposes what is right and keeps out what is not, each with its row', async () => {
    const plan = await planOf(workbook())
    expect(plan.buildings).toEqual([{ sheet: '楼栋单元', row: 2, code: '1', name: '1栋' }])
    expect(plan.units).toEqual([{ sheet: '楼栋单元', row: 2, buildingCode: '1', code: '1', floors: 33, hasLift: true }])
    expect(plan.chargeRules).toEqual([
      {
        ...{
          sheet: '费用设置',
          row: 2,
          ref: '1',
          itemName: '物业费',
          name: '测试收费1',
          kind: 'area-price',
          cycleMonths: 6,
        },
        ...{
          timing: 'advance',
          unitPrice: '1.3',
          fixedAmount: '20',
          effectiveFrom: '2020-06-10',
          effectiveTo: '2037-01-01',
        },
        billingDay: { words: '每月1日', means: { every: 'month', day: 1 } },
      },
    ])
    expect(plan.premises.map(({ row, code, ownerRef, assignments }) => ({ row, code, ownerRef, assignments }))).toEqual(
      [
        { row: 2, code: '1011', ownerRef: '1', assignments: [{ ruleRef: '1', startsOn: '2020-06-10' }] },
        { row: 4, code: '1013', ownerRef: null, assignments: [] },
      ],
    )
    expect(plan.premises[0]).toMatchObject({
      areaM2: '94.56',
      innerAreaM2: '94.56',
      floor: 1,
      use: 'residential',
      layoutCode: '10102',
    })
    expect(plan.spaces).toMatchObject([
      { areaCode: '1', code: 'C0001', kind: 'surface', areaM2: '98.32', ownerRef: null },
    ])
    expect(plan.counts.premises).toEqual({ total: 3, ok: 2, rejected: 1, repeated: 0 })
    expect(told(plan)).toEqual(['error G3 owner_missing'])
  })

  it('gives back a workbook to mend, which then goes through', async () => {
    const original = await writeWorkbook(workbook())
    const sheets = await readSheets(original)
    const plan = await planImport(sheets.map(each => applyMapping(each, suggestMapping(each).mapping)))
    const words = plan.problems.map(problem => ({ ...problem, message: problemSentence(problem, 'zh-CN') }))
    const marked = await readSheets(await writeErrorWorkbook(original, words))
    expect(marked[3]?.rows[2]?.cells.at(-1)?.text).toBe(
      '业主编号 7 不存在：“业主信息”里没有这个编号，请补上这位业主或改正编号',
    )
    const again = marked.map(each => applyMapping(each, suggestMapping(each).mapping))
    expect(again.flatMap(({ ignoredColumns }) => ignoredColumns)).toEqual([])
    expect(await planImport(again)).toEqual(plan)
  })

  it('refuses a sheet without a required column as a whole', async () => {
    const plan = await planImport([
      {
        ...{ ignoredColumns: [], ignoredRows: [] },
        mapping: {
          sheet: '房',
          kind: 'premises',
          headerRow: 3,
          columns: [{ column: 'A', heading: '房号', field: 'code' }],
        },
        rows: [{ sheet: '房', row: 4, fields: { code: '1011' } }],
      },
    ])
    expect(told(plan)).toEqual(['error 3 column_missing'])
    expect(plan.counts.premises).toEqual({ total: 1, ok: 0, rejected: 1, repeated: 0 })
  })

  it('lets a workbook of rooms alone refer to what exists already', async () => {
    const rooms = [roomSheet([roomRow('1011', '1', '1', '2020-06-10')])]
    expect(told(await planOf(rooms))).toEqual([
      'error C2 unit_missing',
      'error G2 owner_missing',
      'error H2 rule_missing',
    ])
    const known = { units: [{ buildingCode: '1', unitCode: '1' }], ownerRefs: ['1'], ruleRefs: ['1'] }
    expect((await planOf(rooms, known)).premises).toHaveLength(1)
  })
})
