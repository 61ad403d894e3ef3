import type { StagedSheet } from '../workbook/mapping.ts'
import { parseInteger } from '../workbook/parse-number.ts'
import { parseYesNo } from '../workbook/parse-words.ts'
import type { Parse } from '../workbook/parsed.ts'
import { enter, type RefBook, refBook, takenBy } from '../workbook/ref-book.ts'
import { buildingCode, buildingName, unitCode } from '../workbook/room-address.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'

export type BuildingProposal = SourceRow & { code: string; name: string }
export type UnitProposal = SourceRow & {
  buildingCode: string
  code: string
  floors: number | null
  hasLift: boolean
}

export const BUILDINGS_UNITS: KindDefinition = {
  kind: 'buildings-units',
  label: { 'zh-CN': '楼栋单元', en: 'Buildings and units' },
  fields: [
    field('building', '楼栋号', 'Building', { required: true, headings: ['楼栋编号', '楼栋', '楼号', '幢号', '栋号'] }),
    field('unit', '单元编号', 'Unit', { required: true, headings: ['单元号', '单元'] }),
    field('floors', '总层数', 'Floors', { headings: ['层数', '楼层数', '地上层数'] }),
    field('hasLift', '是否有电梯', 'Lift', { headings: ['电梯', '有无电梯', '是否电梯'] }),
  ],
}

const parseBuildingCode: Parse<string> = text => ({ value: buildingCode(text) })
const parseUnitCode: Parse<string> = text => ({ value: unitCode(text) })

/** The key under which other rows refer to a unit. */
export function unitKey(building: string, unit: string): string {
  return `${building}\n${unit}`
}

function readUnit(row: RowReader, units: RefBook<UnitProposal>): UnitProposal | null {
  const building = row.required('building', parseBuildingCode)
  const unit = row.required('unit', parseUnitCode)
  const floors = row.optional('floors', parseInteger(1, 200))
  const hasLift = row.optional('hasLift', parseYesNo) ?? false
  if (building === null || unit === null) return null
  const { sheet, row: number } = row
  const proposal = { sheet, row: number, buildingCode: building, code: unit, floors, hasLift }
  const earlier = units.accepted.get(unitKey(building, unit))
  if (earlier && !row.failed()) {
    if (earlier.floors === floors && earlier.hasLift === hasLift) row.repeat(earlier.row)
    else row.fail(null, 'unit_conflict', { building: buildingName(building), unit, row: earlier.row })
  }
  const proposed = row.failed() ? null : proposal
  if (!takenBy(units, unitKey(building, unit))) enter(units, unitKey(building, unit), row, proposed)
  return proposed
}

/** The good units, and the codes of the buildings that are there with them. */
export async function planBuildingsUnits(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  known: readonly { buildingCode: string; unitCode: string }[] = [],
  knownBuildings: readonly string[] = [],
) {
  const units = refBook<UnitProposal>(known.map(unit => unitKey(unit.buildingCode, unit.unitCode)))
  const { proposals, count } = await planRows(sheets, BUILDINGS_UNITS, problems, row => readUnit(row, units))
  const buildingCodes = new Set([...proposals, ...known].map(unit => unit.buildingCode).concat(knownBuildings))
  return { units: proposals, count, unitBook: units, buildingCodes }
}

/** The buildings of these units, in the order they first occur. */
export function buildingsOf(units: readonly UnitProposal[]): BuildingProposal[] {
  const buildings = new Map<string, BuildingProposal>()
  for (const { buildingCode: code, sheet, row } of units) {
    if (!buildings.has(code)) buildings.set(code, { sheet, row, code, name: buildingName(code) })
  }
  return [...buildings.values()]
}
