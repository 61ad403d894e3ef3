import { imports } from '@anju/contract'
import type { Field, KindFields, SheetKind, SheetMapping, StoredSheet } from './import-query.ts'

/** What a person may change of a sheet as the server has it. */
export function mappingOf({ sheet, kind, headerRow, columns }: StoredSheet): SheetMapping {
  return { sheet, kind, headerRow, columns: columns.map(({ column, heading, field }) => ({ column, heading, field })) }
}

/** The fields that a kind of sheet may have. */
export function fieldsOf(kind: SheetKind | null, all: readonly KindFields[]): readonly Field[] {
  return all.find(one => one.kind === kind)?.fields ?? []
}

/**
 * The sheet as another kind. Back at the kind that the server knows, its mapping comes back; a sheet that was left out keeps its
 * fields for the day it is taken in again; otherwise the headings that the server would recognise for the kind are mapped to its fields.
 */
export function chooseKind(
  sheet: SheetMapping,
  kind: SheetKind | null,
  known: SheetMapping,
  all: readonly KindFields[],
): SheetMapping {
  if (kind === known.kind) return { ...sheet, kind, columns: known.columns }
  if (kind === null || (sheet.kind === null && fits(sheet, fieldsOf(kind, all)))) return { ...sheet, kind }
  return { ...sheet, kind, columns: byHeading(sheet.columns, fieldsOf(kind, all)) }
}

/** Some columns are mapped, and all of them to fields that this kind has. */
function fits(sheet: SheetMapping, fields: readonly Field[]): boolean {
  const mapped = sheet.columns.flatMap(({ field }) => field ?? [])
  return mapped.length > 0 && mapped.every(name => fields.some(({ field }) => field === name))
}

function byHeading(columns: SheetMapping['columns'], fields: readonly Field[]): SheetMapping['columns'] {
  const found = imports.matchHeadings(
    columns.map(column => column.heading),
    fields,
  )
  return columns.map((column, index) => ({ ...column, field: found[index] ?? null }))
}

/** Reads a column as a field. A field comes from one column only: it is taken from the column that had it. */
export function assignField(sheet: SheetMapping, column: string, field: string | null): SheetMapping {
  const columns = sheet.columns.map(one => {
    if (one.column === column) return { ...one, field }
    return field !== null && one.field === field ? { ...one, field: null } : one
  })
  return { ...sheet, columns }
}

/** The fields without which the sheet cannot be read as its kind. */
export function missingFields(sheet: SheetMapping, all: readonly KindFields[]): Field[] {
  const mapped = new Set(sheet.columns.map(({ field }) => field))
  return fieldsOf(sheet.kind, all).filter(({ field, required }) => required && !mapped.has(field))
}

/** Columns in the table with a heading that no field takes, and columns with content beside the table. */
export function unusedColumns(sheet: SheetMapping, ignored: readonly string[]): { column: string; heading: string }[] {
  const inside = sheet.columns.filter(({ field }) => field === null)
  const known = new Set(sheet.columns.map(({ column }) => column))
  const beside = ignored.filter(column => !known.has(column)).map(column => ({ column, heading: '' }))
  return [...inside, ...beside]
}

export function sameMapping(a: readonly SheetMapping[], b: readonly SheetMapping[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Mine of the sheets that differ from what was known, theirs of the others. */
export function keepEdited(of: Record<'known' | 'mine' | 'theirs', SheetMapping[]>): SheetMapping[] {
  const find = (among: SheetMapping[], sheet: string) => among.find(one => one.sheet === sheet)
  return of.theirs.map(their => {
    const [mine, known] = [find(of.mine, their.sheet), find(of.known, their.sheet)]
    return mine && known && !sameMapping([mine], [known]) ? mine : their
  })
}
