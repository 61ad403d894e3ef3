import type { payments as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { addDays } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { channelsChanged } from '../events.ts'
import { payments } from '../tables.ts'
import { DAYS_AROUND, type Difference, readDifference } from './difference-view.ts'
import { lockChannels } from './edit-channels.ts'
import { type OfChannel, openMoney } from './our-money.ts'
import { tellDifferenceWaits } from './tell-channels.ts'

type Input = RequestOf<typeof contract.askChannelDifference>

/**
 * Asks to deal with a difference: a row that does not match with one of ours or without, or one of ours that the channel does not know. From
 * then on neither is matched otherwise. The same id again answers what is there.
 * Errors: platform.not_found (statement or row), platform.beyond_scope, platform.already_there (the id is another's),
 * payments.difference_handled (matched or dealt with meanwhile), payments.difference_wrong (nothing, or something to dismiss that is ours).
 */
export async function askChannelDifference(tx: Tx, actor: Actor, input: Input): Promise<Difference> {
  requireWholeCommunities(actor)
  const { id, statementId, rowId, oursId, decision, reason } = input
  if (!rowId && !oursId) throw refuse.differenceWrong({ problem: 'nothing' })
  if (decision === 'dismiss' && (oursId || !rowId)) throw refuse.differenceWrong({ problem: 'ours' })
  const statement = await findStatement(tx, actor, statementId)
  await lockChannels(tx, actor, statement.communityId)
  const before = await findBefore(tx, actor, input)
  if (before) return before
  const row = rowId ? await findRow(tx, actor, statementId, rowId) : null
  const ours = oursId ? await findOurs(tx, actor, statement, oursId) : null
  const kind = row?.kind ?? ours?.kind ?? ''
  if (ours && ours.kind !== kind) throw refuse.differenceWrong({ problem: 'kind' })
  const signed = (fen: bigint) => (kind === 'refund' ? -fen : fen)
  const added = await payments(tx)
    .insertInto('payments.channelDifference')
    .values({
      ...{
        tenantId: tenantOf(actor),
        id,
        communityId: statement.communityId,
        statementId,
        rowId,
        decision,
        kind,
        reason,
      },
      ...{ paymentId: kind === 'payment' ? oursId : null, refundId: kind === 'refund' ? oursId : null },
      ...{
        channelFen: signed(row?.amountFen ?? 0n),
        feeFen: row?.feeFen ?? 0n,
        oursFen: signed(ours?.amountFen ?? 0n),
      },
      ...{ askedBy: accountOf(actor), askedByName: actor.name, askedAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.differenceHandled()
  await publish(tx, channelsChanged, { communityId: statement.communityId, statementId })
  await tellDifferenceWaits(tx, actor, statementId)
  return readDifference(tx, actor, id)
}

async function findBefore(tx: Tx, actor: Actor, { id, statementId, rowId, oursId }: Input): Promise<Difference | null> {
  const before = await payments(tx)
    .selectFrom('payments.channelDifference')
    .select(['statementId', 'rowId', 'paymentId', 'refundId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .executeTakeFirst()
  if (!before) return null
  const same =
    before.statementId === statementId &&
    before.rowId === (rowId ?? null) &&
    (before.paymentId ?? before.refundId) === (oursId ?? null)
  if (!same) throw refusePlatform.alreadyThere()
  return readDifference(tx, actor, id)
}

async function findStatement(tx: Tx, actor: Actor, statementId: string): Promise<OfChannel & { day: string }> {
  const statement = await payments(tx)
    .selectFrom('payments.channelStatement')
    .select(['communityId', 'channelId', 'day'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', statementId)
    .forUpdate()
    .executeTakeFirst()
  if (!statement) throw refusePlatform.notFound()
  return statement
}

/** Errors: platform.not_found, payments.difference_handled (it matches). */
async function findRow(tx: Tx, actor: Actor, statementId: string, rowId: string) {
  const row = await payments(tx)
    .selectFrom('payments.channelRow')
    .select(['kind', 'amountFen', 'feeFen', 'outcome'])
    .where('tenantId', '=', tenantOf(actor))
    .where('statementId', '=', statementId)
    .where('id', '=', rowId)
    .executeTakeFirst()
  if (!row) throw refusePlatform.notFound()
  if (row.outcome === 'matched') throw refuse.differenceHandled()
  return row
}

/** Errors: payments.difference_handled (another row stands for it, or it is not of these days). */
async function findOurs(
  tx: Tx,
  actor: Actor,
  { day, ...of }: OfChannel & { day: string },
  oursId: string,
): Promise<{ kind: string; amountFen: bigint }> {
  const { rows } = await sql<{ kind: string; amountFen: bigint }>`
    select m.kind, m.amount_fen from (${openMoney(actor, of, addDays(day, -DAYS_AROUND), addDays(day, DAYS_AROUND))}) m
    where m.id = ${oursId}::uuid`.execute(payments(tx))
  const [ours] = rows
  if (!ours) throw refuse.differenceHandled()
  return ours
}
