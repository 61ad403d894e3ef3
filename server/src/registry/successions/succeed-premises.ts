import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { premisesSucceeded } from '../events.ts'
import { partsFit, sumOfAreas } from '../premises/area.ts'
import { addPremises } from '../premises/ensure-premises.ts'
import { findPlace, requireFreeCode } from '../premises/find-place.ts'
import { roomAliases } from '../premises/room.ts'
import type { State } from '../premises/state.ts'
import type { Ownership, Use } from '../premises/words.ts'
import { registry } from '../tables.ts'
import { type Carriage, carryBelongings, tellOfBelongings } from './carry-belongings.ts'
import { carryOccupancies } from './carry-occupancies.ts'
import { carryAlong } from './follow-successions.ts'

export interface SuccessorInput {
  id: string
  code: string
  floor: number | null
  floorTo: number | null
  use: Use
  state: State
  ownership: Ownership | null
  areaM2: string
  innerAreaM2: string | null
}

export interface SuccessionInput {
  id: string
  kind: 'merge' | 'split'
  old: { id: string; version: number }[]
  into: SuccessorInput[]
  fromOn: string
  carryOccupancies: boolean
  carryAliases: boolean
  differs: boolean
  /** Which of the new ones takes vehicles and leases; the first when left out. */
  carryTo?: string
  reason: string
}

type Old = Awaited<ReturnType<typeof lockOld>>[number]

/**
 * Premises end on the day before and others begin: 合并 AB from A and B, 拆分 A and B from AB. Areas add up, or it is said that they
 * need not. What was before stays with the old premises: bills, payments, orders. Errors: platform.not_found, changed_meanwhile,
 * registry.premises_ended, merge_wrong (not together), newer_facts (something began on or after the day, or the day is to come),
 * areas_differ, area_parts_wrong, floors_wrong, premises_code_taken.
 */
export async function succeedPremises(tx: Tx, actor: Actor, input: SuccessionInput): Promise<void> {
  const old = await lockOld(tx, actor, input)
  const [{ communityId, ...first }] = old as [Old, ...Old[]]
  await requireOldEnough(tx, actor, input)
  const areas = await sumAreas(tx, actor, input)
  if (areas.before !== areas.after && !input.differs) throw refuse.areasDiffer(areas)
  await endPremises(tx, actor, input)
  const place = { ...first, unitId: old.every(one => one.unitId === first.unitId) ? first.unitId : null }
  await begin(tx, actor, { ...place, communityId }, input)
  const carried = await carryOccupancies(tx, actor, input)
  const carriage = carriageOf(input)
  const belongings = await carryBelongings(tx, actor, carriage)
  if (input.carryAliases) await carryAliases(tx, actor, input, old)
  await registry(tx)
    .insertInto('registry.succession')
    .values({
      ...{ tenantId: tenantOf(actor), id: input.id, communityId, kind: input.kind, fromOn: input.fromOn },
      ...{ areaBeforeM2: areas.before, areaAfterM2: areas.after, reason: input.reason, ...carried },
      ...{ carried: JSON.stringify(belongings), carryToId: carriage.toId },
      ...{ madeBy: actor.id, madeByName: actor.name, madeAt: now() },
    })
    .execute()
  await writeParts(tx, actor, input)
  await carryAlong(tx, actor, {
    ...{ id: input.id, communityId, kind: input.kind, fromOn: input.fromOn, carryToId: carriage.toId },
    ...{ premisesIds: carriage.oldIds, successorIds: carriage.successorIds },
  })
  await publish(tx, premisesSucceeded, {
    ...{ communityId, successionId: input.id, kind: input.kind, fromOn: input.fromOn },
    ...{ premisesIds: old.map(one => one.id), successorIds: input.into.map(one => one.id) },
  })
  await tellOfBelongings(tx, communityId, belongings)
}

/** The first as the person named it has the word where the old ones differ. Errors: registry.merge_wrong (to none of the new ones). */
function carriageOf({ old, into, fromOn, carryTo }: SuccessionInput): Carriage {
  const successorIds = into.map(one => one.id)
  const toId = carryTo ?? successorIds[0] ?? ''
  if (!successorIds.includes(toId)) throw refuse.mergeWrong()
  return { oldIds: old.map(one => one.id), successorIds, toId, fromOn }
}

