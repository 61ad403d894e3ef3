import type { devices as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { devices } from '../tables.ts'

export type GatewayRow = ResponseOf<typeof contract.listGateways>['items'][number]
type Filters = Partial<Omit<RequestOf<typeof contract.listGateways>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  name: { by: sql`g.name`, type: 'text' },
  createdAt: { by: sql`g.created_at`, type: 'timestamptz' },
  lastHeardAt: { by: sql`coalesce(g.last_heard_at, '-infinity')`, type: 'timestamptz' },
} as const

/**
 * Gateways within scope, by name, with how many of their messages wait and were refused. They stand for the whole community: not for staff of
 * some of its buildings. Errors: platform.beyond_scope.
 */
export async function listGateways(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listGateways>,
): Promise<ResponseOf<typeof contract.listGateways>> {
  requireWholeCommunities(actor)
  const keys = keyset(input, sql<string>`g.id`, SORTS, 'name')
  const found = matching(tx, actor, input)
  const rows = await pageRows(shown(found), keys, input)
  const page = pageOfRows(input, rows, await countUpTo(devices(tx), found.select('g.id')), 'name')
  return { ...page, items: page.items as unknown as GatewayRow[] }
}

/** One gateway. Errors: platform.not_found, platform.beyond_scope. */
export async function readGateway(tx: Tx, actor: Actor, gatewayId: string): Promise<GatewayRow> {
  requireWholeCommunities(actor)
  const row = await shown(matching(tx, actor, {}))
    .where('g.id', '=', gatewayId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return row as unknown as GatewayRow
}

/** What was changed of a gateway: the audit lines about it. Errors: platform.not_found, platform.beyond_scope. */
export async function gatewayHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.gatewayHistory>,
): Promise<ResponseOf<typeof contract.gatewayHistory>> {
  await readGateway(tx, actor, input.gatewayId)
  return historyOf(tx, actor, [input.gatewayId], input)
}

function matching(tx: Tx, actor: Actor, { communityId, state, text }: Filters) {
  const part = `%${likeText(text ?? '')}%`
  return devices(tx)
    .selectFrom('devices.gateway as g')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'g.tenantId').onRef('c.id', '=', 'g.communityId'),
    )
    .where('g.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('g.communityId', '=', communityId ?? ''))
    .$if(state !== undefined, query => query.where('g.state', '=', state ?? ''))
    .$if(Boolean(text), query => query.where(sql<SqlBool>`g.name ilike ${part}`))
}

/** A gateway that repeats a mistake refuses thousands: counting stops where the number says enough. */
const COUNT_MOST = 1000

function shown(query: ReturnType<typeof matching>) {
  const count = (state: 'waiting' | 'refused') =>
    sql<number>`(select count(*)::int from (select 1 from devices.message m where m.tenant_id = g.tenant_id and m.gateway_id = g.id
      and m.state = ${sql.lit(state)} limit ${COUNT_MOST}) counted)`
  return query
    .select(['g.id', 'g.communityId', 'c.name as communityName', 'g.name', 'g.notes', 'g.keyHint', 'g.state'])
    .select(['g.lastHeardAt', 'g.createdByName', 'g.createdAt', 'g.version'])
    .select([count('waiting').as('waiting'), count('refused').as('refused')])
}
