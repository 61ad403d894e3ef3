import type { CellRange } from './cell-address.ts'
import { openPackage } from './open-package.ts'
import { readRows, type WorkbookRow } from './read-rows.ts'
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits, workbookFault } from './workbook-fault.ts'
import { readWorkbookParts } from './workbook-parts.ts'

export type SheetReader = {
  name: string
  hidden: boolean
  /** Days are counted from 1904, as in workbooks of old Macs. */
  date1904: boolean
  /** Streams the rows with content; may be called again to read anew. */
  rows: () => AsyncGenerator<WorkbookRow>
  /** Merged ranges; complete only when the rows have been read to the end. */
  merges: () => readonly CellRange[]
}

export type WorkbookReader = { sheets: SheetReader[] }

/** A sheet in memory. */
export type Sheet = { name: string; hidden: boolean; rows: WorkbookRow[]; merges: readonly CellRange[] }

/**
 * Opens an .xlsx file (bytes or a path) for reading sheet by sheet and row by row. Only shared texts and styles are held
 * in memory. Throws a `WorkbookFault` (`excel.*`) for what is no workbook or exceeds a limit, here or while reading rows.
 */
export async function readWorkbook(
  source: Uint8Array | string,
  limits: Partial<WorkbookLimits> = {},
): Promise<WorkbookReader> {
  const allLimits = { ...DEFAULT_WORKBOOK_LIMITS, ...limits }
  const file = await openPackage(source, allLimits)
  const parts = await readWorkbookParts(file)
  if (parts.sheets.length > allLimits.maxSheets) {
    throw workbookFault('excel.too_many_sheets', { sheets: parts.sheets.length, limit: allLimits.maxSheets })
  }
  const sheets = parts.sheets.map(({ name, path, hidden }): SheetReader => {
    let merges: CellRange[] = []
    return {
      name,
      hidden,
      date1904: parts.date1904,
      merges: () => merges,
      rows: () => {
        merges = []
        return readRows(file.chunks(path), { sheet: name, part: path, parts, limits: allLimits, merges })
      },
    }
  })
  return { sheets }
}

/** All sheets in memory, for workbooks that people fill in. Same limits and faults as `readWorkbook`. */
export async function readSheets(source: Uint8Array | string, limits: Partial<WorkbookLimits> = {}): Promise<Sheet[]> {
  const { sheets } = await readWorkbook(source, limits)
  const loaded: Sheet[] = []
  for (const { name, hidden, rows, merges } of sheets) {
    const all: WorkbookRow[] = []
    for await (const row of rows()) all.push(row)
    loaded.push({ name, hidden, rows: all, merges: merges() })
  }
  return loaded
}
