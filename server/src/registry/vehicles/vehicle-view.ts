import { registry as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, findPage, type Keyset, keyset, pageOfRows } from '../../platform/page.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { namesPerson } from '../people/person-view.ts'
import { roomKeys } from '../premises/room.ts'
import { registry } from '../tables.ts'

export type VehicleRow = ResponseOf<typeof contract.listVehicles>['items'][number]
export type VehicleDetail = ResponseOf<typeof contract.readVehicle>
export type VehicleFilters = Omit<RequestOf<typeof contract.listVehicles>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  plate: { by: sql`v.plate`, type: 'text' },
  createdAt: { by: sql`v.created_at`, type: 'timestamptz' },
  owner: { by: sql`coalesce(o.name_pinyin, '')`, type: 'text' },
  premises: { by: sql`coalesce(p.label, '')`, type: 'text' },
} as const

/** Days ahead in which a permit counts as expiring. */
const EXPIRING_DAYS = 30

/** Vehicles with owner, household and the permit that matters most today. `text` is a plate or a part of it, a name or a room. */
export async function listVehicles(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listVehicles>,
): Promise<ResponseOf<typeof contract.listVehicles>> {
  const keys = keyset(input, sql<string>`v.id`, SORTS, 'plate')
  const { ids, total } = await findVehicles(tx, actor, input, keys)
  const found = ids.map(row => row.id)
  const rows = await vehicleRows(
    tx,
    sql<SqlBool>`v.tenant_id = ${tenantOf(actor)} and v.id = any(${found}::uuid[])`,
  ).execute()
  const shown = new Map(rows.map(row => [row.id, row as VehicleRow]))
  const items = ids.flatMap(({ id, sortKey }) => {
    const row = shown.get(id)
    return row ? [{ ...row, sortKey }] : []
  })
  return pageOfRows(input, items, total, 'plate')
}

/** The vehicles of a page: owners and homes are looked at where the order asks of them, else for the rows of the page only. */
async function findVehicles(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listVehicles>, keys: Keyset) {
  const { text, limit } = input
  const vehicles = text ? sql`(${vehiclesNamed(actor, text)}) v` : sql`registry.vehicle v`
  const beside = /owner|premises/.test(input.sort ?? '')
    ? sql`left join registry.person o on o.tenant_id = v.tenant_id and o.id = v.owner_id
        left join registry.premises p on p.tenant_id = v.tenant_id and p.id = v.premises_id`
    : sql``
  const condition = fits(actor, input)
  if (text)
    return findPage(
      registry(tx),
      { tables: [], from: sql`${vehicles} ${beside} where ${condition}`, id: sql<string>`v.id` },
      keys,
      input,
    )
  const { rows: ids } = await sql<{ id: string; sortKey: string }>`
    select v.id, ${keys.key} as sort_key from ${vehicles} ${beside} where ${condition} and ${keys.after}
    order by ${keys.order} limit ${limit + 1}`.execute(registry(tx))
  return { ids, total: await countUpTo(registry(tx), sql`select v.id from ${vehicles} where ${condition}`) }
}

/** The state of a permit `k` on a day. */
function permitState(day: string): RawBuilder<string> {
  return sql`(case when k.state = 'revoked' then 'revoked' when k.from_on > ${day}::date then 'upcoming'
    when k.to_on < ${day}::date then 'expired' else 'active' end)`
}

/** The vehicles that match, with what a row of the list shows. */
function vehicleRows(tx: Tx, condition: RawBuilder<SqlBool>) {
  const day = today()
  return registry(tx)
    .selectFrom('registry.vehicle as v')
    .innerJoin('registry.community as c', join =>
      join.onRef('c.tenantId', '=', 'v.tenantId').onRef('c.id', '=', 'v.communityId'),
    )
    .leftJoin('registry.person as o', join =>
      join.onRef('o.tenantId', '=', 'v.tenantId').onRef('o.id', '=', 'v.ownerId'),
    )
    .leftJoin('registry.premises as p', join =>
      join.onRef('p.tenantId', '=', 'v.tenantId').onRef('p.id', '=', 'v.premisesId'),
    )
    .select(['v.id', 'v.communityId', 'c.name as communityName', 'v.plate', 'v.plateKind', 'v.plateColour', 'v.kind'])
    .select(['v.brand', 'v.model', 'v.colour', 'v.ownerId', 'o.name as ownerName', 'v.premisesId'])
    .select(['p.label as premisesLabel', 'v.state', 'v.version'])
    .select([
      sql<VehicleRow['permit']>`(select json_build_object('kind', k.kind, 'toOn', k.to_on, 'state', ${permitState(day)})
        from registry.vehicle_permit k where k.tenant_id = v.tenant_id and k.vehicle_id = v.id and k.state = 'active'
        order by (k.from_on <= ${day}::date and (k.to_on is null or k.to_on >= ${day}::date)) desc, k.from_on desc limit 1)`.as(
        'permit',
      ),
      sql<
        string | null
      >`(select r.plate from registry.replacement_plate r where r.tenant_id = v.tenant_id and r.vehicle_id = v.id
        and ${day}::date between r.from_on and r.to_on limit 1)`.as('replacementPlate'),
      sql<
        VehicleRow['fields']
      >`(select coalesce(json_agg(json_build_object('fieldId', f.id, 'value', a.value) order by f.position, f.label), '[]'::json)
        from registry.vehicle_field_value a join registry.custom_field f on f.tenant_id = a.tenant_id and f.id = a.field_id
          and f.archived_at is null where a.tenant_id = v.tenant_id and a.vehicle_id = v.id)`.as('fields'),
    ])
    .where(condition)
}

