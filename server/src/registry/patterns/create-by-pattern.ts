import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings, ensureUnits } from '../buildings/ensure-buildings.ts'
import { requireCommunity } from '../communities/community-exists.ts'
import { refuse } from '../errors.ts'
import { buildingsChanged } from '../events.ts'
import { partsFit, sumOfAreas } from '../premises/area.ts'
import { addPremises, premisesKey } from '../premises/ensure-premises.ts'
import { registry } from '../tables.ts'
import { type Expanded, expandPattern, MOST_ROOMS, type Pattern, type PatternRoom } from './pattern.ts'

type Column = Pattern['columns'][number]

const SHOWN = 300
const NOT_KNOWN = {
  ...{ areaM2: null, innerAreaM2: null, layoutCode: null, orientation: null, rooms: null, halls: null, baths: null },
} as const

/**
 * What a pattern would make; nothing is saved. Errors: platform.not_found (community), registry.pattern_wrong (which field),
 * pattern_too_large, area_parts_wrong.
 */
export async function previewPattern(
  tx: Tx,
  actor: Actor,
  input: Pattern,
): Promise<ResponseOf<typeof contract.previewPattern>> {
  const { plan, columns } = await read(tx, actor, input)
  const there = await whatIsThere(tx, actor, input.communityId)
  const unitKeys = plan.buildings.flatMap(building => plan.units.map(unit => `${building}/${unit}`))
  const rows = plan.rooms.map(room => ({
    label: room.label,
    floor: room.floor,
    areaM2: columns.get(room.room)?.areaM2 ?? null,
    exists: there.premises.has(premisesKey(room)),
  }))
  const count = (keys: string[], known: Set<string>) => {
    const existing = keys.filter(key => known.has(key)).length
    return { fresh: keys.length - existing, existing }
  }
  const existing = rows.filter(row => row.exists).length
  return {
    buildings: count(plan.buildings, there.buildings),
    units: count(unitKeys, there.units),
    premises: { fresh: rows.length - existing, existing },
    areaM2: sumOfAreas(rows.filter(row => !row.exists).map(row => row.areaM2)),
    rows: rows.slice(0, SHOWN),
  }
}

/** Makes the buildings, units and rooms of a pattern; what is there already is left as it is. Set-based. Errors as in the preview. */
export async function createByPattern(
  tx: Tx,
  actor: Actor,
  input: Pattern,
): Promise<ResponseOf<typeof contract.createByPattern>> {
  const { communityId } = input
  const { plan, columns } = await read(tx, actor, input)
  const buildings = await ensureBuildings(
    tx,
    actor,
    communityId,
    plan.buildings.map(code => ({ code })),
  )
  const floors = Math.max(...plan.rooms.map(room => room.floor))
  const units = plan.buildings.flatMap(buildingCode =>
    plan.units.map(code => ({ buildingCode, code, floors: floors > 0 ? floors : null, hasLift: input.hasLift })),
  )
  const madeUnits = await ensureUnits(tx, actor, communityId, units)
  const made = await addPremises(
    tx,
    actor,
    communityId,
    plan.rooms.map(room => premisesOf(room, columns.get(room.room), input)),
  )
  if (buildings.created + madeUnits.created > 0) await publish(tx, buildingsChanged, { communityId })
  const counted = (all: number, fresh: number) => ({ fresh, existing: all - fresh })
  return {
    buildings: counted(plan.buildings.length, buildings.created),
    units: counted(units.length, madeUnits.created),
    premises: counted(plan.rooms.length, made.length),
  }
}

async function read(tx: Tx, actor: Actor, input: Pattern): Promise<{ plan: Expanded; columns: Map<string, Column> }> {
  await requireCommunity(tx, actor, input.communityId)
  const plan = expandPattern(input)
  if ('wrong' in plan) throw refuse.patternWrong({ field: plan.wrong })
  if ('tooMany' in plan) throw refuse.patternTooLarge({ count: plan.tooMany, most: MOST_ROOMS })
  for (const { areaM2, innerAreaM2 } of input.columns)
    if (!partsFit({ areaM2: areaM2 ?? '0', innerAreaM2, sharedAreaM2: null })) throw refuse.areaPartsWrong()
  return { plan, columns: new Map(input.columns.map(column => [column.room.normalize('NFKC'), column])) }
}

function premisesOf(place: PatternRoom, column: Column | undefined, input: Pattern) {
  const { room: _, label: __, ...at } = place
  const { room: ___, ...known } = column ?? { room: '', ...NOT_KNOWN }
  const { use, state, ownership, areaFromOn: areaFrom } = input
  return { ...at, ...known, id: newId(), use, state, ownership, areaFrom }
}

/** Codes of buildings, `building/unit` of units, and `premisesKey` of premises that have not ended. */
async function whatIsThere(tx: Tx, actor: Actor, communityId: string) {
  const tenantId = tenantOf(actor)
  const { rows: units } = await sql<{ building: string; unit: string | null }>`
    select b.code as building, u.code as unit from registry.building b
    left join registry.unit u on u.tenant_id = b.tenant_id and u.building_id = b.id
    where b.tenant_id = ${tenantId}::uuid and b.community_id = ${communityId}::uuid`.execute(registry(tx))
  const { rows: rooms } = await sql<{ buildingCode: string; unitCode: string | null; code: string }>`
    select b.code as building_code, u.code as unit_code, p.code from registry.premises p
    join registry.building b on b.tenant_id = p.tenant_id and b.id = p.building_id
    left join registry.unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
    where p.tenant_id = ${tenantId}::uuid and p.community_id = ${communityId}::uuid and p.ended_on is null`.execute(
    registry(tx),
  )
  return {
    buildings: new Set(units.map(row => row.building)),
    units: new Set(units.map(row => `${row.building}/${row.unit}`)),
    premises: new Set(rooms.map(row => premisesKey({ ...row, areaCode: null }))),
  }
}
