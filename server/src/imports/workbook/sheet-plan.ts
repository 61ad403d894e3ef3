import type { FieldDefinition, KindDefinition, SourceRow } from '../kinds/kind.ts'
import type { StagedRow, StagedSheet } from './mapping.ts'
import { maskPersonal } from './parse-person.ts'
import { type Parse, type Parsed, type Remark, tidyText } from './parsed.ts'
import type { ImportProblem, ProblemParams } from './problem.ts'
import type { ProblemCode } from './problem-words.ts'

export type RowCount = {
  /** Rows with content. */
  total: number
  /** Proposed. */
  ok: number
  /** Rows with an error; they stay out. */
  rejected: number
  /** Rows that say again what an earlier row said; warned and left out. */
  repeated: number
}

/** What planning notes as it goes: the problems, how many rows it has read, and whom to tell so that others get a turn. */
export type PlanNotes = {
  list: ImportProblem[]
  rows: number
  pace: (rows: number) => Promise<void>
  /** What the company's communities are called: rows that say they are of others only stay out. */
  communities?: CommunityNames
  /** What persons decided about amounts that are no whole fen and areas of more than two decimals, by `cellKey`. */
  decisions?: ReadonlyMap<string, CentsDecision>
}

/** Which fen an amount between two is, or which hundredth an area, or that its row stays out; and who said so. */
export interface CentsDecision {
  take: 'down' | 'up' | 'leave'
  by: string
}

/** A cell of a workbook as a key. */
export const cellKey = ({ sheet, row, column }: { sheet: string; row: number; column: string | null }): string =>
  `${row}\n${column}\n${sheet}`

/** What the community that is imported is called, and what the company's others are. */
export interface CommunityNames {
  own: string
  others: ReadonlySet<string>
}

const ROWS_PER_TURN = 500

/** The rows of all sheets of a kind, for what has to be compared before rows are read one by one. */
export function stagedRowsOf(sheets: readonly StagedSheet[], { kind }: KindDefinition): StagedRow[] {
  return sheets.filter(({ mapping }) => mapping.kind === kind).flatMap(({ rows }) => rows)
}

/** One row being understood. Every fault is noted with its cell; `fail` keeps the row out. */
export type RowReader = SourceRow & {
  /** The text of a field; empty when there is no such column or cell. */
  text: (field: string) => string
  /** What the column of a field is called in this file. */
  heading: (field: string) => string
  /** A value that must be there; null after noting why not. */
  required: <T>(field: string, parse: Parse<T>) => T | null
  /** A value that may be left out; null when it is. */
  optional: <T>(field: string, parse: Parse<T>) => T | null
  /** A value that only describes: one that is not understood is told and left out. */
  ifKnown: <T>(field: string, parse: Parse<T>) => T | null
  fail: (field: string | null, code: ProblemCode, params?: ProblemParams) => void
  warn: (field: string | null, code: ProblemCode, params?: ProblemParams) => void
  /** Leaves the row out with a warning: it changes nothing. */
  skip: (field: string | null, code: ProblemCode) => void
  /** Leaves the row out because an earlier one says the same. */
  repeat: (row: number, code?: 'row_repeated' | 'staff_joined' | 'lease_joined') => void
  failed: () => boolean
  /** Whether it stays out without an error. */
  leftOut: () => boolean
  /**
   * Whether the part of a cell at `index` of `count` is of the community that is imported: a row that names several communities does so
   * in the order of its homes (`幸福里、和园`). Null when it names another number of them: only what is found here tells.
   */
  isHere: (index: number, count: number) => boolean | null
}

const EXCEL_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/

const DAYS_BETWEEN_SYSTEMS = 1462

/** The number of a day counted from 1904, as it is counted from 1900; anything else as it is. */
function countFrom1900(text: string): string {
  return /^\d{5}$/.test(text) ? String(Number(text) + DAYS_BETWEEN_SYSTEMS) : text
}

type Column = { column: string; heading: string }

function columnsByField({ mapping }: StagedSheet): Map<string, Column> {
  return new Map(mapping.columns.flatMap(({ column, heading, field }) => (field ? [[field, { column, heading }]] : [])))
}

