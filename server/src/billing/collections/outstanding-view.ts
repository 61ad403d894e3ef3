import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

/** What a household owes on issued bills, and what of it is overdue, in fen. */
export async function readOutstanding(
  tx: Tx,
  actor: Actor,
  premisesId: string,
): Promise<{ outstandingFen: bigint; overdueFen: bigint }> {
  return billing(tx)
    .selectFrom('billing.bill')
    .select([
      sql<bigint>`coalesce(sum(amount_fen - settled_fen), 0)::bigint`.as('outstandingFen'),
      sql<bigint>`coalesce(sum(amount_fen - settled_fen) filter (where due_on < ${today()}::date), 0)::bigint`.as(
        'overdueFen',
      ),
    ])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('state', '=', 'issued')
    .executeTakeFirstOrThrow()
}
