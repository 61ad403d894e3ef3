import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billing } from '../tables.ts'
import type { Allocation } from './allocation.ts'

/**
 * Writes what a payment settles and moves the sums of lines and bills along. Ask under the lock of the bills; a bill
 * settled beyond its amount is refused by the database.
 */
export async function settle(
  tx: Tx,
  actor: Actor,
  payment: { paymentId: string; communityId: string; premisesId: string; settledOn: string },
  allocations: readonly Allocation[],
): Promise<void> {
  const tenantId = tenantOf(actor)
  const lineIds = allocations.map(allocation => allocation.lineId)
  const billIds = allocations.map(allocation => allocation.billId)
  const amounts = allocations.map(allocation => allocation.amountFen)
  await sql`
    insert into billing.settlement (tenant_id, community_id, premises_id, payment_id, settled_on, id, bill_id, bill_line_id, amount_fen)
    select ${tenantId}::uuid, ${payment.communityId}::uuid, ${payment.premisesId}::uuid, ${payment.paymentId}::uuid,
      ${payment.settledOn}::date, s.*
    from unnest(${allocations.map(() => newId())}::uuid[], ${billIds}::uuid[], ${lineIds}::uuid[], ${amounts}::bigint[]) as s`.execute(
    billing(tx),
  )
  await sql`
    update billing.bill_line l set settled_fen = l.settled_fen + s.fen
    from unnest(${lineIds}::uuid[], ${amounts}::bigint[]) as s(id, fen)
    where l.tenant_id = ${tenantId}::uuid and l.id = s.id`.execute(billing(tx))
  await sql`
    update billing.bill b set settled_fen = b.settled_fen + s.fen
    from (select a.id, sum(a.fen)::bigint as fen from unnest(${billIds}::uuid[], ${amounts}::bigint[]) as a(id, fen) group by a.id) s
    where b.tenant_id = ${tenantId}::uuid and b.id = s.id`.execute(billing(tx))
}
