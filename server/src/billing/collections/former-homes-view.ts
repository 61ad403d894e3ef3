import type { billing as contract, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

type Former = ResponseOf<typeof contract.readHousehold>['former']

/** The ids of all premises that these came from by mergers and splits. */
export function formerHomes(actor: Actor, premisesId: string): RawBuilder<unknown> {
  return sql`with recursive before(premises_id) as (
      select e.former_id from registry.public_predecessor e
      where e.tenant_id = ${tenantOf(actor)}::uuid and e.premises_id = ${premisesId}::uuid
      union
      select e.former_id from before b join registry.public_predecessor e on e.tenant_id = ${tenantOf(actor)}::uuid and e.premises_id = b.premises_id)
    select premises_id from before`
}

/**
 * What stayed with the premises that these came from: bills keep the number of the home they were made for, deposits the one they were
 * paid for, prepaid money of whoever has nothing to do with the new premises. Only where there is something.
 */
export async function readFormerHomes(tx: Tx, actor: Actor, premisesId: string): Promise<Former> {
  const { rows } = await sql<Former[number]>`
    select * from (
      select p.id as premises_id, p.label, p.ended_on,
        coalesce((select sum(b.amount_fen - b.settled_fen) from billing.bill b
          where b.tenant_id = p.tenant_id and b.premises_id = p.id and b.state = 'issued'), 0)::bigint as outstanding_fen,
        coalesce((select sum(u.balance_fen) from billing.purse u
          where u.tenant_id = p.tenant_id and u.premises_id = p.id), 0)::bigint as prepaid_fen,
        coalesce((select sum(d.held_fen) from billing.deposit d
          where d.tenant_id = p.tenant_id and d.premises_id = p.id), 0)::bigint as deposit_fen
      from registry.public_premises p
      where p.tenant_id = ${tenantOf(actor)}::uuid and p.id in (${formerHomes(actor, premisesId)})) f
    where f.outstanding_fen <> 0 or f.prepaid_fen > 0 or f.deposit_fen > 0
    order by f.label, f.premises_id`.execute(billing(tx))
  return rows
}
