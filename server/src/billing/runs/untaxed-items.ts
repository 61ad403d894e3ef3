import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { ChargeException } from '../bills/propose-bills.ts'
import { billing } from '../tables.ts'

/**
 * The items of a run's drafts that are income of the company and have no tax rate on the day a draft is billed, while the company keeps
 * rates for others: issued, they would be posted with no VAT and nobody would know. One exception an item (`no-tax`), at one of its homes; a
 * company that keeps no rates at all is not told. A rate of 0 is a rate. Read once, when all drafts are there.
 */
export async function readUntaxedItems(tx: Tx, actor: Actor, billRunId: string): Promise<ChargeException[]> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<Omit<ChargeException, 'code'>>`
    select distinct on (i.id) b.premises_id, p.label as premises_label, r.name as rule_name, i.name as at
    from billing.bill b
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id and i.treatment = 'revenue'
    join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id
    join registry.public_premises p on p.tenant_id = b.tenant_id and p.id = b.premises_id
    where b.tenant_id = ${tenantId}::uuid and b.bill_run_id = ${billRunId}::uuid and b.state = 'draft' and b.kind = 'charge'
      and exists (select from billing.charge_item_tax t where t.tenant_id = ${tenantId}::uuid)
      and not exists (select from billing.charge_item_tax t
        where t.tenant_id = b.tenant_id and t.item_id = b.item_id and t.effective_from <= b.billing_on
          and (t.legal_entity_id is null or t.legal_entity_id = (select e.legal_entity_id from ledger.public_community_entity e
            where e.tenant_id = b.tenant_id and e.community_id = b.community_id and e.from_on <= b.billing_on
            order by e.from_on desc limit 1)))
    order by i.id, p.label`.execute(billing(tx))
  return rows.map(row => ({ ...row, code: 'no-tax' }))
}
