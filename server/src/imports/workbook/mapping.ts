import { imports } from '@anju/contract'
import { z } from 'zod'

/** Which sheet is read as what, and which column is which field. Templates are these, saved. */
export const SheetMapping = imports.SheetMapping
export type SheetMapping = z.infer<typeof SheetMapping>
export type SheetKind = z.infer<typeof imports.ImportKind>

/** A mapping remembered under a name, for the next file of the same origin. Plain JSON. */
export const MappingTemplate = z.object({
  name: z.string().trim().min(1).max(100),
  sheets: z.array(SheetMapping).min(1).max(30),
})
export type MappingTemplate = z.infer<typeof MappingTemplate>

/** A row as read, in text: what is staged before anything is understood. */
export type StagedRow = {
  sheet: string
  row: number
  fields: Record<string, string>
  hidden?: boolean
  /** Further rows of the sheet that say the same home, for other owners. */
  alsoIn?: readonly number[]
}

/** Columns with content that no field takes: notes beside the table, or columns nobody mapped. */
export type IgnoredColumn = {
  column: string
  /** Of a column inside the table. */
  heading: string | null
  cells: number
  firstRow: number
  lastRow: number
  /** The beginning of the first cell. */
  sample: string
}

export type IgnoredRow = { row: number; reason: 'subtotal' }

export type StagedSheet = {
  mapping: SheetMapping
  rows: StagedRow[]
  ignoredColumns: IgnoredColumn[]
  ignoredRows: IgnoredRow[]
  /** Day numbers of cells without date format are counted from 1904. */
  date1904?: boolean
}
