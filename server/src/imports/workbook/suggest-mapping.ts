import { imports } from '@anju/contract'
import { columnNumber } from '../../platform/excel/cell-address.ts'
import { isProblemHeading } from '../../platform/excel/problem-column.ts'
import type { WorkbookCell, WorkbookRow } from '../../platform/excel/read-rows.ts'
import type { Sheet } from '../../platform/excel/read-workbook.ts'
import type { KindDefinition } from '../kinds/kind.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { MappingTemplate, SheetKind, SheetMapping } from './mapping.ts'
import type { ImportProblem } from './problem.ts'

/** Titles and explanations may stand above the headings; further down nobody looks for them. */
export const ROWS_SEARCHED = 30
/** Below this share of headings understood, a person should say what the sheet is. */
const ENOUGH_HEADINGS = 0.7
/** The sheet of our own empty workbooks that explains the others; nobody needs to be told that it is left out. */
export const GUIDE_SHEET = '填写说明'
/** Wider tables than this are not mapped by hand. */
const MOST_COLUMNS = 100

export type KindScore = {
  kind: SheetKind
  /** 0 … 1: how much of the kind is in the sheet, and how much of the sheet is in the kind, half each. */
  score: number
}

export type MappingSuggestion = {
  /** `kind` is null when the sheet was not recognised; then the columns have no fields yet. */
  mapping: SheetMapping
  score: number
  /** Every kind that has something in common with the sheet, best first. */
  candidates: KindScore[]
  /** Which template it was taken from. */
  template: string | null
  /** A warning when a person has to choose. */
  problems: ImportProblem[]
}

type Column = SheetMapping['columns'][number]
type Match = {
  definition: KindDefinition
  headerRow: number
  columns: Column[]
  score: number
  understood: number
  recognised: boolean
}

/** The headings around the recognised ones: to both sides as far as no column is empty. */
function tableColumns(cells: readonly WorkbookCell[], recognised: ReadonlyMap<number, string>): WorkbookCell[] {
  const byColumn = new Map(cells.map(cell => [cell.column, cell]))
  let left = Math.min(...recognised.keys())
  let right = Math.max(...recognised.keys())
  while (byColumn.has(left - 1)) left -= 1
  while (byColumn.has(right + 1)) right += 1
  return cells
    .filter(({ column, text }) => column >= left && column <= right && !isProblemHeading(text))
    .slice(0, MOST_COLUMNS)
}

function matchRow({ row, cells }: WorkbookRow, definition: KindDefinition): Match | null {
  const fields = imports.matchHeadings(
    cells.map(({ text }) => text),
    definition.fields,
  )
  const recognised = new Map(cells.flatMap(({ column }, index) => (fields[index] ? [[column, fields[index]]] : [])))
  const taken = new Set(recognised.values())
  if (recognised.size === 0) return null
  const table = tableColumns(cells, recognised)
  const columns = table.map(({ column, letter, text }) => ({
    column: letter,
    heading: text.trim(),
    field: recognised.get(column) ?? null,
  }))
  const usual = definition.fields.filter(field => !field.extra)
  const ofKind = usual.filter(({ field }) => taken.has(field)).length / usual.length
  const ofSheet = recognised.size / table.length
  const complete = definition.fields.every(({ field, required }) => !required || taken.has(field))
  const recognisedAs = complete && ofSheet >= ENOUGH_HEADINGS && recognised.size > 1
  return {
    definition,
    headerRow: row,
    columns,
    score: (ofKind + ofSheet) / 2,
    understood: recognised.size,
    recognised: recognisedAs,
  }
}

/** The row in which a kind recognises the most headings. */
function bestMatch(rows: readonly WorkbookRow[], definition: KindDefinition): Match | null {
  let best: Match | null = null
  for (const row of rows) {
    const match = matchRow(row, definition)
    if (match && (best === null || match.score > best.score)) best = match
  }
  return best
}

/** Where the headings might be in a sheet nobody knows: the first of the rows with the most texts. */
function unknownTable(rows: readonly WorkbookRow[]): { headerRow: number; columns: Column[] } {
  const texts = (row: WorkbookRow) => row.cells.filter(({ kind }) => kind === 'text').length
  const header = rows.reduce<WorkbookRow | null>((best, row) => (best && texts(best) >= texts(row) ? best : row), null)
  if (!header) return { headerRow: 1, columns: [] }
  const columns = tableColumns(header.cells, new Map(header.cells.slice(0, 1).map(({ column }) => [column, ''])))
  return {
    headerRow: header.row,
    columns: columns.map(({ letter, text }) => ({ column: letter, heading: text.trim(), field: null })),
  }
}

