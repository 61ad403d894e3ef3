import type { payments as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { channelsChanged } from '../events.ts'
import { payments } from '../tables.ts'
import { lockChannels } from './edit-channels.ts'
import { matchRows } from './matching.ts'
import { type OfChannel, readOpenMoney } from './our-money.ts'
import { readChannelStatement, type Statement } from './statement-view.ts'
import { closeStatementNotices, tellStatementWaits } from './tell-channels.ts'

/** Sets what has no counterpart yet beside what we know of the day, the day before and the day after (the cut at midnight). */
export async function matchStatement(
  tx: Tx,
  actor: Actor,
  { id, day, ...of }: OfChannel & { id: string; day: string },
): Promise<void> {
  await lockChannels(tx, actor, of.communityId)
  const rows = await payments(tx)
    .selectFrom('payments.channelRow as r')
    .select(['r.id', 'r.reference', 'r.kind', 'r.amountFen'])
    .where('r.tenantId', '=', tenantOf(actor))
    .where('r.statementId', '=', id)
    .where('r.outcome', '<>', 'matched')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payments.channelDifference as d')
            .select('d.id')
            .whereRef('d.tenantId', '=', 'r.tenantId')
            .whereRef('d.rowId', '=', 'r.id')
            .where('d.droppedAt', 'is', null),
        ),
      ),
    )
    .orderBy('r.place')
    .execute()
  const open = rows.map(row => ({ ...row, kind: row.kind as 'payment' | 'refund' }))
  const matches = matchRows(open, await readOpenMoney(tx, actor, of, day))
  const found = open.map((row, index) => ({ ...row, ...matches[index] }))
  await sql`
    update payments.channel_row r set outcome = m.outcome,
      payment_id = case when r.kind = 'payment' then m.ours end, refund_id = case when r.kind = 'refund' then m.ours end
    from unnest(${found.map(one => one.id)}::uuid[], ${found.map(one => one.outcome ?? 'channel-only')}::text[],
      ${found.map(one => one.oursId ?? null)}::uuid[]) as m(id, outcome, ours)
    where r.tenant_id = ${tenantOf(actor)}::uuid and r.id = m.id`.execute(payments(tx))
}

/** A statement under its lock, which nobody has confirmed. Errors: platform.not_found, payments.statement_confirmed. */
export async function lockStatement(tx: Tx, actor: Actor, statementId: string) {
  const row = await payments(tx)
    .selectFrom('payments.channelStatement as s')
    .innerJoin('payments.channel as n', join =>
      join.onRef('n.tenantId', '=', 's.tenantId').onRef('n.id', '=', 's.channelId'),
    )
    .select(['s.id', 's.communityId', 's.channelId', 'n.name as channel', 's.day', 's.state', 's.uploadedBy'])
    .where('s.tenantId', '=', tenantOf(actor))
    .where('s.id', '=', statementId)
    .forUpdate('s')
    .executeTakeFirst()
  if (!row) throw refusePlatform.notFound()
  if (row.state === 'confirmed') throw refuse.statementConfirmed()
  return row
}

/** Matches once more. Errors: platform.not_found, platform.beyond_scope, payments.statement_confirmed. */
export async function matchChannelStatement(
  tx: Tx,
  actor: Actor,
  { statementId }: RequestOf<typeof contract.matchChannelStatement>,
): Promise<Statement> {
  requireWholeCommunities(actor)
  const statement = await lockStatement(tx, actor, statementId)
  await matchStatement(tx, actor, statement)
  await publish(tx, channelsChanged, { communityId: statement.communityId, statementId })
  const after = await readChannelStatement(tx, actor, { statementId })
  await tellStatementWaits(tx, actor, after)
  return after
}

/**
 * Takes a statement out that nobody has confirmed, and of which no difference is being dealt with.
 * Errors: platform.not_found, platform.beyond_scope, payments.statement_confirmed, payments.statement_handled.
 */
export async function removeChannelStatement(
  tx: Tx,
  actor: Actor,
  { statementId }: RequestOf<typeof contract.removeChannelStatement>,
): Promise<void> {
  requireWholeCommunities(actor)
  const { communityId } = await lockStatement(tx, actor, statementId)
  const handled = await payments(tx)
    .selectFrom('payments.channelDifference')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('statementId', '=', statementId)
    .where('droppedAt', 'is', null)
    .executeTakeFirst()
  if (handled) throw refuse.statementHandled()
  // Its rows go with it.
  await payments(tx)
    .deleteFrom('payments.channelStatement')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', statementId)
    .execute()
  await closeStatementNotices(tx, actor, statementId)
  await publish(tx, channelsChanged, { communityId, statementId })
}
