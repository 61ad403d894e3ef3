import type { payments as contract, RequestOf } from '@anju/contract'
import { openDay, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { channelsChanged } from '../events.ts'
import { payments } from '../tables.ts'
import { postingsOf } from './difference.ts'
import { type Difference, readDifference } from './difference-view.ts'
import { closeDifferenceNotices } from './tell-channels.ts'

/**
 * Confirms how a difference is dealt with, by somebody else than who asked, and posts it: `payments.channel-difference`, dated today. What is
 * dismissed is posted nowhere. Errors: platform.not_found, platform.beyond_scope, platform.own_request, payments.difference_handled (before).
 */
export async function confirmChannelDifference(
  tx: Tx,
  actor: Actor,
  { differenceId }: RequestOf<typeof contract.confirmChannelDifference>,
): Promise<Difference> {
  const difference = await lockDifference(tx, actor, differenceId)
  requireSomebodyElse(actor, difference.askedBy)
  const { communityId, statementId, channel, reason } = difference
  const postedOn = await openDay(tx, actor, communityId, today())
  const postings = difference.decision === 'book' ? postingsOf(difference) : []
  if (postings.length > 0)
    await postEntries(tx, actor, [
      {
        ...{ id: newId(), communityId, postedOn, sourceKind: 'payments.channel-difference', sourceId: differenceId },
        ...{ memo: `渠道差异 ${channel} ${reason}`.slice(0, 200), postings },
      },
    ])
  await payments(tx)
    .updateTable('payments.channelDifference')
    .set({ confirmedAt: now(), confirmedByName: actor.name, postedOn })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', differenceId)
    .execute()
  recordChanges<{ state: string }>(tx, { state: 'asked' }, { state: 'confirmed' })
  await closeDifferenceNotices(tx, actor, statementId)
  await publish(tx, channelsChanged, { communityId, statementId })
  return readDifference(tx, actor, differenceId)
}

/** Withdraws or turns down how a difference was to be dealt with: it is open again. Errors: platform.not_found, platform.beyond_scope, payments.difference_handled. */
export async function dropChannelDifference(
  tx: Tx,
  actor: Actor,
  { differenceId }: RequestOf<typeof contract.dropChannelDifference>,
): Promise<void> {
  const { communityId, statementId } = await lockDifference(tx, actor, differenceId)
  await payments(tx)
    .updateTable('payments.channelDifference')
    .set({ droppedAt: now(), droppedByName: actor.name })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', differenceId)
    .execute()
  recordChanges<{ state: string }>(tx, { state: 'asked' }, { state: 'dropped' })
  await closeDifferenceNotices(tx, actor, statementId)
  await publish(tx, channelsChanged, { communityId, statementId })
}

/** Errors: platform.not_found, platform.beyond_scope, payments.difference_handled (confirmed or dropped before). */
async function lockDifference(tx: Tx, actor: Actor, differenceId: string) {
  requireWholeCommunities(actor)
  const row = await payments(tx)
    .selectFrom('payments.channelDifference as d')
    .innerJoin('payments.channelStatement as s', join =>
      join.onRef('s.tenantId', '=', 'd.tenantId').onRef('s.id', '=', 'd.statementId'),
    )
    .innerJoin('payments.channel as n', join =>
      join.onRef('n.tenantId', '=', 's.tenantId').onRef('n.id', '=', 's.channelId'),
    )
    .select(['d.communityId', 'd.statementId', 'n.name as channel', 'd.decision', 'd.channelFen', 'd.feeFen'])
    .select(['d.oursFen', 'd.reason', 'd.askedBy', 'd.confirmedAt', 'd.droppedAt'])
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.id', '=', differenceId)
    .forUpdate('d')
    .executeTakeFirst()
  if (!row) throw refusePlatform.notFound()
  if (row.confirmedAt || row.droppedAt) throw refuse.differenceHandled()
  return row
}
