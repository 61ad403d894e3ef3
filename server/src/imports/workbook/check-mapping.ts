import { kindDefinition } from '../kinds/kinds.ts'
import type { SheetMapping } from './mapping.ts'

export type MappingFault = {
  reason: 'field_unknown' | 'field_twice' | 'column_twice'
  sheet: string
  column: string
  field: string
}

/** What is wrong with a mapping that a person made: a field its kind does not have, or two columns for one field. */
export function checkMapping({ sheet, kind, columns }: SheetMapping): MappingFault | null {
  if (kind === null) return null
  const known = new Set(kindDefinition(kind)?.fields.map(({ field }) => field))
  const takenFields = new Set<string>()
  const takenColumns = new Set<string>()
  for (const { column, field } of columns) {
    if (field === null) continue
    if (!known.has(field)) return { reason: 'field_unknown', sheet, column, field }
    if (takenFields.has(field)) return { reason: 'field_twice', sheet, column, field }
    if (takenColumns.has(column)) return { reason: 'column_twice', sheet, column, field }
    takenFields.add(field)
    takenColumns.add(column)
  }
  return null
}
