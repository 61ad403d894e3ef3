import type { SheetKind } from '../workbook/mapping.ts'

export type FieldDefinition = {
  field: string
  /** The heading in our own template; English for screens. */
  label: { 'zh-CN': string; en: string }
  /** Other headings under which the column is found. */
  headings: readonly string[]
  /** A sheet without this column cannot be read as this kind. */
  required: boolean
}

export type KindDefinition = {
  kind: SheetKind
  label: { 'zh-CN': string; en: string }
  fields: readonly FieldDefinition[]
}

export function field(
  name: string,
  zh: string,
  en: string,
  { required = false, headings = [] }: { required?: boolean; headings?: readonly string[] } = {},
): FieldDefinition {
  return { field: name, label: { 'zh-CN': zh, en }, headings, required }
}

/** Where a proposal comes from. */
export type SourceRow = { sheet: string; row: number }
