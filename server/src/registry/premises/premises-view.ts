import { COUNT_MOST, type registry as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { countUpTo, findPage, type Keyset, keyset, pageOfRows } from '../../platform/page.ts'
import { contains, startsWith } from '../../platform/starts-with.ts'
import { mayName } from '../people/may-name.ts'
import { registry } from '../tables.ts'
import { areaOn } from './premises-area.ts'
import { aliasStart, isHomeNumber } from './room.ts'

export type PremisesRow = ResponseOf<typeof contract.listPremises>['items'][number]
type Filters = Omit<RequestOf<typeof contract.exportPremises>, 'format' | 'ended'> & {
  ended?: 'no' | 'yes' | 'any'
  ids?: readonly string[]
}

const SORTS = {
  label: { by: sql`p.sort_key`, type: 'text' },
  code: { by: sql`registry.natural_key(p.code)`, type: 'text' },
  floor: { by: sql`coalesce(p.floor, -999)`, type: 'int' },
  use: { by: sql`p.use`, type: 'text' },
  state: { by: sql`p.state`, type: 'text' },
  area: { by: sql`coalesce(${areaOn(sql`p`)}, 0)`, type: 'numeric' },
} as const

/** Premises with their present occupants (for who may know them), in the natural order of their labels. `text` is a room in any spelling, or part of a label. */
export async function listPremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPremises>,
): Promise<ResponseOf<typeof contract.listPremises>> {
  const keys = keyset(input, sql<string>`p.id`, SORTS, 'label')
  const { ids, total } = await (input.text ? findNamed : findInOrder)(tx, actor, input, keys)
  const rows = await selectPremises(tx, actor, {
    ids: ids.map(row => row.id),
    ended: 'any',
  }).execute()
  const shown = new Map(rows.map(row => [row.id, row as PremisesRow]))
  const items = ids.flatMap(({ id, sortKey }) => {
    const row = shown.get(id)
    return row ? [{ ...row, sortKey }] : []
  })
  return pageOfRows(input, items, total, 'label')
}

type Input = RequestOf<typeof contract.listPremises>

/** Where few are named so, all of them are found and sorted; of many, as of 单元, the first of the list are soon met in its order. */
async function findNamed(tx: Tx, actor: Actor, input: Input, keys: Keyset) {
  const from = sql`registry.premises p where ${fits(actor, input)}`
  const found = await findPage(
    registry(tx),
    { tables: [], from, id: sql<string>`p.id`, most: COUNT_MOST + 1 },
    keys,
    input,
  )
  if (found.total <= COUNT_MOST) return found
  return { ids: await walkPremises(tx, fits(actor, input, 'each'), keys, input), total: found.total }
}

async function findInOrder(tx: Tx, actor: Actor, input: Input, keys: Keyset) {
  const condition = fits(actor, input)
  const ids = await walkPremises(tx, condition, keys, input)
  return { ids, total: await countUpTo(registry(tx), sql`select p.id from registry.premises p where ${condition}`) }
}

async function walkPremises(tx: Tx, condition: RawBuilder<SqlBool>, keys: Keyset, { limit }: Input) {
  const { rows } = await sql<{ id: string; sortKey: string }>`
    select p.id, ${keys.key} as sort_key from registry.premises p where ${condition} and ${keys.after} order by ${keys.order} limit ${limit + 1}`.execute(
    registry(tx),
  )
  return rows
}

/** Rows as lists show them, narrowed by filters; the caller adds the order and the limit. */
export function selectPremises(tx: Tx, actor: Actor, filters: Filters) {
  return (
    registry(tx)
      .selectFrom('registry.premises as p')
      .select(['p.id', 'p.communityId', 'p.label', 'p.code', 'p.floor', 'p.floorTo', 'p.use'])
      .select([
        'p.state',
        'p.ownership',
        'p.orientation',
        'p.layoutCode',
        'p.rooms',
        'p.halls',
        'p.baths',
        'p.areaCode',
      ])
      .select(['p.buildingId', 'p.unitId', 'p.endedOn', 'p.version'])
      // Each asked for the rows of the page only: joined, they would be for all that match before the page is cut.
      .select([
        sql<string>`(select c.name from registry.community c where c.tenant_id = p.tenant_id and c.id = p.community_id)`.as(
          'communityName',
        ),
        sql<
          string | null
        >`(select b.code from registry.building b where b.tenant_id = p.tenant_id and b.id = p.building_id)`.as(
          'buildingCode',
        ),
        sql<
          string | null
        >`(select u.code from registry.unit u where u.tenant_id = p.tenant_id and u.id = p.unit_id)`.as('unitCode'),
        areaOn(sql`p`).as('areaM2'),
        (mayName(actor) ? occupants : sql<PremisesRow['occupants']>`'[]'::json`).as('occupants'),
        sql<
          PremisesRow['fields']
        >`(select coalesce(json_agg(json_build_object('fieldId', f.id, 'value', v.value) order by f.position, f.label), '[]'::json)
        from registry.premises_field_value v join registry.custom_field f on f.tenant_id = v.tenant_id and f.id = v.field_id
          and f.archived_at is null where v.tenant_id = p.tenant_id and v.premises_id = p.id)`.as('fields'),
      ])
      .where(fits(actor, filters))
  )
}

