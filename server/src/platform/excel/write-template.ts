import { Workbook } from '@cj-tech-master/excelts'

/** A column of a workbook to fill in. */
export interface TemplateColumn {
  heading: string
  required: boolean
  /** What belongs here, shown when the pointer rests on the heading. */
  note: string
  /** The words to choose from, for columns that take only these. */
  choices: readonly string[]
  /** Values of the example rows. */
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
 * A workbook to fill in: a sheet per kind, with the headings (what must be filled has a star and a colour), a note on each, the
 * choices as a list, and example rows to write over. Everything is text, so that Excel keeps the digits of phones and ID numbers.
 */
export async function writeTemplate(sheets: readonly TemplateSheet[]): Promise<Buffer> {
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
      head.note = column.note
      column.examples.forEach((example, row) => {
        sheet.getCell(row + 2, index + 1).value = example
      })
      const list = column.choices.join(',')
      if (column.choices.length === 0 || list.length > CHOICES_MAX) return
      for (let row = 2; row <= CHECKED_ROWS; row += 1) {
        sheet.getCell(row, index + 1).dataValidation = { type: 'list', allowBlank: true, formulae: [`"${list}"`] }
      }
    })
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}
