import { ZipReader } from '@cj-tech-master/excelts/archive'
import { describe, expect, it } from 'vitest'
import { markSheet } from './mark-sheet.ts'
import { markStyles } from './mark-styles.ts'
import { readSheets } from './read-workbook.ts'
import { writeErrorWorkbook } from './write-error-workbook.ts'
import { writeWorkbook } from './write-workbook.ts'

const text = (heading: string) => ({ heading, format: 'text' as const })

/** Two sheets; in the first, column C is free and column D holds a note. */
function original(): Promise<Buffer> {
  return writeWorkbook([
    {
      name: '房屋信息',
      columns: [text('房屋编号'), { heading: '建筑面积', format: 'decimal' }],
      rows: [
        ['1011', '94.56'],
        ['1012', '94.56'],
        ['1013', null],
      ],
    },
    { name: '业主信息', columns: [text('编号'), text('业主名称')], rows: [['1', '王小明']] },
  ])
}

async function cellsOf(bytes: Uint8Array, sheet = 0): Promise<string[]> {
  const sheets = await readSheets(bytes)
  return (
    sheets[sheet]?.rows.map(
      ({ row, cells }) => `${row} ${cells.map(({ letter, text }) => `${letter}=${text}`).join(' ')}`,
    ) ?? []
  )
}

async function partOf(bytes: Uint8Array, path: string): Promise<string> {
  return Buffer.from((await new ZipReader(bytes).bytes(path)) ?? []).toString()
}

describe('writeErrorWorkbook', () => {
  it('adds the words behind the table and leaves everything else as it was', async () => {
    const before = await original()
    const marked = await writeErrorWorkbook(before, [
      { sheet: '房屋信息', row: 3, column: 'B', message: '面积 <94.56> 有误' },
      { sheet: '房屋信息', row: 3, column: null, message: '重复' },
      { sheet: '房屋信息', row: 4, column: 'B', message: '不能为空' },
    ])
    expect(await cellsOf(marked)).toEqual([
      '1 A=房屋编号 B=建筑面积 C=问题',
      '2 A=1011 B=94.56',
      '3 A=1012 B=94.56 C=面积 <94.56> 有误；重复',
      '4 A=1013 C=不能为空',
    ])
    expect(await partOf(marked, 'xl/worksheets/sheet1.xml')).toContain('sqref="B3 B4"')
    for (const path of ['xl/worksheets/sheet2.xml', 'xl/workbook.xml', '[Content_Types].xml']) {
      expect(await partOf(marked, path)).toBe(await partOf(before, path))
    }
  })

  it('replaces the marks of an earlier round, also where a sheet has none any more', async () => {
    const problem = (sheet: string, row: number) => ({ sheet, row, column: 'A', message: `第 ${row} 行` })
    const first = await writeErrorWorkbook(await original(), [problem('房屋信息', 2), problem('业主信息', 2)])
    const second = await writeErrorWorkbook(first, [problem('房屋信息', 4)])
    expect(await cellsOf(second)).toEqual([
      '1 A=房屋编号 B=建筑面积 C=问题',
      '2 A=1011 B=94.56',
      '3 A=1012 B=94.56',
      '4 A=1013 C=第 4 行',
    ])
    expect(await cellsOf(second, 1)).toEqual(['1 A=编号 B=业主名称 C=问题', '2 A=1 B=王小明'])
    const xml = await partOf(second, 'xl/worksheets/sheet1.xml')
    expect(xml.match(/<conditionalFormatting/g)).toHaveLength(1)
    expect(xml).toContain('sqref="A4"')
    expect(await partOf(second, 'xl/worksheets/sheet2.xml')).not.toContain('conditionalFormatting')
  })

  it('tells problems of a whole sheet in the heading, in the language asked for', async () => {
    const marked = await writeErrorWorkbook(
      await original(),
      [{ sheet: '业主信息', row: 1, column: null, message: 'no column “性别”' }],
      { locale: 'en' },
    )
    expect((await cellsOf(marked, 1))[0]).toBe('1 A=编号 B=业主名称 C=Problems：no column “性别”')
    const again = await writeErrorWorkbook(marked, [{ sheet: '业主信息', row: 2, column: null, message: '错' }])
    expect(await cellsOf(again, 1)).toEqual(['1 A=编号 B=业主名称 C=问题', '2 A=1 B=王小明 C=错'])
  })

  it('finds the free column beside the headings where these stand further down', async () => {
    const bytes = await writeWorkbook([
      {
        name: 's',
        columns: [text('某小区房屋资料'), text(''), text(''), text('说明')],
        rows: [
          ['编号', '面积', null, null],
          ['1011', '94.56', null, '注'],
        ],
      },
    ])
    const problems = [{ sheet: 's', row: 3, column: 'B', message: '错' }]
    expect(await cellsOf(await writeErrorWorkbook(bytes, problems, { headerRows: { s: 2 } }))).toEqual([
      '1 A=某小区房屋资料 D=说明',
      '2 A=编号 B=面积 C=问题',
      '3 A=1011 B=94.56 C=错 D=注',
    ])
  })
})

