import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { IssuedBill } from '../runs/issue-bills.ts'
import { billing } from '../tables.ts'

/** The drafts of a run's next corrections, locked: at most `limit` corrected bills at a time, all red and blue ones of each. */
export async function lockCorrections(tx: Tx, actor: Actor, billRunId: string, limit: number): Promise<IssuedBill[]> {
  const { rows } = await sql<IssuedBill>`
    with root as (
      select distinct corrects_bill_id as id from billing.bill
      where tenant_id = ${tenantOf(actor)}::uuid and bill_run_id = ${billRunId}::uuid and kind = 'correction' and state = 'draft'
      order by 1 limit ${limit}
    )
    select b.id, b.amount_fen from billing.bill b join root on root.id = b.corrects_bill_id
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.bill_run_id = ${billRunId}::uuid and b.state = 'draft'
    order by b.id for update of b`.execute(billing(tx))
  return rows
}