/** The filters besides the text, about vehicles `v` alone: what is counted joins nothing. */
function fits(actor: Actor, filters: VehicleFilters): RawBuilder<SqlBool> {
  const { communityId, kind, plateKind, state, ownerId, premisesId, permit, fieldId, fieldValue } = filters
  const conditions = [
    sql<SqlBool>`v.tenant_id = ${tenantOf(actor)}`,
    ...(communityId ? [sql<SqlBool>`v.community_id = ${communityId}`] : []),
    ...(kind ? [sql<SqlBool>`v.kind = ${kind}`] : []),
    ...(plateKind ? [sql<SqlBool>`v.plate_kind = ${plateKind}`] : []),
    ...(state ? [sql<SqlBool>`v.state = ${state}`] : []),
    ...(ownerId ? [sql<SqlBool>`v.owner_id = ${ownerId}`] : []),
    ...(premisesId ? [sql<SqlBool>`v.premises_id = ${premisesId}`] : []),
    ...(permit ? [permitIs(permit, today())] : []),
    ...(fieldId ? [saysInField(fieldId, fieldValue)] : []),
  ]
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}

/** Of which something is said in a field of the company's own: anything, or what begins with this. */
function saysInField(fieldId: string, value: string | undefined): RawBuilder<SqlBool> {
  const holds = value ? startsWith(sql`a.value`, value) : sql`true`
  return sql<SqlBool>`v.id in (select a.vehicle_id from registry.vehicle_field_value a
    where a.tenant_id = platform.tenant_id() and a.field_id = ${fieldId}::uuid and ${holds})`
}

function permitIs(wanted: NonNullable<VehicleFilters['permit']>, day: string): RawBuilder<SqlBool> {
  const some = (condition: RawBuilder<unknown>) => sql<SqlBool>`exists (select 1 from registry.vehicle_permit k
    where k.tenant_id = v.tenant_id and k.vehicle_id = v.id and k.state = 'active' and ${condition})`
  const inForce = sql`k.from_on <= ${day}::date and (k.to_on is null or k.to_on >= ${day}::date)`
  if (wanted === 'active') return some(inForce)
  if (wanted === 'expiring') return some(sql`${inForce} and k.to_on < ${day}::date + ${EXPIRING_DAYS}::int`)
  if (wanted === 'expired') return sql<SqlBool>`(${some(sql`k.to_on < ${day}::date`)} and not ${some(inForce)})`
  return sql<SqlBool>`not ${some(sql`true`)}`
}

/**
 * The ways in which a text may be a plate, each served by an index behind the walls: with the province from the beginning, without
 * it from the beginning or from the end (three characters at least, or province and city). None when it cannot be a plate.
 */
export function plateParts(table: 'v' | 'r' | 'a', text: string): RawBuilder<SqlBool>[] {
  const plate = contract.normalisePlate(text)
  // 京A is the plates of a city.
  const ofCity = /^[\u4e00-\u9fff][A-Z]$/.test(plate)
  if (!ofCity && (!/^[\u4e00-\u9fff]?[A-Z0-9]{2,8}[\u4e00-\u9fff]?$/.test(plate) || plate.length < 3)) return []
  const column = (name: string) => sql.raw(`${table}.${name}`)
  if (/^[\u4e00-\u9fff]/.test(plate)) return [startsWith(column('plate'), plate)]
  const end = [...plate].reverse().join('')
  const [local, tail] = [startsWith(column('plate_local'), plate), startsWith(column('plate_backwards'), end)]
  // 224578使 begins without a province.
  return /^\d/.test(plate) ? [local, tail, startsWith(column('plate'), plate)] : [local, tail]
}

