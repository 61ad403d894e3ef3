import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { exportTable } from '../../platform/export-table.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { likeText, startsWith } from '../../platform/starts-with.ts'
import { occupanciesOf } from '../occupancies/occupancy-view.ts'
import { registry } from '../tables.ts'
import { roomKeys } from './room.ts'

type Row = ResponseOf<typeof contract.listPremises>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listPremises>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  label: { by: sql`p.label`, type: 'text' },
  code: { by: sql`p.code`, type: 'text' },
  floor: { by: sql`coalesce(p.floor, -999)`, type: 'int' },
  state: { by: sql`p.state`, type: 'text' },
} as const

/** Premises with their present occupants. `text` is a room in any spelling, or part of a label. */
export async function listPremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPremises>,
): Promise<ResponseOf<typeof contract.listPremises>> {
  const keys = keyset(input, sql<string>`p.id`, SORTS, 'label')
  const rows = await filtered(tx, actor, input)
    .select([keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'label')
  return { ...page, items: page.items as Row[] }
}

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  return registry(tx)
    .selectFrom('registry.premises as p')
    .innerJoin('registry.community as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .leftJoin('registry.building as b', join =>
      join.onRef('b.tenantId', '=', 'p.tenantId').onRef('b.id', '=', 'p.buildingId'),
    )
    .leftJoin('registry.unit as u', join => join.onRef('u.tenantId', '=', 'p.tenantId').onRef('u.id', '=', 'p.unitId'))
    .select(['p.id', 'p.communityId', 'c.name as communityName', 'p.label', 'p.code', 'p.floor', 'p.use', 'p.state'])
    .select(['b.code as buildingCode', 'u.code as unitCode'])
    .select([
      sql<
        string | null
      >`(select a.area_m2 from registry.premises_area a where a.tenant_id = p.tenant_id and a.premises_id = p.id
        and a.from_on <= ${today()}::date order by a.from_on desc limit 1)`.as('areaM2'),
      sql<
        Row['occupants']
      >`(select coalesce(json_agg(json_build_object('personId', n.id, 'name', n.name, 'kind', o.kind) order by o.from_on, o.id), '[]'::json)
        from registry.occupancy o join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
        where o.tenant_id = p.tenant_id and o.premises_id = p.id and o.from_on <= ${today()}::date
          and (o.to_on is null or o.to_on >= ${today()}::date))`.as('occupants'),
    ])
    .where('p.tenantId', '=', tenantOf(actor))
    .$if(Boolean(filters.communityId), query => query.where('p.communityId', '=', filters.communityId ?? ''))
    .$if(Boolean(filters.buildingId), query => query.where('p.buildingId', '=', filters.buildingId ?? ''))
    .$if(Boolean(filters.unitId), query => query.where('p.unitId', '=', filters.unitId ?? ''))
    .$if(Boolean(filters.use), query => query.where('p.use', '=', filters.use ?? ''))
    .$if(Boolean(filters.state), query => query.where('p.state', '=', filters.state ?? ''))
    .$if(Boolean(filters.text), query => query.where(namesRoom(filters.text ?? '')))
}

/** Whether a text names the room `p`: by any spelling, else as part of its label. */
function namesRoom(text: string) {
  const [key] = roomKeys(text)
  if (!key) return sql<SqlBool>`p.label ilike ${`%${likeText(text)}%`}`
  return sql<SqlBool>`p.id in (select a.premises_id from registry.premises_alias a
    where a.tenant_id = p.tenant_id and ${startsWith(sql`a.alias`, key)})`
}

/** The words of GLOSSARY.md, for files that people read. */
const USE_WORDS: Record<Row['use'], string> = {
  residential: '住宅',
  shop: '商铺',
  office: '办公',
  dormitory: '宿舍',
  parking: '车位',
  storage: '储藏间',
  public: '公共',
}
const STATE_WORDS: Record<Row['state'], string> = {
  unsold: '未售',
  'handed-over': '已交付',
  occupied: '自住',
  vacant: '空置',
  let: '出租',
  decorating: '装修中',
}

/** The premises list as a file, with the same filters. */
export async function exportPremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.exportPremises>,
): Promise<FileAnswer> {
  const rows = await filtered(tx, actor, input).orderBy('p.label').limit(50_001).execute()
  return exportTable('房产', input.format, rows, [
    { title: '小区', value: row => row.communityName, width: 16 },
    { title: '房产', value: row => row.label, width: 22 },
    { title: '楼栋', value: row => row.buildingCode },
    { title: '单元', value: row => row.unitCode },
    { title: '楼层', value: row => row.floor, format: 'integer' },
    { title: '房号', value: row => row.code },
    { title: '用途', value: row => USE_WORDS[row.use as Row['use']] },
    { title: '状态', value: row => STATE_WORDS[row.state as Row['state']] },
    { title: '建筑面积㎡', value: row => row.areaM2, format: 'decimal' },
    {
      title: '住户',
      value: row => (row.occupants as Row['occupants']).map(occupant => occupant.name).join('、'),
      width: 24,
    },
  ])
}

/** One premises with its areas over time and who lived there when. */
export async function readPremises(
  tx: Tx,
  actor: Actor,
  input: { premisesId: string },
): Promise<ResponseOf<typeof contract.readPremises>> {
  const row = await filtered(tx, actor, {})
    .select(['p.buildingId', 'p.unitId', 'p.layoutCode'])
    .where('p.id', '=', input.premisesId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const areas = await registry(tx)
    .selectFrom('registry.premisesArea')
    .select(['fromOn', 'areaM2', 'innerAreaM2'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', input.premisesId)
    .orderBy('fromOn')
    .execute()
  const occupancies = await occupanciesOf(tx, actor, { premisesId: input.premisesId })
  return { ...(row as Row & typeof row), areas, occupancies }
}
