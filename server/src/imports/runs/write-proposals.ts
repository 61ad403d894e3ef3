import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { assignRules, ensureRules } from '../../billing/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { compareDates } from '../../platform/period.ts'
import { blindIndex } from '../../platform/seal.ts'
import {
  addPeople,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
  premisesKey,
} from '../../registry/index.ts'
import type { OwnerProposal } from '../kinds/owners.ts'
import type { PremisesProposal } from '../kinds/premises.ts'
import type { SpaceProposal } from '../kinds/spaces.ts'
import { imports } from '../tables.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'
import type { Phase, Run } from './follow-run.ts'

/** How many of a kind the plan holds and how many of them were new. */
export interface Written {
  total: number
  created: number
}

export type WrittenCounts = Record<
  'buildings' | 'units' | 'owners' | 'chargeRules' | 'premises' | 'occupancies' | 'assignments' | 'spaces',
  Written
>

/** An area read from a list that gives no date holds since always, so that bills of earlier months find it. */
const SINCE_ALWAYS = '1900-01-01'

interface Place {
  communityId: string
  importId: string
}

/** Rows written at once: enough for set-based speed, few enough that progress moves and a stop is heard. */
const PART = { least: 500, most: 2500 }

/** Counts the rows as they are written and hears whether to stop. */
interface Writer {
  parts<T>(rows: readonly T[], write: (part: readonly T[]) => Promise<number>): Promise<number>
}

function writer(run: Run, phase: Phase, total: number): Writer {
  let done = 0
  return {
    async parts(rows, write) {
      let created = 0
      const size = Math.min(PART.most, Math.max(PART.least, Math.ceil(rows.length / 10)))
      for (let start = 0; start < rows.length; start += size) {
        const part = rows.slice(start, start + size)
        created += await write(part)
        done += part.length
        await run.tick({ phase, done, total, ...(phase === 'writing' ? { rowsWritten: done } : {}) })
      }
      return created
    },
  }
}

/**
 * Writes a plan through the commands of registry and billing, adding only what is not there: the same plan again writes
 * nothing. The dry run is this very function, rolled back.
 */
export async function writeProposals(
  tx: Tx,
  actor: Actor,
  place: Place,
  plan: ImportPlan,
  run: Run,
  phase: Phase,
): Promise<WrittenCounts> {
  const { communityId } = place
  const occupied = plan.premises.length + plan.spaces.length
  const charged = plan.premises.reduce((sum, room) => sum + room.assignments.length, 0)
  const total = plan.units.length + plan.owners.length + plan.chargeRules.length + occupied * 2 + charged
  const write = writer(run, phase, total)
  const buildings = await ensureBuildings(tx, actor, communityId, plan.buildings)
  const units = await write.parts(plan.units, async part => {
    return (await ensureUnits(tx, actor, communityId, [...part])).created
  })
  const owners = await writeOwners(tx, actor, place, plan.owners, write)
  const rules = await writeRules(tx, actor, communityId, plan, write)
  const idByKey = new Map<string, string>()
  const ensure = (inputs: readonly PremisesInput[]) =>
    write.parts(inputs, async part => {
      const { idByKey: ids, created } = await ensurePremises(tx, actor, communityId, [...part])
      for (const [key, id] of ids) idByKey.set(key, id)
      return created
    })
  const premises = await ensure(plan.premises.map(roomInput))
  const spaces = await ensure(plan.spaces.map(spaceInput))
  const occupancies = occupanciesOf(plan, owners.idByRef, idByKey)
  const assignments = assignmentsOf(plan, rules.idByCode, idByKey)
  return {
    buildings: { total: plan.buildings.length, created: buildings.created },
    units: { total: plan.units.length, created: units },
    owners: { total: plan.owners.length, created: owners.created },
    chargeRules: { total: plan.chargeRules.length, created: rules.created },
    premises: { total: plan.premises.length, created: premises },
    occupancies: {
      total: occupancies.length,
      created: await write.parts(occupancies, part => ensureOccupancies(tx, actor, [...part])),
    },
    assignments: {
      total: assignments.length,
      created: await write.parts(assignments, part => assignRules(tx, actor, part)),
    },
    spaces: { total: plan.spaces.length, created: spaces },
  }
}

type PremisesInput = Parameters<typeof ensurePremises>[3][number]

