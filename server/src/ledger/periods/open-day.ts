import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { ledger } from '../tables.ts'

/**
 * The day on which a fact of `on` is posted: that day, or today when its month is closed by now. A correction of an old
 * month so lands in the open one (domain.md §1.2 冲正).
 */
export async function openDay(tx: Tx, actor: Actor, communityId: string, on: string): Promise<string> {
  const closed = await closedThrough(tx, actor, communityId)
  return closed !== null && on.slice(0, 7) <= closed ? today() : on
}

/**
 * A fact of a month that is posted when the month is closed may be written only before: whoever closes it waits. Errors: ledger.month_closed.
 */
export async function requireOpenMonth(tx: Tx, actor: Actor, communityId: string, month: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(ledger.period_lock(${tenantOf(actor)}::uuid, ${communityId}::uuid))`.execute(
    ledger(tx),
  )
  const closed = await closedThrough(tx, actor, communityId)
  if (closed !== null && month <= closed) throw refuse.monthClosed({ month: closed })
}

/** The latest month that is closed, `YYYY-MM`: with it every month before. Null when none is. */
export async function closedThrough(tx: Tx, actor: Actor, communityId: string): Promise<string | null> {
  const row = await ledger(tx)
    .selectFrom('ledger.publicPeriod')
    .select('closedThrough')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .executeTakeFirst()
  return row?.closedThrough ?? null
}