/** Who lives in premises `p` today. */
const occupants = sql<
  PremisesRow['occupants']
>`(select coalesce(json_agg(json_build_object('personId', n.id, 'name', n.name, 'kind', o.kind)
    order by o.from_on, o.id), '[]'::json)
  from registry.occupancy o join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
  where o.tenant_id = p.tenant_id and o.premises_id = p.id and o.from_on <= platform.today() and (o.to_on is null or o.to_on >= platform.today()))`

/** The filters, about premises `p` alone: what is counted joins nothing that it need not. */
function fits(actor: Actor, filters: Filters, aliases: Aliases = 'set'): RawBuilder<SqlBool> {
  const { communityId, buildingId, unitId, floor, use, state, ownership, areaFrom, areaTo, owner, text } = filters
  const { fieldId, fieldValue, ids } = filters
  const ended = filters.ended ?? 'no'
  const conditions = [
    sql<SqlBool>`p.tenant_id = ${tenantOf(actor)}::uuid`,
    ended === 'any' ? null : ended === 'no' ? sql`p.ended_on is null` : sql`p.ended_on is not null`,
    communityId ? sql`p.community_id = ${communityId}::uuid` : null,
    buildingId ? sql`p.building_id = ${buildingId}::uuid` : null,
    unitId ? sql`p.unit_id = ${unitId}::uuid` : null,
    floor === undefined ? null : sql`${floor}::int between p.floor and coalesce(p.floor_to, p.floor)`,
    use ? sql`p.use = ${use}` : null,
    state ? sql`p.state = ${state}` : null,
    ownership ? sql`p.ownership = ${ownership}` : null,
    areaFrom || areaTo ? measures(actor, areaFrom, areaTo) : null,
    owner ? owned(actor, owner) : null,
    fieldId ? saysInField(fieldId, fieldValue) : null,
    text ? namesRoom(actor, text, aliases) : null,
    ids ? sql`p.id = any(${[...ids]}::uuid[])` : null,
  ]
  return sql<SqlBool>`${sql.join(
    conditions.filter(condition => condition !== null),
    sql` and `,
  )}`
}

/** Premises whose area of today lies within these bounds: found by the area, not asked of each room. */
function measures(actor: Actor, from: string | undefined, to: string | undefined) {
  const day = sql`${today()}::date`
  return sql<SqlBool>`p.id in (select a.premises_id from registry.premises_area a
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.from_on <= ${day}
      ${from ? sql`and a.area_dm2 >= (${from}::numeric * 100)::bigint` : sql``} ${to ? sql`and a.area_dm2 <= (${to}::numeric * 100)::bigint` : sql``}
      and not exists (select 1 from registry.premises_area b where b.tenant_id = a.tenant_id and b.premises_id = a.premises_id
        and b.from_on > a.from_on and b.from_on <= ${day}))`
}

/** Premises with an owner today, or with one who has a phone; or without. As a set: asked of each room it would take as many looks. */
function owned(actor: Actor, owner: NonNullable<Filters['owner']>) {
  const tenant = sql`${tenantOf(actor)}::uuid`
  const day = sql`${today()}::date`
  const withPhone = owner === 'phone' || owner === 'no-phone'
  const owners = sql`(select o.premises_id from registry.occupancy o
    where o.tenant_id = ${tenant} and o.kind = 'owner' and o.from_on <= ${day} and (o.to_on is null or o.to_on >= ${day})
      ${withPhone ? sql`and o.person_id in (select f.person_id from registry.person_phone f where f.tenant_id = ${tenant} and f.is_primary)` : sql``})`
  return owner === 'yes' || owner === 'phone' ? sql<SqlBool>`p.id in ${owners}` : sql<SqlBool>`p.id not in ${owners}`
}

/** Of which something is said in a custom field: anything, or what begins with this. */
function saysInField(fieldId: string, value: string | undefined) {
  const holds = value ? startsWith(sql`v.value`, value) : sql<SqlBool>`true`
  return sql<SqlBool>`p.id in (select v.premises_id from registry.premises_field_value v where v.tenant_id = p.tenant_id
    and v.field_id = ${fieldId}::uuid and ${holds})`
}

/** Whether the spellings of a number are found first, as a set, or asked of each room, where many are named so and few are looked at. */
type Aliases = 'set' | 'each'

/** Whether a text names the room `p`: by any spelling, by a name given by hand, else as part of its label. */
function namesRoom(actor: Actor, text: string, aliases: Aliases): RawBuilder<SqlBool> {
  const alias = aliasStart(text)
  // Signs alone name nothing, and would be looked for in every label.
  if (alias === '') return sql<SqlBool>`false`
  const spelled = sql`registry.premises_alias a where a.tenant_id = ${tenantOf(actor)}::uuid and ${startsWith(sql`a.alias`, alias)}`
  const asked = isHomeNumber(text) ? aliases : 'set'
  const byAlias =
    asked === 'set'
      ? sql<SqlBool>`p.id in (select a.premises_id from ${spelled})`
      : sql<SqlBool>`exists (select from ${spelled} and a.premises_id = p.id offset 0)`
  return isHomeNumber(text) ? byAlias : sql<SqlBool>`(${contains(sql`p.label`, text)} or ${byAlias})`
}