/** Whether a text is a plate of the table in any of these ways; null when it cannot be one. */
export function plateMatches(table: 'v' | 'r' | 'a', text: string): RawBuilder<SqlBool> | null {
  const ways = plateParts(table, text)
  return ways.length === 0 ? null : sql<SqlBool>`(${sql.join(ways, sql` or `)})`
}

/**
 * The vehicles that a text names: by plate, by a replacement plate, by their home or their owner; each a question of its own, served by an index,
 * whose rows know enough for a list's filters and order: looked up again, the thousands of a city would cost three times as much.
 */
function vehiclesNamed(actor: Actor, text: string): RawBuilder<unknown> {
  const tenantId = tenantOf(actor)
  const [room] = roomKeys(text)
  const columns = sql`v.tenant_id, v.id, v.community_id, v.kind, v.plate, v.plate_kind, v.state, v.owner_id, v.premises_id, v.created_at`
  const those = (condition: RawBuilder<unknown>) =>
    sql`select ${columns} from registry.vehicle v where v.tenant_id = ${tenantId} and ${condition}`
  const ways = [
    ...plateParts('v', text).map(those),
    ...plateParts('r', text).map(
      way => sql`select ${columns} from registry.replacement_plate r
        join registry.vehicle v on v.tenant_id = r.tenant_id and v.id = r.vehicle_id where r.tenant_id = ${tenantId} and ${way}`,
    ),
    ...(room
      ? [
          those(sql`v.premises_id in (select a.premises_id from registry.premises_alias a where a.tenant_id = ${tenantId}
            and ${startsWith(sql`a.alias`, room)})`),
        ]
      : []),
    those(
      sql`v.owner_id in (select n.id from registry.person n where n.tenant_id = ${tenantId} and ${namesPerson(text, false)})`,
    ),
  ]
  return sql`select distinct on (v.id) * from (${sql.join(ways, sql` union all `)}) v`
}

/** One vehicle with its permits over time, its replacement plates and photos. */
export async function readVehicle(tx: Tx, actor: Actor, input: { vehicleId: string }): Promise<VehicleDetail> {
  const row = await vehicleRows(tx, fits(actor, {}))
    .select(['v.removedReason', 'v.leavesOn', 'v.notes', 'v.photoIds', 'v.createdAt'])
    .where('v.id', '=', input.vehicleId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { photoIds, ...vehicle } = row
  const photos = await fileRefs(tx, photoIds)
  return {
    ...(vehicle as VehicleRow & typeof vehicle),
    photos: photoIds.flatMap(id => photos.get(id) ?? []),
    permits: await permitsOf(tx, actor, input.vehicleId),
    replacementPlates: await replacementPlatesOf(tx, actor, input.vehicleId),
  }
}

async function permitsOf(tx: Tx, actor: Actor, vehicleId: string): Promise<VehicleDetail['permits']> {
  const rows = await registry(tx)
    .selectFrom('registry.vehiclePermit as k')
    .leftJoin('registry.premises as s', join =>
      join.onRef('s.tenantId', '=', 'k.tenantId').onRef('s.id', '=', 'k.spaceId'),
    )
    .select(['k.id', 'k.vehicleId', 'k.kind', 'k.areaCode', 'k.spaceId', 's.label as spaceLabel', 'k.fromOn', 'k.toOn'])
    .select(['k.revokedReason', 'k.version', permitState(today()).as('state')])
    .where('k.tenantId', '=', tenantOf(actor))
    .where('k.vehicleId', '=', vehicleId)
    .orderBy('k.fromOn', 'desc')
    .orderBy('k.id', 'desc')
    .limit(200)
    .execute()
  return rows as VehicleDetail['permits']
}

async function replacementPlatesOf(
  tx: Tx,
  actor: Actor,
  vehicleId: string,
): Promise<VehicleDetail['replacementPlates']> {
  const rows = await registry(tx)
    .selectFrom('registry.replacementPlate')
    .select(['id', 'plate', 'plateKind', 'fromOn', 'toOn', 'reason'])
    .where('tenantId', '=', tenantOf(actor))
    .where('vehicleId', '=', vehicleId)
    .orderBy('fromOn', 'desc')
    .limit(100)
    .execute()
  return rows as VehicleDetail['replacementPlates']
}
