import type { SheetKind } from '../workbook/mapping.ts'

export type FieldDefinition = {
  field: string
  /** The heading in our own template; English for screens. */
  label: { 'zh-CN': string; en: string }
  /** Other headings under which the column is found. */
  headings: readonly string[]
  /** A sheet without this column cannot be read as this kind. */
  required: boolean
  /** Numbers by which a person is found: never written out in full in a list of problems. */
  personal: boolean
  /** A day: its number in a cell without date format counts from 1904 where the workbook does. */
  day: boolean
  /** Few files have it: a sheet without it is as much of this kind. */
  extra: boolean
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
  {
    required = false,
    headings = [],
    personal = false,
    day = false,
    extra = false,
  }: Partial<Omit<FieldDefinition, 'field' | 'label'>> = {},
): FieldDefinition {
  return { field: name, label: { 'zh-CN': zh, en }, headings, required, personal, day, extra }
}

/** Where a proposal comes from. */
export type SourceRow = { sheet: string; row: number }

/** Which community a row says that it is of: a row of another one of the company stays out. */
export const COMMUNITY_FIELD = field('community', '小区', 'Community', {
  extra: true,
  headings: ['小区名称', '所属小区', '项目', '项目名称', '所属项目'],
})
