import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { assignRules, ensureRules } from '../../billing/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import {
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
  premisesKey,
  rooms,
} from '../../registry/index.ts'
import type { OwnerProposal } from '../kinds/owners.ts'
import type { NamedPerson } from '../kinds/people.ts'
import type { PremisesProposal } from '../kinds/premises.ts'
import type { RoomKey } from '../kinds/room-ref.ts'
import type { SpaceProposal } from '../kinds/spaces.ts'
import { imports } from '../tables.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'
import { applyChanges, areaChanges, stateChanges } from './apply-changes.ts'
import type { Phase, Run } from './follow-run.ts'
import { knownStates } from './known-states.ts'
import { occupanciesOf, wantedPersons } from './write-households.ts'
import { writeOpening } from './write-opening.ts'
import { type WantedPerson, writePersons } from './write-persons.ts'
import { writeReadings } from './write-readings.ts'
import { writeLeases, writeMeters, writeStaff } from './write-things.ts'
import { writeParking } from './write-vehicles.ts'

/** How many of a kind the plan holds, how many of them were new, and how many are known but said otherwise. */
export interface Written {
  total: number
  created: number
  changed: number
}

export type WrittenCounts = Record<
  | 'buildings'
  | 'units'
  | 'owners'
  | 'people'
  | 'chargeRules'
  | 'premises'
  | 'occupancies'
  | 'assignments'
  | 'spaces'
  | 'vehicles'
  | 'meters'
  | 'readings'
  | 'openingReadings'
  | 'employees'
  | 'certificates'
  | 'leases'
  | 'debts'
  | 'purses'
  | 'deposits'
  | 'pastPayments'
  | 'formerBills',
  Written
>

/** Something stored that the workbook says otherwise; taken over only when a person has confirmed its kind. */
export interface ProposedChange {
  kind: 'owners' | 'people' | 'premises'
  sheet: string
  row: number
  label: string
  objectId: string
  field: 'phone' | 'areaM2' | 'state'
  /** As people may read it: numbers of people are masked. */
  before: string | null
  after: string
  /** In full. */
  value: string
  valueBefore: string | null
  /** An area: whether it takes the place of one from the very same day. */
  replaces?: boolean
}

export type ChangeKind = ProposedChange['kind']

/** An area read from a list that gives no date holds since always, so that bills of earlier months find it. */
const SINCE_ALWAYS = '1900-01-01'

export interface Place {
  communityId: string
  importId: string
  /** Of the file: its rows are written once. */
  sha256: Buffer
  /** The day of the cut-over, for opening balances. */
  asOfOn: string
}

/** Rows written at once: enough for set-based speed, few enough that progress moves and a stop is heard. */
const PART = { least: 500, most: 2500 }

/** Counts the rows as they are written and hears whether to stop. */
export interface Writer {
  parts<T>(rows: readonly T[], write: (part: readonly T[]) => Promise<number>): Promise<number>
}

/** After so many parts the tables are looked at anew, so that the planner knows that they are not empty any more. */
const LOOKED_AT_AFTER = [1, 4]

function writer(tx: Tx, run: Run, phase: Phase, total: number): Writer {
  let done = 0
  return {
    async parts(rows, write) {
      let created = 0
      const size = Math.min(PART.most, Math.max(PART.least, Math.ceil(rows.length / 10)))
      for (let start = 0; start < rows.length; start += size) {
        const part = rows.slice(start, start + size)
        created += await write(part)
        done += part.length
        if (rows.length > PART.least && LOOKED_AT_AFTER.includes(start / size + 1))
          await sql`select imports.refresh_statistics()`.execute(imports(tx))
        await run.tick({ phase, done, total, ...(phase === 'writing' ? { rowsWritten: done } : {}) })
      }
      return created
    },
  }
}

/**
 * Writes a plan through the commands of registry and billing, adding only what is not there: the same plan again writes
 * nothing. What is there but said otherwise is proposed, and taken over for the kinds in `apply`. The dry run is this very
 * function, rolled back.
 */