/** A remembered mapping fits when all headings it uses are found in one row, in whatever columns. */
function followTemplate(rows: readonly WorkbookRow[], remembered: SheetMapping): SheetMapping | null {
  const used = remembered.columns.filter(({ field }) => field !== null)
  if (used.length === 0) return null
  for (const { row, cells } of rows) {
    const byHeading = new Map(cells.toReversed().map(cell => [imports.tidyHeading(cell.text), cell]))
    const fields = new Map<number, string>()
    for (const { heading, field } of used) {
      const cell = byHeading.get(imports.tidyHeading(heading))
      if (cell && field !== null) fields.set(cell.column, field)
    }
    if (fields.size < used.length) continue
    const columns = tableColumns(cells, fields).map(({ column, letter, text }) => ({
      column: letter,
      heading: text.trim(),
      field: fields.get(column) ?? null,
    }))
    return { ...remembered, headerRow: row, columns }
  }
  return null
}

function fromTemplate(sheet: Sheet, rows: readonly WorkbookRow[], templates: readonly MappingTemplate[]) {
  // A sheet of the same name is asked first.
  const all = templates.flatMap(({ name, sheets }) => sheets.map(remembered => ({ name, remembered })))
  const ordered = all.toSorted(
    (a, b) => Number(b.remembered.sheet === sheet.name) - Number(a.remembered.sheet === sheet.name),
  )
  for (const { name, remembered } of ordered) {
    const mapping = followTemplate(rows, remembered)
    if (mapping) return { name, mapping: { ...mapping, sheet: sheet.name } }
  }
  return null
}

/**
 * Suggests what a sheet holds and which column is which field, by the headings, wherever in the first rows they stand.
 * Remembered mappings (`templates`) are followed before guessing; `kind` makes the suggestion for a kind a person chose, `among` other
 * definitions than those of imports.
 * A sheet that is not recognised comes back with `kind: null` and a warning.
 */
export function suggestMapping(
  sheet: Sheet,
  {
    templates = [],
    kind = null,
    among = KINDS,
  }: { templates?: readonly MappingTemplate[]; kind?: SheetKind | null; among?: readonly KindDefinition[] } = {},
): MappingSuggestion {
  const rows = sheet.rows.filter(({ row }) => row <= ROWS_SEARCHED)
  const matches = among
    .filter(definition => (kind === null ? sheet.name !== GUIDE_SHEET : definition.kind === kind))
    .flatMap(definition => bestMatch(rows, definition) ?? [])
    // Of kinds that fit, the one that leaves the fewest columns out.
    .toSorted(
      (a, b) =>
        Number(b.recognised) - Number(a.recognised) ||
        (a.recognised ? b.understood - a.understood : 0) ||
        b.score - a.score,
    )
  const candidates = matches.map(({ definition, score }) => ({ kind: definition.kind, score }))
  const remembered = kind === null ? fromTemplate(sheet, rows, templates) : null
  if (remembered) {
    return { mapping: remembered.mapping, score: 1, candidates, template: remembered.name, problems: [] }
  }
  const [best] = matches
  if (best && (best.recognised || kind !== null)) {
    const { definition, headerRow, columns, score } = best
    const mapping = { sheet: sheet.name, kind: definition.kind, headerRow, columns }
    return { mapping, score, candidates, template: null, problems: [] }
  }
  const mapping = { sheet: sheet.name, kind, ...unknownTable(rows) }
  const at = { sheet: sheet.name, row: mapping.headerRow, column: null, field: null }
  const what = notYet(rows)
  const problem: ImportProblem = {
    severity: 'warning',
    ...at,
    code: what === null ? 'sheet_not_recognised' : 'sheet_not_imported',
    params: what === null ? { sheet: sheet.name } : { sheet: sheet.name, what },
  }
  const empty = sheet.rows.length === 0 || sheet.name === GUIDE_SHEET
  return {
    mapping,
    score: best?.score ?? 0,
    candidates,
    template: null,
    problems: kind !== null || empty ? [] : [problem],
  }
}

/** Sheets that other systems export and that have no kind here yet: by headings that only they have. */
const NOT_YET: readonly { what: string; headings: readonly string[] }[] = [
  {
    what: '工单',
    headings: ['ticket number', 'date of creation', 'is resident ticket', '报修人', '工单编号', '报修时间'],
  },
]
const ENOUGH_OF_NOT_YET = 3

/** What the sheet is, when it is one of those. */
function notYet(rows: readonly WorkbookRow[]): string | null {
  const found = NOT_YET.find(({ headings }) => {
    const wanted = new Set(headings.map(imports.tidyHeading))
    return rows.some(
      ({ cells }) => cells.filter(cell => wanted.has(imports.tidyHeading(cell.text))).length >= ENOUGH_OF_NOT_YET,
    )
  })
  return found?.what ?? null
}

/** The columns that carry a field, by number. */
export function fieldColumns({ columns }: SheetMapping): Map<number, string> {
  return new Map(columns.flatMap(({ column, field }) => (field === null ? [] : [[columnNumber(column), field]])))
}
