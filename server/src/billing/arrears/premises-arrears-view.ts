import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

type Arrears = ResponseOf<typeof contract.arrearsByPremises>

/** What each of the premises of a building owes today, of issued bills. One query; those that owe nothing are left out. */
export async function arrearsByPremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.arrearsByPremises>,
): Promise<Arrears> {
  const { rows } = await sql<Arrears['items'][number]>`
    select b.premises_id, sum(b.amount_fen - b.settled_fen)::bigint as outstanding_fen,
      coalesce(sum(b.amount_fen - b.settled_fen) filter (where b.due_on < ${today()}::date), 0)::bigint as overdue_fen,
      min(b.due_on) as oldest_due_on
    from registry.public_premises p
    join billing.bill b on b.tenant_id = p.tenant_id and b.premises_id = p.id
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.building_id = ${input.buildingId}::uuid
      and b.state = 'issued' and b.amount_fen > b.settled_fen
    group by b.premises_id order by b.premises_id`.execute(billing(tx))
  return { items: rows }
}
