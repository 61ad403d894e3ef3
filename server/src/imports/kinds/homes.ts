import type { StagedRow, StagedSheet } from '../workbook/mapping.ts'
import { tidyText } from '../workbook/parsed.ts'
import { buildingCode, unitCode } from '../workbook/room-address.ts'
import { BUILDINGS_UNITS } from './buildings-units.ts'
import type { KindDefinition } from './kind.ts'
import { PEOPLE } from './people.ts'
import { PREMISES } from './premises.ts'

/** Rooms with their units and whoever owns or lives in them, all in one row: the sheet that most companies keep. */
export const HOMES: KindDefinition = {
  kind: 'homes',
  label: { 'zh-CN': '房屋与业主', en: 'Homes with owners' },
  fields: [
    ...PREMISES.fields.filter(({ field }) => !['ownerRef', 'charges', 'chargesFrom'].includes(field)),
    ...BUILDINGS_UNITS.fields.filter(({ field }) => field === 'floors' || field === 'hasLift'),
    ...PEOPLE.fields
      .filter(
        ({ field }) =>
          !['room', 'building', 'unit'].includes(field) && !PREMISES.fields.some(own => own.field === field),
      )
      .map(known => (known.field === 'kind' ? { ...known, headings: [...known.headings, '业主类型'] } : known)),
  ],
}

/** A column that the file does not have; a unit that it does not name is 0, none. */
const NO_UNIT = { column: '', heading: '单元', field: 'unit' }

/** Which field of which other kind a field of a home is. */
const PARTS = [
  { kind: 'buildings-units', fields: { building: 'building', unit: 'unit', floors: 'floors', hasLift: 'hasLift' } },
  {
    kind: 'premises',
    fields: Object.fromEntries(PREMISES.fields.map(({ field }) => [field, field])) as Record<string, string>,
  },
  {
    kind: 'people',
    fields: {
      ...{ name: 'name', phones: 'phones', idNumber: 'idNumber', sex: 'sex', kind: 'kind', relation: 'relation' },
      ...{ code: 'room', building: 'building', unit: 'unit', share: 'share', fromOn: 'fromOn', toOn: 'toOn' },
    } as Record<string, string>,
  },
] as const

/** Each sheet of homes as the three sheets that it is in one; other sheets stay. */
export function takeHomesApart(sheets: readonly StagedSheet[]): StagedSheet[] {
  return sheets.flatMap(sheet =>
    sheet.mapping.kind === 'homes' ? PARTS.map(part => partOf(sheet, part.kind, fieldsOfPart(part, sheet))) : [sheet],
  )
}

/** Where nothing says since when somebody lives there, the owner is there since the hand-over. */
function fieldsOfPart({ kind, fields }: (typeof PARTS)[number], { mapping }: StagedSheet): Record<string, string> {
  const says = mapping.columns.some(column => column.field === 'fromOn')
  return kind === 'people' && !says ? { ...fields, deliveredOn: 'fromOn' } : fields
}

function partOf(sheet: StagedSheet, kind: (typeof PARTS)[number]['kind'], fields: Record<string, string>): StagedSheet {
  const columns = sheet.mapping.columns.map(column => ({ ...column, field: fields[column.field ?? ''] ?? null }))
  const withUnit = kind === 'buildings-units' && !columns.some(column => column.field === 'unit')
  const rows = sheet.rows.map(row => rowOf(row, kind, fields))
  return {
    ...sheet,
    mapping: { ...sheet.mapping, kind, columns: withUnit ? [...columns, NO_UNIT] : columns },
    rows: rowsOfPart(sheet, kind, rows),
    ignoredColumns: [],
    ignoredRows: [],
  }
}

function rowsOfPart(
  { rows: whole }: StagedSheet,
  kind: (typeof PARTS)[number]['kind'],
  rows: StagedRow[],
): StagedRow[] {
  if (kind === 'buildings-units') return distinct(rows)
  return kind === 'people' ? rows.filter(named) : eachHomeOnce(whole, rows)
}

/**
 * A home with three owners is three rows that say the same of the home: no repetition, unless they say the same of all. The first
 * knows the others, for where it stays out itself.
 */
function eachHomeOnce(whole: readonly StagedRow[], rows: readonly StagedRow[]): StagedRow[] {
  const homes = new Map<string, number[]>()
  const seen = new Set<string>()
  return rows.flatMap((row, index) => {
    const [home, all] = [JSON.stringify(row.fields), JSON.stringify(whole[index]?.fields)]
    const others = homes.get(home)
    const again = others !== undefined && !seen.has(all)
    seen.add(all)
    if (again) others.push(row.row)
    if (again) return []
    const alsoIn = others ?? []
    homes.set(home, alsoIn)
    return [{ ...row, alsoIn }]
  })
}

function rowOf(row: StagedRow, kind: string, fields: Record<string, string>): StagedRow {
  const own = Object.entries(row.fields).flatMap(([name, text]) => (fields[name] ? [[fields[name], text]] : []))
  const unit = kind === 'buildings-units' && !row.fields.unit ? { unit: '0' } : {}
  // That a row is hidden is told once.
  const hidden = kind === 'premises' && row.hidden ? { hidden: true } : {}
  return { sheet: row.sheet, row: row.row, fields: { ...Object.fromEntries(own), ...unit }, ...hidden }
}

/** The unit of two hundred homes is one row; a home that says otherwise of it is another. */
function distinct(rows: readonly StagedRow[]): StagedRow[] {
  const seen = new Map<string, StagedRow>()
  for (const row of rows) {
    const { building = '', unit = '', floors = '', hasLift = '' } = row.fields
    const key = [buildingCode(building), unitCode(unit), tidyText(floors), tidyText(hasLift)].join('\n')
    if (!seen.has(key)) seen.set(key, row)
  }
  return [...seen.values()]
}

/** Homes that nobody owns yet name nobody. */
function named({ fields }: StagedRow): boolean {
  return [fields.name, fields.phones, fields.idNumber].some(text => (text ?? '').trim() !== '')
}