export async function writeProposals(
  tx: Tx,
  actor: Actor,
  place: Place,
  plan: ImportPlan,
  run: Run,
  options: { phase: Phase; apply?: ReadonlySet<ChangeKind> },
): Promise<{ counts: WrittenCounts; changes: ProposedChange[] }> {
  const { communityId } = place
  const write = writer(tx, run, options.phase, rowsOf(plan))
  const buildings = await ensureBuildings(tx, actor, communityId, plan.buildings)
  const units = await write.parts(plan.units, async part => {
    return (await ensureUnits(tx, actor, communityId, [...part])).created
  })
  const rules = await writeRules(tx, actor, communityId, plan, write)
  const homes = await writePremises(tx, actor, place, plan, write)
  const { idByKey } = homes
  const ground = groundOf(idByKey)
  const wanted = wantedPersons(plan, ground)
  const persons = await writePersons(tx, actor, place, wanted.all, write)
  const idOf = (person: WantedPerson | undefined) => (person && persons.idOf.get(person)) ?? ''
  const personOf = {
    owner: (owner: OwnerProposal) => idOf(wanted.byOwner.get(owner)),
    named: (named: NamedPerson) => idOf(wanted.byNamed.get(named)),
  }
  const states = await knownStates(tx, actor, plan, homes)
  const occupancies = occupanciesOf(plan, personOf, { ...ground, ownerResides: states.ownerResides })
  const housed = await write.parts(occupancies, part => ensureOccupancies(tx, actor, [...part], states))
  const ownerByRef = new Map(plan.owners.map(owner => [owner.ref, owner]))
  const ownerOfSpace = ({ ownerRef }: SpaceProposal) => {
    const owner = ownerRef === null ? undefined : ownerByRef.get(ownerRef)
    return owner ? personOf.owner(owner) : null
  }
  const vehicles = await writeParking(tx, actor, place, plan, { ...ground, ownerOfSpace }, write)
  const assignments = assignmentsOf(plan, rules.idByCode, idByKey)
  const assigned = await write.parts(assignments, part => assignRules(tx, actor, part))
  const meters = await writeMeters(tx, actor, place, plan, ground, write)
  const readings = await writeReadings(tx, actor, place, plan, write)
  const staff = await writeStaff(tx, actor, plan, write)
  const partyOf = (party: NamedPerson) => idOf(wanted.byParty.get(party))
  const leases = await writeLeases(tx, actor, place, plan, { ...ground, partyOf }, write)
  const placeOf = (key: string) => known(idByKey, key)
  const opening = await writeOpening(tx, actor, place, plan, { placeOf }, write)
  const others = await stateChanges(tx, actor, plan.premises, homes.before)
  const changes = [...persons.changes, ...homes.changes, ...others]
  await applyChanges(tx, actor, place, changes, options.apply ?? new Set())
  const people = { owners: wanted.byOwner.size, people: wanted.all.length - wanted.byOwner.size }
  const fresh = (kind: 'owners' | 'people') => persons.createdOf(kind)
  const counted = (kind: ChangeKind) => rowsOfKind(changes, kind)
  return {
    changes,
    counts: {
      buildings: { total: plan.buildings.length, created: buildings.created, changed: 0 },
      units: { total: plan.units.length, created: units, changed: 0 },
      owners: { total: people.owners, created: fresh('owners'), changed: counted('owners') },
      people: { total: people.people, created: fresh('people'), changed: counted('people') },
      chargeRules: { total: plan.chargeRules.length, created: rules.created, changed: 0 },
      premises: { total: plan.premises.length, created: homes.rooms, changed: counted('premises') },
      occupancies: { total: occupancies.length, created: housed, changed: 0 },
      assignments: { total: assignments.length, created: assigned, changed: 0 },
      spaces: { total: plan.spaces.length, created: homes.spaces, changed: 0 },
      vehicles,
      meters,
      ...readings,
      ...staff,
      leases,
      ...opening,
    },
  }
}

/** Rows, not fields: a room with another area and another state is one. */
function rowsOfKind(changes: readonly ProposedChange[], kind: ChangeKind): number {
  return new Set(changes.filter(change => change.kind === kind).map(change => change.objectId)).size
}

/** How many rows all steps together write. */
function rowsOf(plan: ImportPlan): number {
  const charged = plan.premises.reduce((sum, room) => sum + room.assignments.length, 0)
  const named = plan.people.reduce((sum, row) => sum + row.people.length, 0)
  const homes = plan.premises.length + plan.spaces.length
  return (
    plan.units.length +
    plan.owners.length +
    plan.chargeRules.length +
    homes * 2 +
    charged +
    named * 2 +
    plan.vehicles.length +
    plan.meters.length +
    plan.readings.length +
    plan.openingReadings.length +
    plan.staff.length +
    plan.leases.length +
    plan.debts.length +
    plan.purses.length +
    plan.deposits.length +
    plan.pastPayments.length
  )
}

/** Where the rows of other sheets find rooms and spaces. */
function groundOf(idByKey: Map<string, string>) {
  return {
    roomOf: (room: PremisesProposal) => known(idByKey, premisesKey(room)),
    spaceOf: ({ areaCode, code }: SpaceProposal) =>
      known(idByKey, premisesKey({ buildingCode: null, unitCode: null, areaCode, code })),
    premisesOf: ({ buildingCode, unitCode, roomCode, areaCode = null }: RoomKey) =>
      known(idByKey, premisesKey({ buildingCode, unitCode, areaCode, code: roomCode })),
  }
}

