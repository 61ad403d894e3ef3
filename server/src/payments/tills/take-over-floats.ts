import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { payments } from '../tables.ts'
import type { Till } from './own-till.ts'

/**
 * Of the floats and movements by hand from before such were posted (`is_posted` false), what no close of the drawer has taken over yet: they are
 * in what is counted and not in 1001. Nothing for a drawer that was first used since.
 * @param day up to and with it
 */
export async function readUnpostedCash(tx: Tx, actor: Actor, till: Till, day: string): Promise<bigint> {
  const of = sql`tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid`
  const { rows } = await sql<{ fen: bigint }>`
    select (coalesce((select sum(issued_fen + difference_fen) from payments.till_shift where ${of} and not is_posted and day <= ${day}::date), 0)
      + coalesce((select sum(case when kind = 'in' then amount_fen else -amount_fen end) from payments.cash_movement
          where ${of} and not is_posted and source_id is null and day <= ${day}::date), 0)
      - coalesce((select sum(taken_over_fen) from payments.day_close where ${of}), 0))::bigint as fen`.execute(
    payments(tx),
  )
  return rows[0]?.fen ?? 0n
}
