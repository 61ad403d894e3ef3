import { createHash } from 'node:crypto'
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
import { imports } from '../tables.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'

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

/**
 * Writes a plan through the commands of registry and billing, adding only what is not there: the same plan again writes
 * nothing. The dry run is this very function, rolled back.
 */
export async function writeProposals(tx: Tx, actor: Actor, place: Place, plan: ImportPlan): Promise<WrittenCounts> {
  const { communityId } = place
  const buildings = await ensureBuildings(tx, actor, communityId, plan.buildings)
  const units = await ensureUnits(tx, actor, communityId, plan.units)
  const owners = await writeOwners(tx, actor, place, plan.owners)
  const rules = await ensureRules(
    tx,
    actor,
    communityId,
    plan.chargeRules.map(({ sheet: _, row: __, ref: ___, billingDay: ____, ...terms }) => ({
      ...RULE_TERMS,
      ...terms,
      code: ruleCode(terms.name),
    })),
  )
  const premises = await ensurePremises(
    tx,
    actor,
    communityId,
    plan.premises.map(room => ({ ...room, areaCode: null, state: 'handed-over' as const, areaFrom: SINCE_ALWAYS })),
  )
  const spaces = await ensurePremises(
    tx,
    actor,
    communityId,
    plan.spaces.map(space => ({
      ...NO_ROOM,
      areaCode: space.areaCode,
      code: space.code,
      areaM2: space.areaM2,
      areaFrom: SINCE_ALWAYS,
    })),
  )
  const idByKey = new Map([...premises.idByKey, ...spaces.idByKey])
  const occupancies = occupanciesOf(plan, owners.idByRef, idByKey)
  const ruleName = new Map(plan.chargeRules.map(rule => [rule.ref, rule.name]))
  const assignments = plan.premises.flatMap(room =>
    room.assignments.map(assignment => ({
      ruleId: known(rules.idByCode, ruleCode(ruleName.get(assignment.ruleRef) ?? '')),
      premisesId: known(idByKey, premisesKey({ ...room, areaCode: null })),
      startsOn: assignment.startsOn,
    })),
  )
  return {
    buildings: { total: plan.buildings.length, created: buildings.created },
    units: { total: plan.units.length, created: units.created },
    owners: { total: plan.owners.length, created: owners.created },
    chargeRules: { total: plan.chargeRules.length, created: rules.created },
    premises: { total: plan.premises.length, created: premises.created },
    occupancies: { total: occupancies.length, created: await ensureOccupancies(tx, actor, occupancies) },
    assignments: { total: assignments.length, created: await assignRules(tx, actor, assignments) },
    spaces: { total: plan.spaces.length, created: spaces.created },
  }
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
  await addPeople(tx, actor, place.communityId, fresh)
  for (let start = 0; start < fresh.length; start += 1000) {
    const rows = fresh.slice(start, start + 1000).map(({ id, print }) => ({ ref: print, objectId: id }))
    await imports(tx)
      .insertInto('imports.externalRef')
      .values(
        rows.map(row => ({
          ...row,
          tenantId,
          communityId: place.communityId,
          kind: 'owner',
          importId: place.importId,
        })),
      )
      .execute()
  }
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
