import { editZip } from '@cj-tech-master/excelts/archive'
import { columnNumber } from './cell-address.ts'
import { markSheet } from './mark-sheet.ts'
import { type MarkedStyles, markStyles } from './mark-styles.ts'
import { type OfficePackage, openPackage } from './open-package.ts'
import { isProblemHeading, type PROBLEM_HEADINGS, problemHeading } from './problem-column.ts'
import { readRows } from './read-rows.ts'
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook-fault.ts'
import { readWorkbookParts, type SheetPart, type WorkbookParts } from './workbook-parts.ts'

/** `column` is a letter; null when the whole row is meant. */
export type RowProblem = { sheet: string; row: number; column: string | null; message: string }

export type ErrorWorkbookOptions = {
  locale?: keyof typeof PROBLEM_HEADINGS
  /** Where the headings stand, per sheet name; the first row with content where not given. */
  headerRows?: Readonly<Record<string, number>>
  limits?: Partial<WorkbookLimits>
}

type Table = { headerRow: number; column: number; earlier: boolean }

/**
 * Where the messages go: the column of an earlier round, else the first column to the right of the headings that is empty
 * all the way down, so that notes further right stay where they are.
 */
async function findTable(
  file: OfficePackage,
  parts: WorkbookParts,
  sheet: SheetPart,
  limits: WorkbookLimits,
  givenHeaderRow: number | undefined,
): Promise<Table | null> {
  const used = new Set<number>()
  let headerRow = givenHeaderRow ?? 0
  let headings: { column: number; text: string }[] = []
  const context = { sheet: sheet.name, part: sheet.path, parts, limits, merges: [] }
  for await (const { row, cells } of readRows(file.chunks(sheet.path), context)) {
    for (const { column } of cells) used.add(column)
    if (headerRow === 0) headerRow = row
    if (row === headerRow) headings = cells
  }
  if (headerRow === 0) return null
  const earlier = headings.find(heading => isProblemHeading(heading.text))
  if (earlier) return { headerRow, column: earlier.column, earlier: true }
  const columns = new Set(headings.map(heading => heading.column))
  let column = headings[0]?.column ?? 1
  while (columns.has(column)) column += 1
  while (used.has(column)) column += 1
  return { headerRow, column, earlier: false }
}

function marksOf(problems: readonly RowProblem[]) {
  const byRow = Map.groupBy(problems, problem => problem.row)
  const messages = new Map(
    [...byRow].map(([row, inRow]) => [row, [...new Set(inRow.map(({ message }) => message))].join('；')]),
  )
  const badCells = problems.flatMap(({ row, column }) =>
    column === null ? [] : [{ row, column: columnNumber(column) }],
  )
  return { messages, badCells }
}

/**
 * The workbook as it was uploaded, byte for byte except that sheets with problems get a column with the words of each
 * row's problems and the bad cells coloured. It can be mended and uploaded again: the column is left out when read, and
 * replaced when marked again. Throws a `WorkbookFault` when the original cannot be read.
 */
export async function writeErrorWorkbook(
  original: Uint8Array,
  problems: readonly RowProblem[],
  { locale = 'zh-CN', headerRows = {}, limits = {} }: ErrorWorkbookOptions = {},
): Promise<Buffer> {
  // Every part is read twice: once to find the free column, once to write.
  const allLimits = { ...DEFAULT_WORKBOOK_LIMITS, ...limits }
  const file = await openPackage(original, { ...allLimits, maxUnpackedBytes: allLimits.maxUnpackedBytes * 2 })
  const parts = await readWorkbookParts(file)
  const bySheet = Map.groupBy(problems, problem => problem.sheet)
  const styles: MarkedStyles | null = parts.stylesPath ? markStyles(await file.text(parts.stylesPath)) : null
  const edited = await editZip(original)
  for (const sheet of parts.sheets) {
    const table = await findTable(file, parts, sheet, allLimits, headerRows[sheet.name])
    const inSheet = bySheet.get(sheet.name) ?? []
    // A sheet mended since the last round loses its old messages.
    if (!table || (inSheet.length === 0 && !table.earlier)) continue
    const marks = marksOf(inSheet)
    const xml = markSheet(await file.text(sheet.path), {
      ...table,
      ...marks,
      heading: problemHeading(locale, marks.messages.get(table.headerRow)),
      messageStyle: styles?.messageStyle ?? null,
      badCellStyle: styles?.badCellStyle ?? null,
    })
    edited.set(sheet.path, xml)
  }
  if (styles && parts.stylesPath) edited.set(parts.stylesPath, styles.xml)
  return Buffer.from(await edited.bytes())
}
