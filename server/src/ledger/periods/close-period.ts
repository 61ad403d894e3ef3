import type { ledger as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { monthRange } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { ledger } from '../tables.ts'
import { failedChecks } from './closing-check.ts'
import { postClosing, proposeEntries } from './closing-entry.ts'
import { closedThrough } from './open-day.ts'

const MAX_PROBLEMS = 5

/**
 * Closes a month that is over, and with it every month before: the database refuses entries dated in them from now on. Waits for
 * whoever posts in the community. Asks everything declared by `defineClosingCheck`, among it that bills, purses and deposits agree
 * with the ledger; then posts what is declared by `defineClosingEntry` on the last day of the month. Errors: platform.not_found, platform.beyond_scope, ledger.month_not_over, ledger.month_closed, ledger.does_not_tie.
 */
export async function closePeriod(
  tx: Tx,
  actor: Actor,
  { id, communityId, month }: RequestOf<typeof contract.closePeriod>,
): Promise<{ id: string }> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, communityId)
  const { to } = monthRange(month)
  if (to >= today()) throw refuse.monthNotOver({ month })
  await lockCommunity(tx, actor, communityId)
  const closed = await closedThrough(tx, actor, communityId)
  if (closed !== null && month <= closed) throw refuse.monthClosed({ month: closed })
  const problems = await failedChecks(tx, actor, communityId, to)
  if (problems.length > 0) throw refuse.doesNotTie({ problems: problems.slice(0, MAX_PROBLEMS) })
  const closing = { id, communityId, month, lastDay: to }
  const proposed = await proposeEntries(tx, actor, closing)
  await postClosing(tx, actor, closing, proposed)
  const added = await ledger(tx)
    .insertInto('ledger.period')
    .values({
      ...{ tenantId: tenantOf(actor), id, communityId, month, closedAt: now() },
      ...{ closedBy: accountOf(actor), closedByName: actor.name },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // The id belongs to another closing.
  if (!added) throw refuse.monthClosed({ month })
  for (const { work, entry } of proposed) await work.keep(tx, actor, closing, entry)
  return { id }
}

/**
 * Opens the latest closed month again, with the reason; the row stays as the trace, and the months before it are closed by their own.
 * Errors: platform.not_found, platform.beyond_scope, ledger.month_not_closed, ledger.later_month_closed.
 */
export async function reopenPeriod(
  tx: Tx,
  actor: Actor,
  { periodId, reason }: RequestOf<typeof contract.reopenPeriod>,
): Promise<{ id: string }> {
  requireWholeCommunities(actor)
  const tenantId = tenantOf(actor)
  const period = await ledger(tx)
    .selectFrom('ledger.period')
    .select(['communityId', 'month', 'reopenedAt'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', periodId)
    .forUpdate()
    .executeTakeFirst()
  if (!period) throw refusePlatform.notFound()
  if (period.reopenedAt) throw refuse.monthNotClosed({ month: period.month })
  await lockCommunity(tx, actor, period.communityId)
  const closed = await closedThrough(tx, actor, period.communityId)
  if (closed !== null && closed > period.month) throw refuse.laterMonthClosed({ month: closed })
  await ledger(tx)
    .updateTable('ledger.period')
    .set({ reopenedAt: now(), reopenedBy: accountOf(actor), reopenedByName: actor.name, reopenReason: reason })
    .where('tenantId', '=', tenantId)
    .where('id', '=', periodId)
    .execute()
  recordChanges(tx, { state: 'closed', reason: '' }, { state: 'reopened', reason })
  return { id: periodId }
}

/** Alone among those who close and post in the community. */
async function lockCommunity(tx: Tx, actor: Actor, communityId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(ledger.period_lock(${tenantOf(actor)}::uuid, ${communityId}::uuid))`.execute(
    ledger(tx),
  )
}
