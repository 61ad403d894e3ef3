import { type BuildingProposal, buildingsOf, planBuildingsUnits, type UnitProposal } from '../kinds/buildings-units.ts'
import { type ChargeRuleProposal, planChargeRules } from '../kinds/charge-rules.ts'
import { type FormerBillProposal, planFormerBills } from '../kinds/former-bills.ts'
import { takeHomesApart } from '../kinds/homes.ts'
import { type LeaseGround, type LeaseProposal, planLeases } from '../kinds/leases.ts'
import { type KnownMeter, type MeterProposal, planMeters } from '../kinds/meters.ts'
import { type OpeningDebtProposal, planDebts } from '../kinds/opening-debts.ts'
import { type OpeningDepositProposal, planDeposits } from '../kinds/opening-deposits.ts'
import { NO_OPENING, type OpeningGround } from '../kinds/opening-ground.ts'
import { type OpeningPurseProposal, planPurses } from '../kinds/opening-purses.ts'
import { type OwnerProposal, planOwners } from '../kinds/owners.ts'
import { type PastPaymentProposal, planPastPayments } from '../kinds/past-payments.ts'
import type { KnownShares, PeopleProposal } from '../kinds/people.ts'
import type { KnownPlaces } from '../kinds/place-ref.ts'
import { type PremisesProposal, planPremises } from '../kinds/premises.ts'
import { NO_READINGS, planReadings, type ReadingGround, type ReadingProposal } from '../kinds/readings.ts'
import type { RoomKey } from '../kinds/room-ref.ts'
import { planSpaces, type SpaceProposal } from '../kinds/spaces.ts'
import { planStaff, type StaffGround, type StaffProposal } from '../kinds/staff.ts'
import { planVehicles, type ReadTold, type VehicleProposal } from '../kinds/vehicles.ts'
import type { SheetKind, StagedSheet } from './mapping.ts'
import { homesIn, planResidents, roomsOf, rowsWithErrors, withoutEchoes } from './plan-residents.ts'
import { type ImportProblem, sortProblems } from './problem.ts'
import type { CentsDecision, CommunityNames, PlanNotes, RowCount } from './sheet-plan.ts'

export type ImportPlan = {
  buildings: BuildingProposal[]
  units: UnitProposal[]
  owners: OwnerProposal[]
  chargeRules: ChargeRuleProposal[]
  premises: PremisesProposal[]
  spaces: SpaceProposal[]
  people: PeopleProposal[]
  vehicles: VehicleProposal[]
  meters: MeterProposal[]
  readings: ReadingProposal[]
  openingReadings: ReadingProposal[]
  staff: StaffProposal[]
  leases: LeaseProposal[]
  debts: OpeningDebtProposal[]
  purses: OpeningPurseProposal[]
  deposits: OpeningDepositProposal[]
  pastPayments: PastPaymentProposal[]
  /** To be compared only. */
  formerBills: FormerBillProposal[]
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
  buildingCodes?: readonly string[]
  /** What the company's communities are called. */
  communities?: CommunityNames
  rooms?: readonly RoomKey[]
  /** Rooms by what our own lists call them. */
  labels?: ReadonlyMap<string, RoomKey>
  /** Shares of owners who are recorded already. */
  shares?: KnownShares
  /** Homes and spaces that are there and have not ended, by `premisesKey`. */
  places?: KnownPlaces
  /** What other files took over from the former system. */
  opening?: Omit<OpeningGround, 'places' | 'today'>
  /** Meters by code. */
  meters?: ReadonlyMap<string, KnownMeter>
  /** Meters that may be read, and what is known of them. */
  readings?: ReadingGround
  /** Without it nobody is known to work here. */
  staff?: StaffGround
  /** Reads what a cell says in the company's own fields of vehicles; without it there are none. */
  readTold?: ReadTold
  /** What is let. */
  leases?: LeaseGround
  /** What was decided about amounts that are no whole fen, by `cellKey`. */
  decisions?: ReadonlyMap<string, CentsDecision>
  /** Today, `YYYY-MM-DD`; a plan does not look at the clock. */
  today?: string
}

/**
 * Understands staged rows: what should exist afterwards, each with the row it comes from, and every problem with its cell.
 * Pure: the same rows give the same plan, and nothing is compared with what is stored.
 */
