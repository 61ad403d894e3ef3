import { describe, expect, it } from 'vitest'
import { decodeText, encodeText, unwritable } from './gbk.ts'
import { layoutProblems, linesOf, obstacleOf, type RequestLayout, type ResultLayout } from './layout.ts'
import { cellLines, parseResult } from './parse-result.ts'

const column = { title: '', text: '', width: null, align: 'left', pad: ' ' } as const
const FIXED: RequestLayout = {
  ...{ kind: 'fixed', encoding: 'gbk', delimiter: '|', amountUnit: 'fen', heading: false, summary: 'first' },
  columns: [
    { ...column, field: 'reference', width: 12 },
    { ...column, field: 'accountNumber', width: 20 },
    { ...column, field: 'holderName', width: 10 },
    { ...column, field: 'amount', width: 12, align: 'right', pad: '0' },
    { ...column, field: 'premisesLabel', width: 7 },
  ],
  summaryColumns: [
    { ...column, field: 'text', text: 'H', width: 1 },
    { ...column, field: 'debitOn', width: 8 },
    { ...column, field: 'count', width: 6, align: 'right', pad: '0' },
    { ...column, field: 'total', width: 14, align: 'right', pad: '0' },
  ],
}
const BATCH = { batchNumber: 'DK000001', debitOn: '2026-01-15', count: 1, totalFen: 25470n }
const ROW = {
  ...{ reference: '000001000001', bankName: '工商银行', holderName: '王小明', accountNumber: '6222021202000123456' },
  ...{ agreementNumber: null, amountFen: 25470n, premisesLabel: '1栋101室' },
}
const RESULT: ResultLayout = {
  ...{ kind: 'fixed', encoding: 'gbk', delimiter: '|', amountUnit: 'yuan', headingLines: 0, summary: 'last' },
  columns: [
    { field: 'reference', width: 12 },
    { field: 'amount', width: 12 },
    { field: 'code', width: 4 },
    { field: 'reason', width: 12 },
  ],
  successCodes: ['0000', '00'],
}

describe('GBK', () => {
  it('is written as it is read', () => {
    const text = '王亅明 1栋1单元101室（东）￥254.70'
    expect(decodeText(encodeText(text, 'gbk'), 'gbk')).toBe(text)
    expect([...encodeText('王|', 'gbk')]).toEqual([0xcd, 0xf5, 0x7c])
  })

  it('says which characters it lacks', () => {
    expect(unwritable('李𠮷祥', 'gbk')).toEqual(['𠮷'])
    expect(unwritable('李𠮷祥', 'utf-8')).toEqual([])
  })

  it('is not read from what is something else', () => {
    expect(decodeText(Uint8Array.of(0xff, 0xff), 'gbk')).toBeNull()
  })
})

describe('a fixed layout', () => {
  it('pads to the byte, and never cuts a character in two', () => {
    const [summary = '', line = ''] = linesOf(FIXED, BATCH, [ROW])
    expect(summary).toBe('H2026011500000100000000025470')
    const bytes = encodeText(line, 'gbk')
    expect(bytes).toHaveLength(12 + 20 + 10 + 12 + 7)
    expect(decodeText(bytes.subarray(32, 42), 'gbk')).toBe('王小明    ')
    expect(decodeText(bytes.subarray(42, 54), 'gbk')).toBe('000000025470')
    // 1栋101室 is 8 bytes: the last character does not fit into 7.
    expect(decodeText(bytes.subarray(54), 'gbk')).toBe('1栋101 ')
  })

  it('never cuts what says whom and what to take', () => {
    expect(obstacleOf(FIXED, BATCH, ROW)).toBeNull()
    expect(obstacleOf(FIXED, BATCH, { ...ROW, holderName: '杭州钱塘里贸易有限公司' })).toEqual({ obstacle: 'too-long' })
    expect(obstacleOf(FIXED, BATCH, { ...ROW, holderName: '李𠮷祥' })).toEqual({
      obstacle: 'unwritable',
      characters: '𠮷',
    })
  })

  it('is read by bytes; a blank line and the summary are no rows', () => {
    const lines = ['000001000001      254.700000成功        ', '', '000001000002      331.285001余额不足    ', 'T 2']
    const bytes = encodeText(lines.map(line => `${line}\r\n`).join(''), 'gbk')
    const { rows, unreadable } = parseResult(cellLines(bytes, RESULT), RESULT)
    expect(rows).toEqual([
      expect.objectContaining({ row: 1, amountFen: 25470n, succeeded: true, reason: '成功' }),
      expect.objectContaining({ row: 3, amountFen: 33128n, succeeded: false, code: '5001', reason: '余额不足' }),
    ])
    expect(unreadable).toEqual([])
  })
})

describe('other layouts', () => {
  it('space separated: columns are runs of text', () => {
    const layout: ResultLayout = { ...RESULT, kind: 'delimited', delimiter: ' ', summary: 'none', headingLines: 1 }
    const bytes = encodeText('序号 金额 代码 说明\n000001000001   254.7  00  成功\nrubbish\n', 'gbk')
    const { rows, unreadable } = parseResult(cellLines(bytes, layout), layout)
    expect(rows).toEqual([expect.objectContaining({ row: 2, amountFen: 25470n, succeeded: true })])
    expect(unreadable).toEqual([{ row: 3, text: 'rubbish' }])
  })

  it('a delimiter inside a text becomes a blank', () => {
    const piped: RequestLayout = { ...FIXED, kind: 'delimited', summary: 'none' }
    expect(linesOf(piped, BATCH, [{ ...ROW, premisesLabel: '1|101' }])).toEqual([
      '000001000001|6222021202000123456|王小明|25470|1 101',
    ])
  })

  it('are refused where nobody could be told by them', () => {
    expect(layoutProblems(FIXED, RESULT)).toEqual([])
    expect(layoutProblems({ ...FIXED, columns: FIXED.columns.slice(1) }, RESULT)).toEqual([
      { field: 'request.columns', code: 'missing' },
    ])
    expect(layoutProblems(FIXED, { ...RESULT, columns: [...RESULT.columns, { field: 'code', width: 2 }] })).toEqual([
      { field: 'result.columns', code: 'twice' },
    ])
    expect(layoutProblems({ ...FIXED, summaryColumns: [] }, RESULT)).toEqual([
      { field: 'request.summaryColumns', code: 'summary' },
    ])
  })
})
