import { deflateRawSync } from 'node:zlib'
import { ZipArchive } from '@cj-tech-master/excelts/archive'
import { describe, expect, it } from 'vitest'
import { readSheets, readWorkbook } from './read-workbook.ts'
import { isWorkbookFault } from './workbook-fault.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

type RawWorkbook = { sheets: Record<string, string>; strings?: string; styles?: string; workbook?: string }

/** A workbook written by hand, to hold what no writer would write. `sheets` is the XML inside `worksheet`. */
async function rawWorkbook({ sheets, strings = '', styles = '', workbook = '' }: RawWorkbook): Promise<Uint8Array> {
  const zip = new ZipArchive()
  const names = Object.keys(sheets)
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`
  zip.add(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}">${relation('a', 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
  )
  zip.add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${workbook}<sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index}"/>`).join('')}</sheets></workbook>`,
  )
  zip.add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}">${names.map((_, index) => relation(`r${index}`, 'worksheet', `worksheets/sheet${index}.xml`)).join('')}${relation('s', 'sharedStrings', 'sharedStrings.xml')}${relation('t', 'styles', 'styles.xml')}</Relationships>`,
  )
  zip.add('xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${strings}</sst>`)
  zip.add('xl/styles.xml', `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`)
  for (const [index, name] of names.entries()) {
    const inner = sheets[name] ?? ''
    const xml = inner.startsWith('<x:')
      ? `<x:worksheet xmlns:x="${MAIN}">${inner}</x:worksheet>`
      : `<worksheet xmlns="${MAIN}">${inner}</worksheet>`
    zip.add(`xl/worksheets/sheet${index}.xml`, xml)
  }
  return zip.bytes()
}

async function faultOf(promise: Promise<unknown>): Promise<{ code: string; params: object } | null> {
  try {
    await promise
  } catch (error) {
    if (isWorkbookFault(error)) return { code: error.code, params: error.params }
    throw error
  }
  return null
}

