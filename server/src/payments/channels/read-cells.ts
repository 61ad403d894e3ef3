import { readSheets } from '../../platform/excel/read-workbook.ts'
import { isWorkbookFault } from '../../platform/excel/workbook-fault.ts'
import { refuse } from '../errors.ts'
import { type CellRow, textLines } from './parse-lines.ts'

/** The lines of a workbook's first sheet, or of text of Excel in GBK or UTF-8. Errors: payments.statement_unreadable (a broken workbook). */
export async function readCells(content: Buffer): Promise<CellRow[]> {
  // A workbook is a zip; anything else is text.
  if (content.subarray(0, 2).toString('latin1') !== 'PK') return textLines(textOf(content))
  try {
    const [sheet] = await readSheets(content)
    return (sheet?.rows ?? []).map(({ row, cells }) => {
      const last = cells.at(-1)?.column ?? 0
      const texts = Array.from({ length: last }, (_, index) => {
        const cell = cells.find(one => one.column === index + 1)
        return cell?.date ?? cell?.text ?? ''
      })
      return { row, cells: texts }
    })
  } catch (error) {
    if (!isWorkbookFault(error)) throw error
    throw refuse.statementUnreadable({ row: 0, problem: 'workbook' })
  }
}

function textOf(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('gbk').decode(content)
  }
}