function roomInput({ sheet: _, row: __, ...room }: PremisesProposal): PremisesInput {
  return { ...room, areaCode: null, state: 'handed-over', areaFrom: SINCE_ALWAYS }
}

function spaceInput(space: SpaceProposal): PremisesInput {
  const { areaCode, code, areaM2 } = space
  return { ...NO_ROOM, areaCode, code, areaM2, areaFrom: SINCE_ALWAYS }
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
      premisesId: known(idByKey, premisesKey({ ...room, areaCode: null })),
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
  floor: null,
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

/**
 * A person of a workbook is who has this name, phone and ID number in this community: the workbook's own number means nothing
 * outside it. Kept as a blind index, so that the same file again finds the same people.
 */
function fingerprint(owner: OwnerProposal): string {
  const identity = owner.phone || owner.idNumber ? [owner.name, owner.phone, owner.idNumber] : [owner.name, owner.ref]
  return blindIndex('import-owner', JSON.stringify(identity)).toString('hex')
}

async function writeOwners(
  tx: Tx,
  actor: Actor,
  place: Place,
  owners: OwnerProposal[],
  write: Writer,
): Promise<{ idByRef: Map<string, string>; created: number }> {
  const tenantId = tenantOf(actor)
  const idByPrint = new Map<string, string>()
  const stored = await imports(tx)
    .selectFrom('imports.externalRef')
    .select(['ref', 'objectId'])
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', place.communityId)
    .where('kind', '=', 'owner')
    .execute()
  for (const { ref, objectId } of stored) idByPrint.set(ref, objectId)
  const fresh: (OwnerProposal & { id: string; print: string })[] = []
  const idByRef = new Map<string, string>()
  for (const owner of owners) {
    const print = fingerprint(owner)
    if (!idByPrint.has(print)) {
      idByPrint.set(print, newId())
      fresh.push({ ...owner, id: known(idByPrint, print), print })
    }
    idByRef.set(owner.ref, known(idByPrint, print))
  }
  await write.parts(fresh, async part => {
    await addPeople(tx, actor, place.communityId, [...part])
    await sql`insert into imports.external_ref (tenant_id, community_id, kind, ref, object_id, import_id)
      select ${tenantId}, ${place.communityId}, 'owner', r.ref, r.object_id, ${place.importId}
      from unnest(${part.map(({ print }) => print)}::text[], ${part.map(({ id }) => id)}::uuid[]) as r(ref, object_id)`.execute(
      imports(tx),
    )
    return part.length
  })
  return { idByRef, created: fresh.length }
}

interface PlannedOccupancy {
  premisesId: string
  personId: string
  kind: OwnerProposal['kind']
  fromOn: string
}

/** The owner of each room and space, with the family and tenants whom the workbook lists under that owner. */
function occupanciesOf(
  plan: ImportPlan,
  personByRef: Map<string, string>,
  idByKey: Map<string, string>,
): PlannedOccupancy[] {
  const ownerByRef = new Map(plan.owners.map(owner => [owner.ref, owner]))
  const under = new Map<string, OwnerProposal[]>()
  for (const owner of plan.owners) if (owner.ofRef) under.set(owner.ofRef, [...(under.get(owner.ofRef) ?? []), owner])
  const households = [
    ...plan.premises.map(room => ({
      key: premisesKey({ ...room, areaCode: null }),
      ownerRef: room.ownerRef,
      fromOn: firstCharge(room),
    })),
    ...plan.spaces.map(space => ({
      key: premisesKey({ buildingCode: null, unitCode: null, areaCode: space.areaCode, code: space.code }),
      ownerRef: space.ownerRef,
      fromOn: space.startsOn ?? today(),
    })),
  ]
  return households.flatMap(({ key, ownerRef, fromOn }) => {
    const owner = ownerRef === null ? undefined : ownerByRef.get(ownerRef)
    if (!owner) return []
    return [owner, ...(under.get(owner.ref) ?? [])].map(person => ({
      premisesId: known(idByKey, key),
      personId: known(personByRef, person.ref),
      kind: person.kind,
      fromOn,
    }))
  })
}

/** A list without move-in dates says by its first charge since when somebody is there. */
function firstCharge(room: PremisesProposal): string {
  return room.assignments.map(assignment => assignment.startsOn).sort(compareDates)[0] ?? today()
}
