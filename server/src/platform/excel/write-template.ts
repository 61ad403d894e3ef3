import { Workbook } from '@cj-tech-master/excelts'

/** A column of a workbook to fill in. */
export interface TemplateColumn {
  heading: string
  required: boolean
  /** What belongs here, shown when the pointer rests on the heading. */
  note: string
  /** The words to choose from, for columns that take only these. */
  choices: readonly string[]
  /** Values by way of example, for the sheet that explains. */
  examples: readonly string[]
}

export interface TemplateSheet {
  name: string
  columns: readonly TemplateColumn[]
}

/** Rows below the headings that are checked while somebody types. */
const CHECKED_ROWS = 2000
/** Excel's own limit of a list of choices. */
const CHOICES_MAX = 250

/**
 * A workbook to fill in: a sheet per kind, with the headings (what must be filled has a star and a colour), a note on each and the
 * choices as a list. Examples stand in a last sheet that explains the columns, so that nobody takes them for data. Everything is
 * text, so that Excel keeps the digits of phones and ID numbers.
 */
export async function writeTemplate(sheets: readonly TemplateSheet[], guide: string): Promise<Buffer> {
  const book = new Workbook()
  book.creator = 'Anju'
  for (const { name, columns } of sheets) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = columns.map(({ heading }) => ({
      width: Math.max(12, heading.length * 2 + 4),
      style: { numFmt: '@' },
    }))
    columns.forEach((column, index) => {
      const head = sheet.getCell(1, index + 1)
      head.value = column.required ? `${column.heading}*` : column.heading
      head.font = { bold: true, color: { argb: column.required ? 'FFC00000' : 'FF1F2329' } }
      head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F3F7' } }
      head.note = `${column.required ? '必填。' : '选填。'}${column.note}`
      const list = column.choices.join(',')
      if (column.choices.length === 0 || list.length > CHOICES_MAX) return
      for (let row = 2; row <= CHECKED_ROWS; row += 1) {
        sheet.getCell(row, index + 1).dataValidation = { type: 'list', allowBlank: true, formulae: [`"${list}"`] }
      }
    })
  }
  explain(book, sheets, guide)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const GUIDE_COLUMNS = [
  ['工作表', 16],
  ['列', 18],
  ['是否必填', 10],
  ['怎么填', 56],
  ['可以填', 48],
  ['示例一', 24],
  ['示例二', 24],
] as const

/** Every column of every sheet in a row of its own: what belongs there, what may be chosen, two examples. */
function explain(book: Workbook, sheets: readonly TemplateSheet[], guide: string): void {
  const sheet = book.addWorksheet(guide, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = GUIDE_COLUMNS.map(([, width]) => ({
    width,
    style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' } },
  }))
  GUIDE_COLUMNS.forEach(([heading], index) => {
    const head = sheet.getCell(1, index + 1)
    head.value = heading
    head.font = { bold: true }
    head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F3F7' } }
  })
  let row = 1
  for (const { name, columns } of sheets)
    for (const { heading, required, note, choices, examples } of columns) {
      row += 1
      const texts = [name, heading, required ? '必填' : '选填', note, choices.join('、'), ...examples]
      texts.forEach((text, index) => {
        if (text !== '') sheet.getCell(row, index + 1).value = text
      })
    }
}