export async function planImport(
  workbook: readonly StagedSheet[],
  known: KnownThings = {},
  pace: (rows: number) => Promise<void> = async () => undefined,
): Promise<ImportPlan> {
  const notes: PlanNotes = { list: [], rows: 0, pace, communities: known.communities, decisions: known.decisions }
  const sheets = takeHomesApart(workbook)
  const units = await planBuildingsUnits(sheets, notes, known.units, known.buildingCodes)
  const owners = await planOwners(sheets, notes, known.ownerRefs)
  const rules = await planChargeRules(sheets, notes, known.ruleRefs)
  const { unitBook, buildingCodes } = units
  const today = known.today ?? ''
  const places = known.places ?? NO_OPENING.places
  const around = { units: unitBook, buildingCodes, owners: owners.ownerBook, rules: rules.ruleBook, places, today }
  const rooms = await planPremises(sheets, notes, around)
  const spaces = await planSpaces(sheets, notes, owners.ownerBook)
  const people = await planResidents(workbook, sheets, notes, { rooms, units }, known)
  const homes = roomsOf(rooms, known)
  const vehicles = await planVehicles(sheets, notes, homes, today, known.readTold)
  const meters = await planMeters(sheets, notes, homes, today, known.meters)
  const read = await planReadings(sheets, notes, known.readings ?? { ...NO_READINGS, today })
  const staff = await planStaff(sheets, notes, known.staff ?? NO_STAFF)
  const leases = await planLeases(sheets, notes, { rooms: homes, today, ground: known.leases })
  const opening = { ...NO_OPENING, ...known.opening, places, today }
  const debts = await planDebts(sheets, notes, opening)
  const purses = await planPurses(sheets, notes, opening)
  const deposits = await planDeposits(sheets, notes, opening)
  const pastPayments = await planPastPayments(sheets, notes, opening)
  const former = await planFormerBills(sheets, notes, places)
  const order = workbook.map(({ mapping }) => mapping.sheet)
  return {
    ...{
      buildings: buildingsOf(units.units),
      units: units.units,
      owners: owners.owners,
      chargeRules: rules.chargeRules,
      people: people.people,
    },
    ...{ premises: rooms.premises, spaces: spaces.spaces, vehicles: vehicles.vehicles, meters: meters.meters },
    ...{ readings: read.readings.proposals, openingReadings: read.opening.proposals },
    ...{ staff: staff.staff, leases: leases.leases, pastPayments: pastPayments.pastPayments },
    ...{ debts: debts.debts, purses: purses.purses, deposits: deposits.deposits, formerBills: former.formerBills },
    problems: sortProblems(once(withoutEchoes(notes.list, workbook)), order),
    counts: {
      ...{ 'buildings-units': units.count, owners: owners.count, 'charge-rules': rules.count, premises: rooms.count },
      ...{ spaces: spaces.count, people: people.count, vehicles: vehicles.count, meters: meters.count },
      ...{ staff: staff.count, leases: leases.count, homes: countHomes(workbook, notes.list) },
      ...{ 'opening-debts': debts.count, 'opening-purses': purses.count, 'opening-deposits': deposits.count },
      ...{ readings: read.readings.count, 'opening-readings': read.opening.count },
      ...{ 'past-payments': pastPayments.count, 'former-bills': former.count },
    },
  }
}

const NO_STAFF: StaffGround = { communityId: '', teams: [], posts: [], nameByNumber: new Map() }

function countHomes(workbook: readonly StagedSheet[], problems: readonly ImportProblem[]): RowCount {
  const isWhole = homesIn(workbook)
  const total = workbook.reduce((sum, { mapping, rows }) => (mapping.kind === 'homes' ? sum + rows.length : sum), 0)
  const rejected = rowsWithErrors(problems, isWhole).size
  return { total, ok: total - rejected, rejected, repeated: 0 }
}

/** What two parts of one sheet say of the same cell is told once. */
function once(problems: readonly ImportProblem[]): ImportProblem[] {
  const keyOf = ({ sheet, row, column, code }: ImportProblem) => [sheet, row, column, code].join('\n')
  return [...new Map(problems.map(problem => [keyOf(problem), problem])).values()]
}
