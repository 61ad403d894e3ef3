import { describe, expect, it } from 'vitest'
import { columnLetter } from '../../platform/excel/cell-address.ts'
import type { Sheet } from '../../platform/excel/read-workbook.ts'
import { applyMapping } from './apply-mapping.ts'
import { MappingTemplate, SheetMapping } from './mapping.ts'
import { suggestMapping } from './suggest-mapping.ts'

/** A sheet of texts; `null` is an empty cell. */
function sheetOf(name: string, rows: (string | null)[][], merges: Sheet['merges'] = []): Sheet {
  return {
    name,
    hidden: false,
    merges,
    rows: rows.flatMap((texts, index) => {
      const cells = texts.flatMap((text, column) =>
        text === null
          ? []
          : [
              {
                column: column + 1,
                letter: columnLetter(column + 1),
                text,
                kind: 'text' as const,
                valueKind: 'text' as const,
                date: null,
              },
            ],
      )
      return cells.length === 0 ? [] : [{ row: index + 1, hidden: false, cells }]
    }),
  }
}

const UNITS = ['楼栋号', '单元编号', '总层数', '是否有电梯']

describe('suggestMapping', () => {
  it('recognises a sheet by its headings, whatever its name', () => {
    const { mapping, score, problems } = suggestMapping(sheetOf('Sheet1', [UNITS, ['1', '1', '33', '有']]))
    expect(SheetMapping.parse(mapping)).toEqual(mapping)
    expect(mapping).toMatchObject({ sheet: 'Sheet1', kind: 'buildings-units', headerRow: 1 })
    expect(mapping.columns.map(({ column, field }) => `${column}:${field}`)).toEqual([
      'A:building',
      'B:unit',
      'C:floors',
      'D:hasLift',
    ])
    expect([score, problems]).toEqual([1, []])
  })

  it('finds headings under a title and to the right of an empty column, written in other ways', () => {
    const rows = [
      ['某某小区楼栋资料'],
      [null, '制表：张三'],
      [],
      [null, '*楼 号：', '单元', '总层数（地上）', '电梯', '备注', null, '填写说明'],
      [null, '1栋', '一单元', '33层', '是', null, null, '楼号必填'],
    ]
    const { mapping } = suggestMapping(sheetOf('s', rows))
    expect(mapping.headerRow).toBe(4)
    expect(mapping.columns.map(({ column, field }) => `${column}:${field}`)).toEqual([
      'B:building',
      'C:unit',
      'D:floors',
      'E:hasLift',
      'F:null',
    ])
  })

  it('tells kinds apart that share columns', () => {
    const owners = ['编号', '业主名称', '性别', '年龄', '手机号', '身份证号', '业主类型', '业主编号']
    const premises = ['房屋编号', '楼栋编号', '单元编号', '建筑面积', '业主编号', '房屋费用', '费用开始时间']
    const spaces = ['停车场编号', '车位编码', '停车场类型', '面积', '业主编号', '车牌号']
    expect(suggestMapping(sheetOf('a', [owners])).mapping.kind).toBe('owners')
    expect(suggestMapping(sheetOf('b', [premises])).mapping.kind).toBe('premises')
    expect(suggestMapping(sheetOf('c', [spaces])).mapping.kind).toBe('spaces')
  })

  it('asks a person when a required column is missing or most headings are strange', () => {
    const strange = suggestMapping(sheetOf('设备', [['设备名称', '设备号', '厂商', '保修期', '数量']]))
    expect(strange.mapping).toMatchObject({ kind: null, headerRow: 1 })
    expect(strange.mapping.columns).toHaveLength(5)
    expect(strange.problems).toMatchObject([
      { severity: 'warning', code: 'sheet_not_recognised', params: { sheet: '设备' } },
    ])
    const [, ...withoutBuilding] = UNITS
    expect(suggestMapping(sheetOf('s', [withoutBuilding])).mapping.kind).toBeNull()
  })

  it('says nothing about an empty sheet and survives any garbage', () => {
    expect(suggestMapping(sheetOf('空', []))).toMatchObject({ mapping: { kind: null, columns: [] }, problems: [] })
    expect(suggestMapping(sheetOf('s', [[null, '']])).mapping.kind).toBeNull()
  })

  it('maps the columns it knows for a kind that a person chose', () => {
    const { mapping } = suggestMapping(sheetOf('资产信息', [['楼号', '单元', '房间', '建筑面积', '业主名称']]), {
      kind: 'premises',
    })
    expect(mapping.columns.map(({ field }) => field)).toEqual(['building', 'unit', 'code', 'areaM2', null])
  })

  it('leaves the column of an error workbook out', () => {
    const { mapping } = suggestMapping(sheetOf('s', [[...UNITS, '问题：没有“性别”这一列']]))
    expect(mapping.columns).toHaveLength(4)
  })

  it('follows a remembered mapping before guessing, also when columns have moved', () => {
    const template = MappingTemplate.parse(
      JSON.parse(
        JSON.stringify({
          name: '旧系统导出',
          sheets: [
            {
              sheet: 'Лист1',
              kind: 'buildings-units',
              headerRow: 1,
              columns: [
                { column: 'A', heading: 'Address', field: 'building' },
                { column: 'B', heading: 'Sections', field: 'unit' },
                { column: 'C', heading: 'Remarks', field: null },
              ],
            },
          ],
        }),
      ),
    )
    const moved = sheetOf('Лист7', [['title'], ['Sections', 'Units', 'Address'], ['1', '144', 'Komsomolskaya 19A']])
    const { mapping, template: name } = suggestMapping(moved, { templates: [template] })
    expect(name).toBe('旧系统导出')
    expect(mapping).toMatchObject({ sheet: 'Лист7', kind: 'buildings-units', headerRow: 2 })
    expect(applyMapping(moved, mapping).rows[0]?.fields).toEqual({ building: 'Komsomolskaya 19A', unit: '1' })
    expect(suggestMapping(sheetOf('x', [UNITS]), { templates: [template] }).template).toBeNull()
  })
})

