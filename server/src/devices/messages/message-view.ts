import type { devices as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { countUpTo, keyset, pageOfRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { devices } from '../tables.ts'

type MessageRow = ResponseOf<typeof contract.listMessages>['items'][number]

const SORTS = {
  receivedAt: { by: sql`m.received_at`, type: 'timestamptz' },
  saidAt: { by: sql`m.said_at`, type: 'timestamptz' },
} as const
const FALLBACK = '-receivedAt'

/** What machines have sent, within scope, newest first. */
export async function listMessages(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMessages>,
): Promise<ResponseOf<typeof contract.listMessages>> {
  // They tell of every home of the community.
  requireWholeCommunities(actor)
  const keys = keyset(input, sql<string>`m.id`, SORTS, FALLBACK)
  const found = matching(tx, actor, input)
  const rows = await found
    .select(['m.id', 'm.gatewayId', 'g.name as gatewayName', 'c.name as communityName', 'm.number', 'm.kind'])
    .select(['m.saidAt', 'm.receivedAt', 'm.state', 'm.reason'])
    .select([sql<string>`m.body::text`.as('body'), keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const page = pageOfRows(input, rows, await countUpTo(devices(tx), found.select('m.id')), FALLBACK)
  return { ...page, items: page.items as unknown as MessageRow[] }
}

function matching(tx: Tx, actor: Actor, input: Partial<RequestOf<typeof contract.listMessages>>) {
  const { communityId, gatewayId, kind, state, text, from, to } = input
  const start = `${likeText(text ?? '')}%`
  return devices(tx)
    .selectFrom('devices.message as m')
    .innerJoin('devices.gateway as g', join =>
      join.onRef('g.tenantId', '=', 'm.tenantId').onRef('g.id', '=', 'm.gatewayId'),
    )
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'm.tenantId').onRef('c.id', '=', 'm.communityId'),
    )
    .where('m.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('m.communityId', '=', communityId ?? ''))
    .$if(gatewayId !== undefined, query => query.where('m.gatewayId', '=', gatewayId ?? ''))
    .$if(kind !== undefined, query => query.where('m.kind', '=', kind ?? ''))
    .$if(state !== undefined, query => query.where('m.state', '=', state ?? ''))
    .$if(Boolean(text), query =>
      query.where(sql<SqlBool>`(m.number like ${start} or m.body ->> 'meterCode' = ${text ?? ''})`),
    )
    .$if(from !== undefined, query =>
      query.where(sql<SqlBool>`m.received_at >= ${from ?? ''}::date::timestamp at time zone 'Asia/Shanghai'`),
    )
    .$if(to !== undefined, query =>
      query.where(sql<SqlBool>`m.received_at < (${to ?? ''}::date + 1)::timestamp at time zone 'Asia/Shanghai'`),
    )
}
