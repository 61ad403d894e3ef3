import { PassThrough, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readSheets } from './read-workbook.ts'
import { type SheetInput, streamWorkbook, writeWorkbook } from './write-workbook.ts'

const RECEIPTS: SheetInput = {
  name: '收款明细',
  columns: [
    { heading: '房号', format: 'text' },
    { heading: '金额（元）', format: 'money' },
    { heading: '建筑面积', format: 'decimal' },
    { heading: '到期日', format: 'date' },
    { heading: '收款时间', format: 'instant' },
    { heading: '笔数', format: 'integer' },
  ],
  rows: [
    ['01011', 14293n, '94.56', '2020-06-10', new Date('2020-06-10T00:30:05Z'), 3],
    ['=1+1', -5n, '0.123456789012345678', '不详', null, null],
    ['<&>"\n二', 123456789012345678n, '1.3000', null, null, 0],
  ],
}

describe('writeWorkbook', () => {
  it('writes each format so that it reads back exactly', async () => {
    const [sheet] = await readSheets(await writeWorkbook([RECEIPTS]))
    const rows = sheet?.rows.map(({ cells }) =>
      cells.map(({ letter, kind, text, date }) => `${letter} ${kind} ${date ?? text}`),
    )
    expect(rows).toEqual([
      ['A text 房号', 'B text 金额（元）', 'C text 建筑面积', 'D text 到期日', 'E text 收款时间', 'F text 笔数'],
      [
        'A text 01011',
        'B number 142.93',
        'C number 94.56',
        'D date 2020-06-10',
        'E date 2020-06-10T08:30:05',
        'F number 3',
      ],
      ['A text =1+1', 'B number -0.05', 'C text 0.123456789012345678', 'D text 不详'],
      ['A text <&>"\n二', 'B text 1234567890123456.78', 'C number 1.3', 'F number 0'],
    ])
  })

  it('gives sheets names that Excel accepts, each once', async () => {
    const names = ['收款/一', '收款/一', "'x'", '', '很'.repeat(40), '很'.repeat(40)]
    const sheets = await readSheets(await writeWorkbook(names.map(name => ({ ...RECEIPTS, name, rows: [] }))))
    const written = sheets.map(({ name }) => name)
    expect(written.slice(0, 4)).toEqual(['收款 一', '收款 一 (2)', 'x', 'Sheet'])
    expect(new Set(written).size).toBe(names.length)
    expect(written.every(name => name.length <= 31)).toBe(true)
  })

  it('takes rows from an asynchronous source, and rejects when the source fails', async () => {
    async function* rows() {
      yield ['1011']
      throw new Error('the cursor broke')
    }
    const sheet = { name: 'a', columns: [{ heading: '房号', format: 'text' as const }], rows: rows() }
    await expect(writeWorkbook([sheet])).rejects.toThrow('the cursor broke')
  })

  it('streams: most bytes have left before the last row is asked for', async () => {
    let bytes = 0
    let bytesAtLastRow = 0
    const target = new Writable({
      write(chunk: Buffer, _, done) {
        bytes += chunk.length
        done()
      },
    })
    function* rows() {
      for (let row = 0; row < 20_000; row += 1) {
        bytesAtLastRow = bytes
        yield [`室${row}`, BigInt(row) * 37n, '94.56', '2020-06-10', null, row]
      }
    }
    await streamWorkbook(target, [{ ...RECEIPTS, rows: rows() }])
    expect(bytesAtLastRow).toBeGreaterThan(bytes / 2)
  })

  it('waits for a slow reader, and stops when it goes away', async () => {
    const slow = new PassThrough({ highWaterMark: 1024 })
    let pulled = 0
    function* rows() {
      for (let row = 0; row < 50_000; row += 1) {
        pulled = row
        yield [`室${row}`, BigInt(row), '94.56', '2020-06-10', null, row]
      }
    }
    const writing = streamWorkbook(slow, [{ ...RECEIPTS, rows: rows() }])
    const outcome = expect(writing).rejects.toThrow('closed before')
    await setTimeout(300)
    const pulledUnread = pulled
    await setTimeout(200)
    expect(pulled).toBe(pulledUnread)
    expect(pulled).toBeLessThan(20_000)
    slow.destroy()
    await outcome
  })
})
