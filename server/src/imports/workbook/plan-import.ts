import { type BuildingProposal, planBuildingsUnits, type UnitProposal } from '../kinds/buildings-units.ts'
import { type ChargeRuleProposal, planChargeRules } from '../kinds/charge-rules.ts'
import { type OwnerProposal, planOwners } from '../kinds/owners.ts'
import { type PeopleProposal, planPeople } from '../kinds/people.ts'
import { type PremisesProposal, planPremises } from '../kinds/premises.ts'
import { roomKeyText } from '../kinds/room-ref.ts'
import { planSpaces, type SpaceProposal } from '../kinds/spaces.ts'
import { planVehicles, type VehicleProposal } from '../kinds/vehicles.ts'
import type { SheetKind, StagedSheet } from './mapping.ts'
import { type ImportProblem, sortProblems } from './problem.ts'
import type { PlanNotes, RowCount } from './sheet-plan.ts'

export type ImportPlan = {
  buildings: BuildingProposal[]
  units: UnitProposal[]
  owners: OwnerProposal[]
  chargeRules: ChargeRuleProposal[]
  premises: PremisesProposal[]
  spaces: SpaceProposal[]
  people: PeopleProposal[]
  vehicles: VehicleProposal[]
  /** In the order of the workbook. */
  problems: ImportProblem[]
  counts: Record<SheetKind, RowCount>
}

/**
 * What exists outside the workbook and may be referred to: needed when a workbook holds only some of the sheets. Numbers
 * of owners and charges are numbers of the former system; whoever passes them must know what they stand for.
 */
export type KnownThings = {
  units?: readonly { buildingCode: string; unitCode: string }[]
  ownerRefs?: readonly string[]
  ruleRefs?: readonly string[]
  /** Rooms by `roomKeyText`. */
  rooms?: ReadonlySet<string>
  /** Today, `YYYY-MM-DD`; a plan does not look at the clock. */
  today?: string
}

/**
 * Understands staged rows: what should exist afterwards, each with the row it comes from, and every problem with its cell.
 * Pure: the same rows give the same plan, and nothing is compared with what is stored.
 */
export async function planImport(
  sheets: readonly StagedSheet[],
  known: KnownThings = {},
  pace: (rows: number) => Promise<void> = async () => undefined,
): Promise<ImportPlan> {
  const problems: PlanNotes = { list: [], rows: 0, pace }
  const {
    buildings,
    units,
    unitBook,
    buildingCodes,
    count: unitCount,
  } = await planBuildingsUnits(sheets, problems, known.units)
  const { owners, ownerBook, count: ownerCount } = await planOwners(sheets, problems, known.ownerRefs)
  const { chargeRules, ruleBook, count: ruleCount } = await planChargeRules(sheets, problems, known.ruleRefs)
  const surroundings = { units: unitBook, buildingCodes, owners: ownerBook, rules: ruleBook }
  const { premises, count: premisesCount } = await planPremises(sheets, problems, surroundings)
  const { spaces, count: spaceCount } = await planSpaces(sheets, problems, ownerBook)
  const here = new Set(premises.map(room => roomKeyText({ ...room, roomCode: room.code })))
  const rooms = { has: (key: string) => here.has(key) || (known.rooms?.has(key) ?? false) }
  const { people, count: peopleCount } = await planPeople(sheets, problems, rooms)
  const { vehicles, count: vehicleCount } = await planVehicles(sheets, problems, rooms, known.today ?? '')
  const order = sheets.map(({ mapping }) => mapping.sheet)
  return {
    ...{ buildings, units, owners, chargeRules, premises, spaces, people, vehicles },
    problems: sortProblems(problems.list, order),
    counts: {
      'buildings-units': unitCount,
      owners: ownerCount,
      'charge-rules': ruleCount,
      premises: premisesCount,
      spaces: spaceCount,
      people: peopleCount,
      vehicles: vehicleCount,
    },
  }
}
