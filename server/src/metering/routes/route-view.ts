import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { metering } from '../tables.ts'

export type RouteRow = ResponseOf<typeof contract.listRoutes>['items'][number]
export type RouteDetail = ResponseOf<typeof contract.readRoute>

const SORTS = {
  name: { by: sql`t.name`, type: 'text' },
  createdAt: { by: sql`t.created_at`, type: 'timestamptz' },
} as const

/** Routes that are walked, by name. */
export async function listRoutes(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listRoutes>,
): Promise<ResponseOf<typeof contract.listRoutes>> {
  const keys = keyset(input, sql<string>`t.id`, SORTS, 'name')
  const found = matching(tx, actor, input)
  const rows = await pageRows(withColumns(found), keys, input)
  const total = await countUpTo(metering(tx), found.select('t.id'))
  const page = pageOfRows(input, rows, total, 'name')
  return { ...page, items: page.items as unknown as RouteRow[] }
}

function matching(
  tx: Tx,
  actor: Actor,
  { communityId, kind, readerId, text }: { communityId?: string; kind?: string; readerId?: string; text?: string },
) {
  const part = `%${likeText((text ?? '').trim())}%`
  return metering(tx)
    .selectFrom('metering.readingRoute as t')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 't.tenantId').onRef('c.id', '=', 't.communityId'),
    )
    .where('t.tenantId', '=', tenantOf(actor))
    .where('t.removedAt', 'is', null)
    .$if(communityId !== undefined, query => query.where('t.communityId', '=', communityId ?? ''))
    .$if(kind !== undefined, query => query.where('t.kind', '=', kind ?? ''))
    .$if(readerId !== undefined, query => query.where('t.readerAccountId', '=', readerId ?? ''))
    .$if(Boolean(text?.trim()), query => query.where(sql<SqlBool>`t.name ilike ${part}`))
}

function withColumns(found: ReturnType<typeof matching>) {
  return found
    .select([
      't.id',
      't.communityId',
      'c.name as communityName',
      't.name',
      't.kind',
      't.readerAccountId as readerId',
      't.version',
    ])
    .select([
      sql<
        string | null
      >`(select s.name from identity.public_staff s where s.tenant_id = t.tenant_id and s.id = t.reader_account_id)`.as(
        'readerName',
      ),
      sql<number>`(select count(*)::int from metering.reading_route_stop s join metering.meter m on m.tenant_id = s.tenant_id and m.id = s.meter_id
        where s.tenant_id = t.tenant_id and s.route_id = t.id and m.state <> 'retired')`.as('meterCount'),
    ])
}

/** One route with its meters in order. Errors: platform.not_found. */
export async function readRoute(tx: Tx, actor: Actor, { routeId }: { routeId: string }): Promise<RouteDetail> {
  const row = await withColumns(matching(tx, actor, {}))
    .where('t.id', '=', routeId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { rows } = await sql<RouteDetail['meters'][number]>`
    select m.id, m.code, p.label as "premisesLabel", m.place from metering.reading_route_stop s
    join metering.meter m on m.tenant_id = s.tenant_id and m.id = s.meter_id
    left join registry.public_premises p on p.tenant_id = m.tenant_id and p.id = m.premises_id
    where s.tenant_id = ${tenantOf(actor)} and s.route_id = ${routeId} and m.state <> 'retired' order by s.place`.execute(
    metering(tx),
  )
  return { ...(row as unknown as RouteRow), meters: rows }
}

/** Staff in use who may read meters in a community, by name. Errors: platform.not_found (a community out of sight). */
export async function listReaders(
  tx: Tx,
  actor: Actor,
  { communityId }: { communityId: string },
): Promise<ResponseOf<typeof contract.listReaders>> {
  const tenantId = tenantOf(actor)
  const known =
    await sql`select from registry.public_community c where c.tenant_id = ${tenantId} and c.id = ${communityId}`.execute(
      metering(tx),
    )
  if (known.rows.length === 0) throw refuse.notFound()
  const { rows } = await sql<{ id: string; name: string }>`select s.id, s.name from identity.public_staff s
    where s.tenant_id = ${tenantId} and s.state = 'active' and 'metering.readings.enter' = any (s.permissions)
      and (s.community_ids is null or ${communityId}::uuid = any (s.community_ids))
    order by s.name, s.id limit 500`.execute(metering(tx))
  return { items: rows }
}
