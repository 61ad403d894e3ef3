import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { countUpTo, findPage, type Keyset, keyset, pageOfRows } from '../../platform/page.ts'
import { registry } from '../tables.ts'
import { leaseState } from './lease.ts'
import {
  asksWho,
  matchingSpaces,
  SPACE_COLUMNS,
  SPACE_STATE,
  type SpaceRow,
  spaceCondition,
  spacesAlone,
  spacesFrom,
} from './space-rows.ts'

export type SpaceDetail = ResponseOf<typeof contract.readSpace>
type Lease = SpaceDetail['leases'][number]

const SORTS = {
  place: { by: sql`p.place_key`, type: 'text' },
  state: { by: SPACE_STATE, type: 'text' },
  tenure: { by: sql`s.tenure`, type: 'text' },
  letUntil: { by: sql`coalesce(h.until, '9999-12-31'::date)`, type: 'date' },
} as const

/** Parking spaces with tenure, today's state, owner, holder and plates. */
export async function listSpaces(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listSpaces>,
): Promise<ResponseOf<typeof contract.listSpaces>> {
  const keys = keyset(input, sql<string>`p.id`, SORTS, 'place')
  const { tables, condition } = await matchingSpaces(tx, actor, input)
  const who = asksWho(input)
  // Leases and owners are looked up for the page only, unless what is asked or the order depends on them.
  const alone = spacesAlone(input, input.sort)
  const needed = who || /state|letUntil/.test(input.sort ?? '') ? spacesFrom() : alone
  const { ids, total } = tables
    ? await findPage(
        registry(tx),
        { tables, from: sql`${needed} where ${condition}`, id: sql<string>`p.id` },
        keys,
        input,
      )
    : await walkSpaces(tx, { needed, counted: who ? spacesFrom() : alone, condition }, keys, input)
  const rows = await spacesOf(
    tx,
    actor,
    ids.map(row => row.id),
  )
  const items = ids.flatMap(({ id, sortKey }) => {
    const row = rows.get(id)
    return row ? [{ ...row, sortKey }] : []
  })
  return pageOfRows(input, items, total, 'place')
}

async function walkSpaces(
  tx: Tx,
  { needed, counted, condition }: Record<'needed' | 'counted' | 'condition', RawBuilder<unknown>>,
  keys: Keyset,
  { limit }: { limit: number },
) {
  const { rows: ids } = await sql<{ id: string; sortKey: string }>`
    select p.id, ${keys.key} as sort_key from ${needed} where ${condition} and ${keys.after} order by ${keys.order} limit ${limit + 1}`.execute(
    registry(tx),
  )
  return { ids, total: await countUpTo(registry(tx), sql`select 1 from ${counted} where ${condition}`) }
}

/** What rows of the list show, of these spaces. By their ids as values: joined to what was found, leases and owners were looked up for all. */
async function spacesOf(tx: Tx, actor: Actor, ids: readonly string[]): Promise<Map<string, SpaceRow>> {
  const { rows } = await sql<SpaceRow>`
    select ${SPACE_COLUMNS} from ${spacesFrom()} where s.tenant_id = ${tenantOf(actor)} and s.premises_id = any(${[...ids]}::uuid[])`.execute(
    registry(tx),
  )
  return new Map(rows.map(row => [row.id, row]))
}

/** All spaces that match, in their natural order, at most so many: for files. */
async function allSpaces(
  tx: Tx,
  actor: Actor,
  filters: Parameters<typeof spaceCondition>[1],
  limit: number,
): Promise<SpaceRow[]> {
  const { rows } = await sql<SpaceRow>`
    select ${SPACE_COLUMNS} from ${spacesFrom()} where ${spaceCondition(actor, filters)} order by c.name, p.place_key limit ${limit}`.execute(
    registry(tx),
  )
  return rows
}

