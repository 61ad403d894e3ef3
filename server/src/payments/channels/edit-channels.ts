import type { payments as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { channelsChanged } from '../events.ts'
import { payments } from '../tables.ts'
import { type Channel, readChannel } from './channel-view.ts'
import type { Columns } from './statement-columns.ts'

/** Adds a channel of a community. Errors: platform.not_found (community), platform.beyond_scope, payments.channel_taken. */
export async function createChannel(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createChannel>,
): Promise<Channel> {
  requireWholeCommunities(actor)
  const { id, communityId, name, ratePercent } = input
  await requireCommunity(tx, actor, communityId)
  const added = await payments(tx)
    .insertInto('payments.channel')
    .values({ tenantId: tenantOf(actor), id, communityId, name, ratePercent, createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.channelTaken({ name })
  await publish(tx, channelsChanged, { communityId, statementId: null })
  return readChannel(tx, actor, id)
}

/** Changes one, from the version that was read. Errors: as `createChannel`, platform.changed_meanwhile. */
export async function editChannel(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editChannel>,
): Promise<Channel> {
  requireWholeCommunities(actor)
  const { channelId, version, name, ratePercent, retired } = input
  const before = await readChannel(tx, actor, channelId)
  const taken = await payments(tx)
    .selectFrom('payments.channel')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', before.communityId)
    .where('name', '=', name)
    .where('id', '<>', channelId)
    .executeTakeFirst()
  if (taken) throw refuse.channelTaken({ name })
  const changed = await payments(tx)
    .updateTable('payments.channel')
    .set(eb => ({
      ...{ name, ratePercent, version: version + 1 },
      retiredAt: retired ? eb.fn.coalesce('retiredAt', eb.val(now())) : null,
    }))
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', channelId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  const after = await readChannel(tx, actor, channelId)
  recordChanges(tx, before, after)
  await publish(tx, channelsChanged, { communityId: before.communityId, statementId: null })
  return after
}

/** Keeps by which columns a statement of a channel was read: the template of the next one. */
export async function keepColumns(tx: Tx, actor: Actor, channelId: string, columns: Columns): Promise<void> {
  await payments(tx)
    .updateTable('payments.channel')
    .set({ columns: JSON.stringify(columns) })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', channelId)
    .execute()
}

/**
 * By which channel a card is charged: the one that was named, else the only one in use, else null: nobody knows.
 * Errors: platform.not_found (of another community), payments.channel_retired.
 */
export async function channelFor(
  tx: Tx,
  actor: Actor,
  communityId: string,
  channelId: string | null,
): Promise<string | null> {
  const rows = await payments(tx)
    .selectFrom('payments.channel')
    .select(['id', 'retiredAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .$if(channelId !== null, query => query.where('id', '=', channelId ?? ''))
    .$if(channelId === null, query => query.where('retiredAt', 'is', null))
    .limit(2)
    .execute()
  const [only, another] = rows
  if (channelId === null) return only && !another ? only.id : null
  if (!only) throw refusePlatform.notFound()
  if (only.retiredAt !== null) throw refuse.channelRetired()
  return only.id
}

/** Holds the channels of a community, so that no two match its money at once. */
export async function lockChannels(tx: Tx, actor: Actor, communityId: string): Promise<void> {
  await payments(tx)
    .selectFrom('payments.channel')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .orderBy('id')
    .forUpdate()
    .execute()
}
