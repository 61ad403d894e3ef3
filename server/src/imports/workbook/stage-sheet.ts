import type { WorkbookRow } from '../../platform/excel/read-rows.ts'
import type { SheetReader } from '../../platform/excel/read-workbook.ts'
import { type SheetStager, sheetStager } from './apply-mapping.ts'
import type { MappingTemplate, SheetMapping, StagedSheet } from './mapping.ts'
import type { ImportProblem } from './problem.ts'
import { ROWS_SEARCHED, suggestMapping } from './suggest-mapping.ts'

/** Rows read before others get a turn. */
const ROWS_PER_TURN = 500

/**
 * Reads a sheet once, row by row, and keeps only what its mapping names: the rows themselves are never held together. Without a
 * mapping the first rows are looked at and one is suggested (by template, else by headings), with a warning when none fits.
 */
export async function stageSheet(
  sheet: SheetReader,
  {
    mapping,
    templates,
    pace,
  }: {
    mapping: SheetMapping | null
    templates: readonly MappingTemplate[]
    pace: (rows: number) => Promise<void>
  },
): Promise<StagedSheet & { suggested: ImportProblem[] }> {
  const first: WorkbookRow[] = []
  let suggested: ImportProblem[] = []
  let stager: SheetStager | null = mapping ? sheetStager(mapping) : null
  const begin = (): SheetStager => {
    const suggestion = suggestMapping(
      { name: sheet.name, hidden: sheet.hidden, rows: first, merges: [] },
      { templates },
    )
    suggested = suggestion.problems
    const begun = sheetStager(suggestion.mapping)
    for (const row of first.splice(0)) begun.add(row)
    return begun
  }
  let rows = 0
  for await (const row of sheet.rows()) {
    rows += 1
    if (rows % ROWS_PER_TURN === 0) await pace(rows)
    if (!stager && row.row <= ROWS_SEARCHED) {
      first.push(row)
      continue
    }
    stager ??= begin()
    stager.add(row)
  }
  await pace(rows)
  stager ??= begin()
  return { ...stager.finish(sheet.merges()), suggested, ...(sheet.date1904 ? { date1904: true } : {}) }
}
