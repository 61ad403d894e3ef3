import { registry as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOf } from '../../platform/decimals.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { areaOn } from '../premises/premises-area.ts'
import { registry } from '../tables.ts'

type Row = ResponseOf<typeof contract.communityOverview>['items'][number]
type Filters = Pick<RequestOf<typeof contract.communityOverview>, 'text' | 'state'> & { id?: string }

/** Communities in the caller's scope (the wall of the database leaves out the others). */
export async function listCommunities(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listCommunities>> {
  const items = await registry(tx)
    .selectFrom('registry.community as c')
    .select(['c.id', 'c.code', 'c.name', 'c.address'])
    .select([
      sql<number>`(select count(*)::int from registry.building b where b.tenant_id = c.tenant_id and b.community_id = c.id)`.as(
        'buildingCount',
      ),
      sql<number>`(select count(*)::int from registry.premises p where p.tenant_id = c.tenant_id and p.community_id = c.id
        and p.ended_on is null)`.as('premisesCount'),
    ])
    .where('c.tenantId', '=', tenantOf(actor))
    .orderBy('c.name')
    .execute()
  return { items }
}

const SORTS = {
  name: { by: sql`c.name`, type: 'text' },
  code: { by: sql`c.code`, type: 'text' },
  premisesCount: { by: sql`coalesce(n.premises_count, 0)`, type: 'int' },
  householdCount: { by: sql`coalesce(n.household_count, 0)`, type: 'int' },
  deliveredOn: { by: sql`coalesce(c.delivered_on, '0001-01-01')`, type: 'date' },
} as const

/**
 * Communities with their numbers. Homes are residential premises and dormitories; 入住率 = homes lived in (by the owner, or let)
 * ÷ homes handed over, in percent.
 */
export async function communityOverview(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.communityOverview>,
): Promise<ResponseOf<typeof contract.communityOverview>> {
  const keys = keyset(input, sql<string>`c.id`, SORTS, 'name')
  const rows = await pageRows(withNumbers(tx, actor, input), keys, input)
  const { count } = await registry(tx)
    .selectFrom('registry.community as c')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(fits(actor, input))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'name')
  return { ...page, items: page.items.map(rowOf) }
}

function fits(actor: Actor, { text, state, id }: Filters) {
  const pattern = `%${likeText(text ?? '')}%`
  return sql<SqlBool>`c.tenant_id = ${tenantOf(actor)}::uuid
    ${id ? sql`and c.id = ${id}::uuid` : sql``}
    ${state ? sql`and c.state = ${state}` : sql``}
    ${text ? sql`and (c.name ilike ${pattern} or c.code ilike ${pattern} or c.address ilike ${pattern})` : sql``}`
}

function withNumbers(tx: Tx, actor: Actor, filters: Filters) {
  return registry(tx)
    .selectFrom('registry.community as c')
    .leftJoin(
      sql<{
        communityId: string
        premisesCount: number
        homeCount: number
        deliveredCount: number
        householdCount: number
      }>`(
        select p.community_id, count(*)::int as premises_count, count(*) filter (where h.home)::int as home_count,
          count(*) filter (where h.home and p.state not in ('unsold', 'sold'))::int as delivered_count,
          count(*) filter (where h.home and p.state in ('occupied', 'let'))::int as household_count
        from registry.premises p cross join lateral (select p.use in ('residential', 'dormitory') as home) h
        where p.tenant_id = ${tenantOf(actor)}::uuid and p.ended_on is null
          ${filters.id ? sql`and p.community_id = ${filters.id}::uuid` : sql``}
        group by p.community_id)`.as('n'),
      join => join.onRef('n.communityId', '=', 'c.id'),
    )
    .selectAll('c')
    .select(['n.premisesCount', 'n.homeCount', 'n.deliveredCount', 'n.householdCount'])
    .select(
      sql<number>`(select count(*)::int from registry.building b where b.tenant_id = c.tenant_id and b.community_id = c.id)`.as(
        'buildingCount',
      ),
    )
    .where(fits(actor, filters))
}

type Numbered = Awaited<ReturnType<ReturnType<typeof withNumbers>['execute']>>[number]

function rowOf(row: Numbered): Row {
  const { id, code, name, address, buildingCount, deliveredOn, lng, lat } = row
  const householdCount = row.householdCount ?? 0
  return {
    id,
    code,
    name,
    address,
    buildingCount,
    deliveredOn,
    lng,
    lat,
    state: row.state as Row['state'],
    premisesCount: row.premisesCount ?? 0,
    homeCount: row.homeCount ?? 0,
    householdCount,
    occupancyRate: percentOf(BigInt(householdCount), BigInt(row.deliveredCount ?? 0)),
  }
}

const STATE_WORDS: Record<Row['state'], string> = { preparing: '筹备', managed: '在管', left: '已撤管' }

/** The communities with their numbers as a file, with the same filters. */
export const exportCommunities = defineExport(contract.exportCommunities, '小区', communityOverview, [
  { title: '编号', value: row => row.code },
  { title: '小区', value: row => row.name, width: 20 },
  { title: '地址', value: row => row.address, width: 30 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '交付日期', value: row => row.deliveredOn },
  { title: '楼栋', value: row => row.buildingCount, format: 'integer' },
  { title: '房产', value: row => row.premisesCount, format: 'integer' },
  { title: '住宅', value: row => row.homeCount, format: 'integer' },
  { title: '入住户数', value: row => row.householdCount, format: 'integer' },
  { title: '入住率%', value: row => row.occupancyRate, format: 'decimal' },
  { title: '经度', value: row => row.lng },
  { title: '纬度', value: row => row.lat },
])

/** One community with everything known of it. Errors: platform.not_found. */
export async function readCommunity(
  tx: Tx,
  actor: Actor,
  input: { communityId: string },
): Promise<ResponseOf<typeof contract.readCommunity>> {
  const row = await withNumbers(tx, actor, { id: input.communityId }).executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { landAreaM2, builtAreaM2, developer, servicePhone, contactName, note, version } = row
  const ofCommunity = sql`p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${input.communityId}::uuid and p.ended_on is null`
  const { rows: byUse } = await sql<{ use: string; count: number; areaM2: string }>`
    select p.use, count(*)::int as count, coalesce(sum(${areaOn(sql`p`)}), 0.00) as area_m2
    from registry.premises p where ${ofCommunity} group by p.use order by count(*) desc`.execute(registry(tx))
  const { rows: byState } = await sql<{ state: string; count: number }>`
    select p.state, count(*)::int as count from registry.premises p
    where ${ofCommunity} and p.use in ('residential', 'dormitory') group by p.state order by count(*) desc`.execute(
    registry(tx),
  )
  return {
    ...rowOf(row),
    ...{ landAreaM2, builtAreaM2, developer, servicePhone, contactName, note, version, byUse, byState },
  }
}