/** How many spaces of each area are free, owned, let or reserved. */
export async function spaceNumbers(
  tx: Tx,
  actor: Actor,
  input: { communityId?: string },
): Promise<ResponseOf<typeof contract.spaceNumbers>> {
  const of = (state: string) => sql`count(*) filter (where ${SPACE_STATE} = ${state})::int`
  const { rows } = await sql<ResponseOf<typeof contract.spaceNumbers>['areas'][number]>`
    select s.community_id, c.name as community_name, p.area_code, count(*)::int as total, ${of('free')} as free, ${of('owned')} as owned,
      ${of('let')} as let, ${of('reserved')} as reserved, count(*) filter (where s.charging <> 'none')::int as charging
    from ${spacesFrom()} where ${spaceCondition(actor, input)}
    group by s.community_id, c.name, p.area_code order by c.name, p.area_code nulls last limit 500`.execute(
    registry(tx),
  )
  return { areas: rows }
}

const MAP_MAX = 5000

/** Every space of a community, or of one of its areas, in order, for the plain map. Errors: platform.not_found. */
export async function spaceMap(
  tx: Tx,
  actor: Actor,
  input: { communityId: string; areaCode?: string },
): Promise<ResponseOf<typeof contract.spaceMap>> {
  const community = await registry(tx)
    .selectFrom('registry.community')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.communityId)
    .executeTakeFirst()
  if (!community) throw refuse.notFound()
  const rows = await allSpaces(tx, actor, input, MAP_MAX)
  return {
    spaces: rows.map(row => ({
      ...{ id: row.id, areaCode: row.areaCode, code: row.code, zone: row.zone, floor: row.floor, state: row.state },
      ...{ tenure: row.tenure, charging: row.charging, motherId: row.motherId, plates: row.plates },
      who: row.holderName ?? row.ownerName,
    })),
  }
}

/** One space with its leases over time. Errors: platform.not_found. */
export async function readSpace(tx: Tx, actor: Actor, input: { spaceId: string }): Promise<SpaceDetail> {
  const { rows } = await sql<Omit<SpaceDetail, 'leases'>>`
    select ${SPACE_COLUMNS}, s.length_cm, s.width_cm, s.reserved_for, s.reserved_until, s.notes, s.created_at
    from ${spacesFrom()} where s.tenant_id = ${tenantOf(actor)} and s.premises_id = ${input.spaceId}`.execute(
    registry(tx),
  )
  const [space] = rows
  if (!space) throw refuse.notFound()
  return { ...space, leases: await leasesOf(tx, actor, input.spaceId) }
}

async function leasesOf(tx: Tx, actor: Actor, spaceId: string): Promise<Lease[]> {
  const { rows } = await sql<Omit<Lease, 'state' | 'monthlyPriceFen'> & { monthlyPriceFen: bigint }>`
    select l.id, l.holder_id, coalesce(n.name, '') as holder_name, l.from_on, l.to_on, l.ended_on, l.ended_reason, l.monthly_price_fen, l.renews_id, l.notes, l.version,
      (select coalesce(json_agg(json_build_object('id', p.id, 'label', p.label) order by p.label), '[]') from registry.let_space x
        join registry.premises p on p.tenant_id = x.tenant_id and p.id = x.premises_id where x.tenant_id = l.tenant_id and x.lease_id = l.id) as spaces,
      (select coalesce(json_agg(json_build_object('id', v.id, 'plate', v.plate) order by v.plate), '[]') from registry.vehicle v
        where v.tenant_id = l.tenant_id and v.id = any (l.vehicle_ids)) as vehicles
    from registry.let_space t join registry.space_lease l on l.tenant_id = t.tenant_id and l.id = t.lease_id
    left join registry.person n on n.tenant_id = l.tenant_id and n.id = l.holder_id
    where t.tenant_id = ${tenantOf(actor)} and t.premises_id = ${spaceId} order by l.from_on desc, l.id desc limit 100`.execute(
    registry(tx),
  )
  return rows.map(lease => ({ ...lease, state: leaseState(lease, today()) }))
}