describe('applyMapping', () => {
  const mapped = (sheet: Sheet) => applyMapping(sheet, suggestMapping(sheet).mapping)

  it('stages texts by field and lists what it leaves out', () => {
    const staged = mapped(
      sheetOf('s', [
        [...UNITS, '备注', null, null, null],
        ['1', '1', '33', '有', '样板', null, '说明'],
        [' ', null, null, null, '只有备注'],
        [null, null, null, null, null, null, '楼栋号', '楼栋编号\n必填'],
        ['合计', null, '33', null],
        ['2', '1'],
      ]),
    )
    expect(staged.rows).toEqual([
      { sheet: 's', row: 2, fields: { building: '1', unit: '1', floors: '33', hasLift: '有' } },
      { sheet: 's', row: 6, fields: { building: '2', unit: '1' } },
    ])
    expect(staged.ignoredRows).toEqual([{ row: 5, reason: 'subtotal' }])
    expect(staged.ignoredColumns).toEqual([
      { column: 'E', heading: '备注', cells: 2, firstRow: 2, lastRow: 3, sample: '样板' },
      { column: 'G', heading: null, cells: 2, firstRow: 2, lastRow: 4, sample: '说明' },
      { column: 'H', heading: null, cells: 1, firstRow: 4, lastRow: 4, sample: '楼栋编号 必填' },
    ])
  })

  it('gives rows the value of a cell merged downwards, without making new rows', () => {
    const merges = [
      { top: 1, left: 1, bottom: 1, right: 4 },
      { top: 3, left: 1, bottom: 5, right: 1 },
      { top: 6, left: 1, bottom: 7, right: 1 },
    ]
    const staged = mapped(
      sheetOf('s', [['楼栋资料'], UNITS, ['1', '1'], [null, '2'], [], ['2', '1'], [null, '2']], merges),
    )
    expect(staged.rows.map(({ row, fields }) => `${row}: ${fields.building}-${fields.unit}`)).toEqual([
      '3: 1-1',
      '4: 1-2',
      '6: 2-1',
      '7: 2-2',
    ])
  })

  it('stages nothing of a sheet that is left out', () => {
    const sheet = sheetOf('s', [['随便'], ['x']])
    expect(applyMapping(sheet, suggestMapping(sheet).mapping).rows).toEqual([])
  })
})