async function writePremises(tx: Tx, actor: Actor, place: Place, plan: ImportPlan, write: Writer) {
  const { communityId } = place
  // Rows that only name rooms need to know them all, too.
  const { idByKey: before } = await ensurePremises(tx, actor, communityId, [])
  const changes = await areaChanges(tx, actor, plan.premises, before)
  const add = async (part: readonly PremisesInput[]) => {
    const fresh = part.filter(room => !before.has(premisesKey(room))).map(room => ({ ...room, id: newId() }))
    return fresh.length === 0 ? 0 : (await rooms.addPremises(tx, actor, communityId, fresh)).length
  }
  const added = await write.parts(plan.premises, part => add(part.map(roomInput)))
  const spaces = await write.parts(plan.spaces, part => add(part.map(spaceInput)))
  // Read once, when all are there, rather than with each part.
  const { idByKey } = added + spaces > 0 ? await ensurePremises(tx, actor, communityId, []) : { idByKey: before }
  const said = plan.premises.flatMap(room => {
    const { deliveredOn, state } = room
    const premisesId = idByKey.get(premisesKey(room))
    if (deliveredOn === null || state === null || state === 'handed-over' || !premisesId) return []
    return before.has(premisesKey(room)) ? [] : [{ premisesId, communityId, state, fromOn: today(), reason: '导入' }]
  })
  if (said.length > 0) await rooms.addStates(tx, actor, said)
  return { idByKey, before, rooms: added, spaces, changes }
}

type PremisesInput = Parameters<typeof ensurePremises>[3][number]

/** A room that is handed over since a day is so first; the state that its row names is the one of today. */
function roomInput({ sheet: _, row: __, deliveredOn, state, ...room }: PremisesProposal): PremisesInput {
  const since = deliveredOn === null ? {} : { stateFrom: deliveredOn }
  return { ...room, ...since, state: deliveredOn ? 'handed-over' : (state ?? 'handed-over'), areaFrom: SINCE_ALWAYS }
}

function spaceInput(space: SpaceProposal): PremisesInput {
  const { areaCode, code, areaM2, floor } = space
  return { ...NO_ROOM, areaCode, code, areaM2, floor, areaFrom: SINCE_ALWAYS }
}

async function writeRules(
  tx: Tx,
  actor: Actor,
  communityId: string,
  plan: ImportPlan,
  write: Writer,
): Promise<{ idByCode: Map<string, string>; created: number }> {
  const inputs = plan.chargeRules.map(({ sheet: _, row: __, ref: ___, billingDay: ____, ...terms }) => ({
    ...RULE_TERMS,
    ...terms,
    code: ruleCode(terms.name),
  }))
  const idByCode = new Map<string, string>()
  const created = await write.parts(inputs, async part => {
    const rules = await ensureRules(tx, actor, communityId, part)
    for (const [code, id] of rules.idByCode) idByCode.set(code, id)
    return rules.created
  })
  return { idByCode, created }
}

function assignmentsOf(plan: ImportPlan, ruleIdByCode: Map<string, string>, idByKey: Map<string, string>) {
  const ruleName = new Map(plan.chargeRules.map(rule => [rule.ref, rule.name]))
  return plan.premises.flatMap(room =>
    room.assignments.map(assignment => ({
      ruleId: known(ruleIdByCode, ruleCode(ruleName.get(assignment.ruleRef) ?? '')),
      premisesId: known(idByKey, premisesKey(room)),
      startsOn: assignment.startsOn,
    })),
  )
}

/** What the workbook does not say: lines by contract month from the start date (domain.md R3), due on the billing date. */
const RULE_TERMS = { lineGrain: 'contract-month', proration: 'ACTUAL', dueDays: 0 } as const

const CODE_LENGTH_MAX = 20

/** A rule is known by its name, unique in a workbook; its number means nothing outside. A long name is cut and told apart by a digest. */
function ruleCode(name: string): string {
  if (name.length <= CODE_LENGTH_MAX) return name
  return `${name.slice(0, 12)}-${createHash('sha256').update(name).digest('hex').slice(0, 7)}`
}

const NO_ROOM = {
  buildingCode: null,
  unitCode: null,
  use: 'parking',
  state: 'handed-over',
  layoutCode: null,
  innerAreaM2: null,
} as const

/** What a map must hold because the plan was checked; its absence is a programmer's error. */
function known(map: Map<string, string>, key: string): string {
  const id = map.get(key)
  if (!id) throw new Error(`The plan names "${key}", which was not written.`)
  return id
}