/** What a field is called in this file, without explanations in parentheses; else in our own template. */
function headingOf(column: Column | undefined, field: FieldDefinition | undefined): string {
  return column?.heading.replace(/[（(].*$/s, '').trim() || field?.label['zh-CN'] || ''
}

function rowReader(
  row: StagedRow,
  columns: Map<string, Column>,
  definition: KindDefinition,
  { list: problems, communities, decisions }: PlanNotes,
  date1904: boolean,
) {
  const shiftDay = (day: string) => (date1904 ? countFrom1900(day) : day)
  let errors = 0
  let repeated = false
  const note = (severity: 'error' | 'warning', field: string | null, code: ProblemCode, params: ProblemParams = {}) => {
    if (severity === 'error') errors += 1
    const at = { sheet: row.sheet, row: row.row, column: columns.get(field ?? '')?.column ?? null, field }
    problems.push({ severity, ...at, code, params: { ...(field === null ? {} : shown(field)), ...params } })
  }
  const text = (field: string) => (row.fields[field] ?? '').trim()
  const definitionOf = (field: string) => definition.fields.find(known => known.field === field)
  const heading = (field: string) => headingOf(columns.get(field), definitionOf(field)) || field
  const shown = (field: string): ProblemParams => {
    const value = definitionOf(field)?.personal ? maskPersonal(text(field)) : text(field)
    return value === '' ? { heading: heading(field) } : { value, heading: heading(field) }
  }
  const read = <T>(field: string, parse: Parse<T>): T | null => {
    if (EXCEL_ERROR.test(text(field))) {
      note('error', field, 'value_broken')
      return null
    }
    const parsed = parseDecided(parse, definitionOf(field)?.day ? shiftDay(text(field)) : text(field), () =>
      decisions?.get(cellKey({ ...row, column: columns.get(field)?.column ?? null })),
    )
    if ('value' in parsed) {
      if (parsed.warning) note('warning', field, parsed.warning.code, parsed.warning.params)
      return parsed.value
    }
    if ('leftOut' in parsed) repeated = true
    const remark = 'leftOut' in parsed ? parsed.leftOut : parsed.error
    note('leftOut' in parsed ? 'warning' : 'error', field, remark.code, remark.params)
    return null
  }
  const reader: RowReader = {
    ...{ sheet: row.sheet, row: row.row, text, heading },
    required: (field, parse) => {
      if (text(field) !== '') return read(field, parse)
      note('error', field, 'value_missing')
      return null
    },
    optional: (field, parse) => (text(field) === '' ? null : read(field, parse)),
    ifKnown: (field, parse) => {
      const parsed = text(field) === '' ? null : parse(text(field))
      if (parsed && 'error' in parsed) note('warning', field, 'choice_unused', parsed.error.params)
      return parsed && 'value' in parsed ? parsed.value : null
    },
    fail: (field, code, params) => note('error', field, code, params),
    warn: (field, code, params) => note('warning', field, code, params),
    skip: (field, code) => {
      repeated = true
      note('warning', field, code)
    },
    repeat: (earlier, code = 'row_repeated') => {
      repeated = true
      note('warning', null, code, { row: earlier })
    },
    failed: () => errors > 0,
    leftOut: () => repeated,
    isHere: (index, count) => isPartHere(communitiesOf(text('community')), communities, index, count),
  }
  return { reader, isRepeated: () => repeated }
}

function isPartHere(names: readonly string[], known: CommunityNames | undefined, index: number, count: number) {
  if (!names.some(name => known?.others.has(name))) return true
  return names.length === count ? !known?.others.has(names[index] ?? '') : null
}

/** What a person decides of a cell, by what is noted until then. */
const DECIDED_WORDS: Partial<Record<ProblemCode, { decided: ProblemCode; leftOut: ProblemCode }>> = {
  cents_undecided: { decided: 'cents_decided', leftOut: 'cents_left_out' },
  area_undecided: { decided: 'area_decided', leftOut: 'area_left_out' },
}
/** Codes of cells that a person decides or has decided. */
export const DECISION_CODES = Object.entries(DECIDED_WORDS).flatMap(([open, { decided, leftOut }]) => [
  open,
  decided,
  leftOut,
])

/** What a text means; where it is no whole fen or area of two decimals, as a person has decided: a warning says what was taken, or that its row stays out. */
function parseDecided<T>(
  parse: Parse<T>,
  text: string,
  decisionOf: () => CentsDecision | undefined,
): Parsed<T> | { leftOut: Remark } {
  const parsed = parse(text)
  if (!('error' in parsed)) return parsed
  const words = DECIDED_WORDS[parsed.error.code]
  const decision = words && decisionOf()
  if (!words || !decision) return parsed
  const params = { ...parsed.error.params, person: decision.by }
  if (decision.take === 'leave') return { leftOut: { code: words.leftOut, params } }
  const taken = String(parsed.error.params[decision.take])
  const again = parse(taken)
  return 'error' in again ? again : { ...again, warning: { code: words.decided, params: { ...params, taken } } }
}

function communitiesOf(text: string): string[] {
  return tidyText(text)
    .split(/[、,;]/)
    .map(name => name.trim())
}

/** Whether a row says that it is of another community of the company and not of this one, which is noted. */
function isElsewhere(row: RowReader, { communities }: PlanNotes): boolean {
  const names = communitiesOf(row.text('community'))
  if (!communities || names.includes(communities.own)) return false
  if (!names.some(name => communities.others.has(name))) return false
  row.fail('community', 'community_other')
  return true
}

/**
 * Reads all rows of one kind, one after the other. `read` notes faults on the row and returns a proposal or null; a row
 * with a fault is counted as rejected whatever `read` returned. Sheets without a required column are refused as a whole.
 */
export async function planRows<T extends SourceRow>(
  sheets: readonly StagedSheet[],
  definition: KindDefinition,
  problems: PlanNotes,
  read: (row: RowReader) => T | null,
): Promise<{ proposals: T[]; count: RowCount }> {
  const proposals: T[] = []
  const count: RowCount = { total: 0, ok: 0, rejected: 0, repeated: 0 }
  for (const sheet of sheets.filter(({ mapping }) => mapping.kind === definition.kind)) {
    const columns = columnsByField(sheet)
    const missing = definition.fields.filter(({ field, required }) => required && !columns.has(field))
    for (const { field, label } of missing) {
      const at = { sheet: sheet.mapping.sheet, row: sheet.mapping.headerRow, column: null, field }
      const params = { sheet: sheet.mapping.sheet, heading: label['zh-CN'] }
      problems.list.push({ severity: 'error', ...at, code: 'column_missing', params })
    }
    count.total += sheet.rows.length
    if (missing.length > 0) {
      count.rejected += sheet.rows.length
      continue
    }
    for (const row of sheet.rows) {
      const { reader, isRepeated } = rowReader(row, columns, definition, problems, sheet.date1904 ?? false)
      if (row.hidden) reader.warn(null, 'row_hidden')
      const proposal = isElsewhere(reader, problems) ? null : read(reader)
      problems.rows += 1
      if (problems.rows % ROWS_PER_TURN === 0) await problems.pace(problems.rows)
      if (reader.failed()) count.rejected += 1
      else if (isRepeated()) count.repeated += 1
      else if (proposal) {
        count.ok += 1
        proposals.push(proposal)
      }
    }
  }
  return { proposals, count }
}