const rowsXml = (count: number) =>
  `<sheetData>${Array.from({ length: count }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`).join('')}</sheetData>`

describe('readSheets: what cells hold', () => {
  it('keeps the digits of numbers exactly as they are stored', async () => {
    const numbers = ['94.56', '94.560000000000002', '254.70', '18999999999', '1.8999999999E10', '0.1234567890123456789']
    const cells = numbers.map((number, index) => `<c r="${'ABCDEF'[index]}1"><v>${number}</v></c>`).join('')
    const [sheet] = await readSheets(
      await rawWorkbook({ sheets: { s: `<sheetData><row r="1">${cells}</row></sheetData>` } }),
    )
    expect(sheet?.rows[0]?.cells.map(cell => cell.text)).toEqual(numbers)
    expect(sheet?.rows[0]?.cells.every(cell => cell.kind === 'number')).toBe(true)
  })

  it('tells texts, dates, booleans, errors and formulas apart', async () => {
    const strings =
      '<si><t xml:space="preserve"> 房号 </t></si><si><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si><si><t>a_x000D_b &amp; &lt;c&gt;</t></si>'
    const styles =
      '<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="58"/></cellXfs>'
    const sheet = `<sheetData><row r="2">
      <c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c>
      <c r="D2" s="1"><v>43992</v></c><c r="E2" s="2"><v>42370</v></c><c r="F2" t="d"><v>2020-06-10</v></c>
      <c r="G2" t="b"><v>1</v></c><c r="H2" t="e"><v>#N/A</v></c>
      <c r="I2"><f>A1*2</f><v>94.56</v></c><c r="J2" t="str"><f>A1</f><v>甲</v></c><c r="K2"><f>A1</f></c>
      <c r="L2" t="inlineStr"><is><t>行内</t></is></c><c r="M2" s="1"/><c r="N2" t="s"><v>9</v></c>
    </row></sheetData>`
    const [read] = await readSheets(await rawWorkbook({ sheets: { s: sheet }, strings, styles }))
    const cells = read?.rows[0]?.cells.map(({ letter, text, kind, valueKind, date }) => [
      letter,
      kind,
      valueKind,
      text,
      date,
    ])
    expect(cells).toEqual([
      ['A', 'text', 'text', ' 房号 ', null],
      ['B', 'text', 'text', '张三', null],
      ['C', 'text', 'text', 'a\rb & <c>', null],
      ['D', 'date', 'date', '43992', '2020-06-10'],
      ['E', 'date', 'date', '42370', '2016-01-01'],
      ['F', 'date', 'date', '2020-06-10', '2020-06-10'],
      ['G', 'boolean', 'boolean', 'TRUE', null],
      ['H', 'error', 'error', '#N/A', null],
      ['I', 'formula', 'number', '94.56', null],
      ['J', 'formula', 'text', '甲', null],
      ['K', 'formula', 'empty', '', null],
      ['L', 'text', 'text', '行内', null],
    ])
  })

  it('numbers rows and cells that carry no address, follows prefixes, hidden rows, merges and the 1904 calendar', async () => {
    const sheets = {
      plain:
        '<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r="5" hidden="1"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row/></sheetData><mergeCells count="1"><mergeCell ref="A1:B3"/></mergeCells>',
      prefixed: '<x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>0</x:v></x:c></x:row></x:sheetData>',
    }
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    const bytes = await rawWorkbook({ sheets, styles, workbook: '<workbookPr date1904="1"/>' })
    const [plain, prefixed] = await readSheets(bytes)
    expect(plain?.rows.map(({ row, hidden, cells }) => [row, hidden, cells.map(cell => cell.letter).join('')])).toEqual(
      [
        [1, false, 'AB'],
        [5, true, 'CD'],
      ],
    )
    expect(plain?.merges).toEqual([{ top: 1, left: 1, bottom: 3, right: 2 }])
    expect(prefixed?.rows[0]?.cells[0]?.date).toBe('1904-01-01')
  })

  it('leaves blank formatted rows and columns out, however far they reach', async () => {
    const blank = Array.from(
      { length: 998 },
      (_, index) => `<row r="${index + 3}"><c r="Z${index + 3}" s="0"/></row>`,
    ).join('')
    const sheet = `<dimension ref="A1:Z1000"/><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="Z1" s="0"/></row>${blank}</sheetData>`
    const [read] = await readSheets(await rawWorkbook({ sheets: { s: sheet } }), { maxRows: 1, maxColumns: 1 })
    expect(read?.rows).toHaveLength(1)
  })

  it('reads many escaped characters and very long texts', async () => {
    const text = '&amp;'.repeat(30_000)
    const [read] = await readSheets(
      await rawWorkbook({
        sheets: { s: '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>' },
        strings: `<si><t>${text}</t></si>`,
      }),
    )
    expect(read?.rows[0]?.cells[0]?.text).toBe('&'.repeat(30_000))
  })

  it('streams rows and can be asked again', async () => {
    const { sheets } = await readWorkbook(await rawWorkbook({ sheets: { s: rowsXml(5) } }))
    for (let round = 0; round < 2; round += 1) {
      const rows: number[] = []
      for await (const { row } of sheets[0]?.rows() ?? []) {
        rows.push(row)
        if (round === 0 && row === 2) break
      }
      expect(rows).toEqual(round === 0 ? [1, 2] : [1, 2, 3, 4, 5])
    }
  })
})

describe('readSheets: limits and broken files', () => {
  it('refuses files over the size limit, given as bytes or as a path', async () => {
    const bytes = await rawWorkbook({ sheets: { s: rowsXml(1) } })
    expect(await faultOf(readSheets(bytes, { maxBytes: 100 }))).toEqual({
      code: 'excel.too_large',
      params: { bytes: bytes.length, limit: 100 },
    })
    expect((await faultOf(readSheets(import.meta.filename, { maxBytes: 100 })))?.code).toBe('excel.too_large')
  })

  it('stops a zip bomb where it passes the limit, whatever size it declares', async () => {
    const bytes = Buffer.from(await rawWorkbook({ sheets: { s: `<sheetData>${' '.repeat(8_000_000)}</sheetData>` } }))
    expect(bytes.length).toBeLessThan(20_000)
    const honest = await faultOf(readSheets(bytes, { maxUnpackedBytes: 1_000_000 }))
    expect(honest?.code).toBe('excel.expands_too_much')
    // The same with every declared size of 8 MB turned into 8 bytes.
    const size = Buffer.alloc(4)
    size.writeUInt32LE(8_000_023 + `<worksheet xmlns="${MAIN}"></worksheet>`.length)
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 1)) bytes.writeUInt32LE(8, at)
    expect((await faultOf(readSheets(bytes, { maxUnpackedBytes: 1_000_000 })))?.code).toBe('excel.expands_too_much')
  })

  it('refuses too many sheets, rows and columns by name', async () => {
    const two = await rawWorkbook({ sheets: { a: rowsXml(3), b: rowsXml(1) } })
    expect(await faultOf(readSheets(two, { maxSheets: 1 }))).toEqual({
      code: 'excel.too_many_sheets',
      params: { sheets: 2, limit: 1 },
    })
    expect(await faultOf(readSheets(two, { maxRows: 2 }))).toEqual({
      code: 'excel.too_many_rows',
      params: { sheet: 'a', limit: 2 },
    })
    const wide = await rawWorkbook({
      sheets: { a: '<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>' },
    })
    expect(await faultOf(readSheets(wide))).toEqual({
      code: 'excel.too_many_columns',
      params: { sheet: 'a', limit: 256 },
    })
  })

  it('names what is no workbook', async () => {
    const ole = (name: string) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from(name, 'utf16le')])
    const zip = new ZipArchive()
    zip.add('word/document.xml', '<document/>')
    const cases: [Uint8Array, string][] = [
      [Buffer.from('房号,面积\n1011,94.56'), 'excel.not_a_workbook'],
      [Buffer.alloc(0), 'excel.not_a_workbook'],
      [ole('Workbook'), 'excel.old_format'],
      [ole('EncryptedPackage'), 'excel.encrypted'],
      [await zip.bytes(), 'excel.not_a_workbook'],
      [(await rawWorkbook({ sheets: { s: rowsXml(1) } })).subarray(0, 200), 'excel.damaged'],
      [await rawWorkbook({ sheets: { s: '<sheetData><row><c></row>' } }), 'excel.damaged'],
    ]
    for (const [bytes, code] of cases) expect((await faultOf(readSheets(bytes)))?.code).toBe(code)
  })

  it('reports a part whose packed bytes are damaged', async () => {
    const bytes = Buffer.from(await rawWorkbook({ sheets: { s: rowsXml(2000) } }))
    const packed = deflateRawSync(Buffer.from('x'.repeat(50)))
    const name = bytes.indexOf('xl/worksheets/sheet0.xml')
    packed.copy(bytes, name + 60)
    expect((await faultOf(readSheets(bytes)))?.code).toBe('excel.damaged')
  })

  it('knows no entities but the five of XML', async () => {
    const strings = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]><si><t>&a;&a;</t></si>'
    const bytes = await rawWorkbook({
      sheets: { s: '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>' },
      strings,
    })
    expect((await faultOf(readSheets(bytes)))?.code).toBe('excel.damaged')
  })
})

describe('any broken file', () => {
  it('gives rows or a fault, never another error', async () => {
    const good = Buffer.from(await rawWorkbook({ sheets: { s: rowsXml(50) }, strings: '<si><t>甲</t></si>' }))
    let seed = 7
    const random = (limit: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % limit
    }
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(good)
      for (let flips = 0; flips <= random(4); flips += 1) bytes[random(bytes.length)] = random(256)
      const cut = round % 3 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes
      const outcome = await readSheets(cut, { maxUnpackedBytes: 1_000_000 }).catch(error => error)
      expect(Array.isArray(outcome) || isWorkbookFault(outcome), String(outcome?.stack)).toBe(true)
    }
  })
})
