import type { portal as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { billPage, matching, OUTSTANDING } from './bill-view.ts'

type Page = ResponseOf<typeof contract.listMyBills>

/**
 * Issued bills of a resident's households, a page of them, and the sums of each charge item over all of them, the greatest first:
 * whichever item is chosen, the others stay in sight.
 */
export async function listMyBills(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listMyBills>): Promise<Page> {
  const page = await billPage(tx, actor, input)
  const bills = matching(tx, actor, { ...input, itemId: undefined })
  const { rows } = await sql<Page['byItem'][number]>`
    select b.item_id, i.name as item_name, b.count, b.amount_fen, b.settled_fen, b.outstanding_fen
    from (select item_id, count(*)::int as count, sum(amount_fen)::bigint as amount_fen, sum(settled_fen)::bigint as settled_fen,
        sum(outstanding_fen)::bigint as outstanding_fen
      from (${bills.select(['b.itemId', 'b.amountFen', 'b.settledFen', OUTSTANDING.as('outstandingFen')])}) b group by item_id) b
    join billing.charge_item i on i.tenant_id = ${actor.tenantId}::uuid and i.id = b.item_id
    order by b.outstanding_fen desc, b.settled_fen desc, i.name`.execute(billing(tx))
  return { ...page, byItem: rows }
}