async function lockOld(tx: Tx, actor: Actor, { old }: SuccessionInput) {
  const rows = await registry(tx)
    .selectFrom('registry.premises')
    .select(['id', 'communityId', 'buildingId', 'unitId', 'areaCode', 'code', 'label', 'endedOn', 'version'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${old.map(one => one.id)}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length !== old.length) throw platformRefuse.notFound()
  for (const row of rows) {
    if (row.endedOn !== null) throw refuse.premisesEnded({ endedOn: row.endedOn })
    if (old.some(({ id, version }) => id === row.id && version !== row.version))
      throw platformRefuse.changedMeanwhile({ version: row.version })
  }
  const [first] = rows
  const together = rows.every(
    row =>
      row.communityId === first?.communityId && row.buildingId === first.buildingId && row.areaCode === first.areaCode,
  )
  if (!together) throw refuse.mergeWrong()
  return rows
}

/** Nothing that is known of the old premises began on the day or after: it would lie after their end. */
async function requireOldEnough(tx: Tx, actor: Actor, { old, fromOn }: SuccessionInput): Promise<void> {
  const ids = old.map(one => one.id)
  const { rows } = await sql<{ since: string | null }>`
    select max(f.from_on) as since from (
      select o.from_on from registry.occupancy o where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = any(${ids}::uuid[])
      union all
      select s.from_on from registry.premises_state s where s.tenant_id = ${tenantOf(actor)}::uuid and s.premises_id = any(${ids}::uuid[])
      union all
      select a.from_on from registry.premises_area a where a.tenant_id = ${tenantOf(actor)}::uuid and a.premises_id = any(${ids}::uuid[])) f`.execute(
    registry(tx),
  )
  const since = rows[0]?.since ?? null
  if (fromOn > today() || (since !== null && since >= fromOn)) throw refuse.newerFacts({ since: since ?? today() })
}

async function sumAreas(tx: Tx, actor: Actor, { old, into, fromOn }: SuccessionInput) {
  for (const one of into) {
    if (!partsFit({ ...one, sharedAreaM2: null })) throw refuse.areaPartsWrong()
    if (one.floorTo !== null && (one.floor === null || one.floorTo <= one.floor)) throw refuse.floorsWrong()
  }
  const { rows } = await sql<{ areaM2: string }>`
    select distinct on (a.premises_id) a.area_m2 from registry.premises_area a
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.premises_id = any(${old.map(one => one.id)}::uuid[]) and a.from_on < ${fromOn}::date
    order by a.premises_id, a.from_on desc`.execute(registry(tx))
  return { before: sumOfAreas(rows.map(row => row.areaM2)), after: sumOfAreas(into.map(one => one.areaM2)) }
}

/** The old ones end, and are found by their spellings no more. */
async function endPremises(tx: Tx, actor: Actor, { old, fromOn }: SuccessionInput): Promise<void> {
  const ids = old.map(one => one.id)
  await sql`update registry.premises p set ended_on = ${fromOn}::date - 1, version = p.version + 1
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = any(${ids}::uuid[])`.execute(registry(tx))
  await sql`delete from registry.premises_alias a
    where a.tenant_id = ${tenantOf(actor)}::uuid and not a.own and a.premises_id = any(${ids}::uuid[])`.execute(
    registry(tx),
  )
}

interface Where {
  communityId: string
  buildingId: string | null
  unitId: string | null
  areaCode: string | null
}

async function begin(tx: Tx, actor: Actor, at: Where, { into, fromOn }: SuccessionInput): Promise<void> {
  for (const { code, id, ...facts } of into) {
    const place = await findPlace(tx, tenantOf(actor), at.communityId, { ...at, code })
    await requireFreeCode(tx, tenantOf(actor), at.communityId, place, null)
    const { buildingCode, unitCode, areaCode } = place
    const added = await addPremises(tx, actor, at.communityId, [
      { ...facts, buildingCode, unitCode, areaCode, code: place.code, id, layoutCode: null, areaFrom: fromOn },
    ])
    if (added.length === 0) throw refuse.premisesCodeTaken()
  }
}

/** The old room numbers, and the names given by hand, find the new premises. */
async function carryAliases(tx: Tx, actor: Actor, { into }: SuccessionInput, old: Old[]): Promise<void> {
  const codes = await sql<{ id: string; buildingCode: string | null; unitCode: string | null }>`
    select p.id, b.code as building_code, u.code as unit_code from registry.premises p
    left join registry.building b on b.tenant_id = p.tenant_id and b.id = p.building_id
    left join registry.unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = any(${old.map(one => one.id)}::uuid[])`.execute(
    registry(tx),
  )
  const places = new Map(codes.rows.map(row => [row.id, row]))
  const spelt = old.flatMap(({ id, areaCode, code }) => {
    const { buildingCode = null, unitCode = null } = places.get(id) ?? {}
    return roomAliases({ buildingCode, unitCode, areaCode, code })
  })
  const successors = into.map(one => one.id)
  await sql`
    insert into registry.premises_alias (tenant_id, community_id, premises_id, alias, own)
    select p.tenant_id, p.community_id, p.id, n.alias, true
    from registry.premises p cross join (
      select unnest(${spelt}::text[]) as alias
      union select a.alias from registry.premises_alias a
        where a.tenant_id = ${tenantOf(actor)}::uuid and a.own and a.premises_id = any(${old.map(one => one.id)}::uuid[])) n
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = any(${successors}::uuid[])
    on conflict do nothing`.execute(registry(tx))
}

async function writeParts(tx: Tx, actor: Actor, input: SuccessionInput): Promise<void> {
  const ids = [...input.old.map(one => one.id), ...input.into.map(one => one.id)]
  await sql`
    insert into registry.succession_part (tenant_id, succession_id, premises_id, side, label, area_m2)
    select p.tenant_id, ${input.id}::uuid, p.id, case when p.ended_on is null then 'new' else 'old' end, p.label,
      coalesce((select a.area_m2 from registry.premises_area a where a.tenant_id = p.tenant_id and a.premises_id = p.id
        and a.from_on <= ${input.fromOn}::date order by a.from_on desc limit 1), 0)
    from registry.premises p where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = any(${ids}::uuid[])`.execute(
    registry(tx),
  )
}
