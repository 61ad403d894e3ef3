import { payments as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { payments } from '../tables.ts'

export type Channel = ResponseOf<typeof contract.createChannel>

const MOST = 200

/** The channels within scope, by name; those that are not used any more last. */
export async function listChannels(
  tx: Tx,
  actor: Actor,
  { communityId }: RequestOf<typeof contract.listChannels>,
): Promise<{ items: Channel[] }> {
  const rows = await channels(tx, actor)
    .$if(communityId !== undefined, query => query.where('n.communityId', '=', communityId ?? ''))
    .orderBy(eb => eb('n.retiredAt', 'is not', null))
    .orderBy('c.name')
    .orderBy('n.name')
    .limit(MOST)
    .execute()
  return { items: rows.map(channelOf) }
}

/** One of them. Errors: platform.not_found. */
export async function readChannel(tx: Tx, actor: Actor, channelId: string): Promise<Channel> {
  const row = await channels(tx, actor).where('n.id', '=', channelId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return channelOf(row)
}

/** Those of a community that are in use, for the desk. */
export async function listDeskChannels(
  tx: Tx,
  actor: Actor,
  { communityId }: RequestOf<typeof contract.listDeskChannels>,
): Promise<ResponseOf<typeof contract.listDeskChannels>> {
  const items = await payments(tx)
    .selectFrom('payments.channel')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('retiredAt', 'is', null)
    .orderBy('name')
    .limit(MOST)
    .execute()
  return { items }
}

function channels(tx: Tx, actor: Actor) {
  return payments(tx)
    .selectFrom('payments.channel as n')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'n.tenantId').onRef('c.id', '=', 'n.communityId'),
    )
    .select(['n.id', 'n.communityId', 'c.name as communityName', 'n.name', 'n.columns'])
    .select(sql<string>`trim_scale(n.rate_percent)::text`.as('ratePercent'))
    .select(['n.retiredAt', 'n.version'])
    .where('n.tenantId', '=', tenantOf(actor))
}

function channelOf({
  retiredAt,
  columns,
  ...row
}: Awaited<ReturnType<ReturnType<typeof channels>['execute']>>[number]): Channel {
  return {
    ...row,
    columns: columns === null ? null : contract.ChannelColumns.parse(columns),
    retired: retiredAt !== null,
  }
}
