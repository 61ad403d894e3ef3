import type { payments as contract, RequestOf } from '@anju/contract'
import { openDay, type PostingInput, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { channelsChanged } from '../events.ts'
import { payments } from '../tables.ts'
import { type SettledRow, sumsOf } from './fee.ts'
import { lockStatement } from './match-statement.ts'
import { readChannelStatement, type Statement } from './statement-view.ts'
import { closeStatementNotices } from './tell-channels.ts'

/**
 * Confirms what matches, by somebody else than who took the statement in: one entry `payments.channel-settled`, debit 1002 (net) and 6603
 * (fee, from the file), credit 1012 (payments less refunds). Differences are not posted: they stay in 1012 until people have dealt with them (`settle-difference.ts`).
 * Errors: platform.not_found, platform.beyond_scope, platform.own_request, payments.statement_confirmed, statement_changed, nothing_matched.
 */
export async function confirmChannelStatement(
  tx: Tx,
  actor: Actor,
  { statementId, netFen }: RequestOf<typeof contract.confirmChannelStatement>,
): Promise<Statement> {
  requireWholeCommunities(actor)
  const statement = await lockStatement(tx, actor, statementId)
  requireSomebodyElse(actor, statement.uploadedBy)
  const sums = sumsOf(await readMatched(tx, actor, statementId))
  if (sums.grossFen === 0n && sums.refundedFen === 0n) throw refuse.nothingMatched()
  if (sums.netFen !== netFen) throw refuse.statementChanged({ netFen: Number(sums.netFen) })
  const { communityId, channel, day } = statement
  const postedOn = await openDay(tx, actor, communityId, today())
  const postings: PostingInput[] = [
    { accountCode: '1002', amountFen: sums.netFen },
    { accountCode: '6603', amountFen: sums.feeFen },
    { accountCode: '1012', amountFen: sums.refundedFen - sums.grossFen },
  ]
  const moved = postings.filter(posting => posting.amountFen !== 0n)
  // A payment and its refund of one day come to nothing: nothing is posted.
  if (moved.length > 0)
    await postEntries(tx, actor, [
      {
        ...{ id: newId(), communityId, postedOn, sourceKind: 'payments.channel-settled', sourceId: statementId },
        ...{ memo: `渠道结算 ${channel} ${day}`, postings: moved },
      },
    ])
  await payments(tx)
    .updateTable('payments.channelStatement')
    .set({ state: 'confirmed', confirmedAt: now(), confirmedByName: actor.name, postedOn })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', statementId)
    .execute()
  recordChanges<{ state: string }>(tx, { state: 'open' }, { state: 'confirmed' })
  await closeStatementNotices(tx, actor, statementId)
  await publish(tx, channelsChanged, { communityId, statementId })
  return readChannelStatement(tx, actor, { statementId })
}

async function readMatched(tx: Tx, actor: Actor, statementId: string): Promise<SettledRow[]> {
  const rows = await payments(tx)
    .selectFrom('payments.channelRow')
    .select(['kind', 'amountFen', 'feeFen'])
    .where('tenantId', '=', tenantOf(actor))
    .where('statementId', '=', statementId)
    .where('outcome', '=', 'matched')
    .execute()
  return rows.map(row => ({ ...row, kind: row.kind as SettledRow['kind'] }))
}