describe('markSheet', () => {
  const marks = {
    column: 3,
    headerRow: 1,
    heading: '问题',
    messages: new Map([[2, '错']]),
    badCells: [{ row: 2, column: 2 }],
    messageStyle: 7,
    badCellStyle: 0,
  }

  it('keeps prefixes, empty rows, column ranges and the order of the schema', () => {
    const xml =
      '<x:worksheet><x:dimension ref="A1:D2"/><x:cols><x:col min="2" max="5" width="9" style="4"/></x:cols><x:sheetData><x:row r="1" spans="1:4"><x:c r="A1"/><x:c r="D1"><x:v>1</x:v></x:c></x:row><x:row r="2"/></x:sheetData><x:mergeCells count="1"><x:mergeCell ref="A4:A5"/></x:mergeCells><x:conditionalFormatting sqref="A1"><x:cfRule type="expression" dxfId="3" priority="4"><x:formula>A1</x:formula></x:cfRule></x:conditionalFormatting><x:dataValidations/></x:worksheet>'
    expect(markSheet(xml, marks)).toBe(
      '<x:worksheet><x:cols><x:col min="2" max="2" width="9" style="4"/><x:col min="3" max="3" width="60" customWidth="1"/><x:col min="4" max="5" width="9" style="4"/></x:cols><x:sheetData><x:row r="1"><x:c r="A1"/><x:c r="C1" s="7" t="inlineStr"><x:is><x:t xml:space="preserve">问题</x:t></x:is></x:c><x:c r="D1"><x:v>1</x:v></x:c></x:row><x:row r="2"><x:c r="C2" s="7" t="inlineStr"><x:is><x:t xml:space="preserve">错</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells count="1"><x:mergeCell ref="A4:A5"/></x:mergeCells><x:conditionalFormatting sqref="A1"><x:cfRule type="expression" dxfId="3" priority="4"><x:formula>A1</x:formula></x:cfRule></x:conditionalFormatting><x:conditionalFormatting sqref="B2"><x:cfRule type="expression" dxfId="0" priority="5"><x:formula>"anju-problem"="anju-problem"</x:formula></x:cfRule></x:conditionalFormatting><x:dataValidations/></x:worksheet>',
    )
  })

  it('leaves a sheet without rows alone', () => {
    expect(markSheet('<worksheet><sheetData/></worksheet>', marks)).toBe('<worksheet><sheetData/></worksheet>')
  })

  it('splits long lists of cells over several rules', () => {
    const badCells = Array.from({ length: 1200 }, (_, index) => ({ row: index + 2, column: 1 }))
    const marked = markSheet('<worksheet><sheetData><row r="1"/></sheetData></worksheet>', { ...marks, badCells })
    const lists = [...marked.matchAll(/sqref="([^"]*)"/g)].map(([, list = '']) => list)
    expect(lists).toHaveLength(3)
    expect(Math.max(...lists.map(list => list.length))).toBeLessThan(8192)
  })
})

describe('markStyles', () => {
  it('appends to the lists and makes the one of differential styles when there is none', () => {
    const styles = markStyles(
      '<styleSheet><fonts count="1"><font><sz val="10"/><name val="等线"/></font></fonts><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf><alignment/></xf></cellXfs></styleSheet>',
    )
    expect(styles).toMatchObject({ messageStyle: 2, badCellStyle: 0 })
    expect(styles?.xml).toContain('<fonts count="2">')
    expect(styles?.xml).toContain('<cellXfs count="3"><xf/><xf><alignment/></xf><xf numFmtId="49" fontId="1"')
    expect(styles?.xml).toContain('</cellXfs><dxfs count="1"><dxf>')
  })

  it('takes an empty list of differential styles as it comes', () => {
    const xml = '<styleSheet><fonts count="0"/><cellXfs count="0"/><dxfs count="0"/></styleSheet>'
    expect(markStyles(xml)).toMatchObject({ messageStyle: 0, badCellStyle: 0 })
    expect(markStyles('<styleSheet/>')).toBeNull()
  })
})
