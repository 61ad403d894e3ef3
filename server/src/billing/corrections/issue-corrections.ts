import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { IssuedBill } from '../runs/issue-bills.ts'
import { billing } from '../tables.ts'

/** Issues the drafts of a run's next corrections, at most `limit` corrected bills at a time, all red and blue ones of each. */
export async function issueCorrections(tx: Tx, actor: Actor, billRunId: string, limit: number): Promise<IssuedBill[]> {
  const { rows } = await sql<IssuedBill>`
    with root as (
      select distinct corrects_bill_id as id from billing.bill
      where tenant_id = ${tenantOf(actor)}::uuid and bill_run_id = ${billRunId}::uuid and kind = 'correction' and state = 'draft'
      order by 1 limit ${limit}
    ), draft as (
      select b.tenant_id, b.id from billing.bill b join root on root.id = b.corrects_bill_id
      where b.tenant_id = ${tenantOf(actor)}::uuid and b.bill_run_id = ${billRunId}::uuid and b.state = 'draft'
      order by b.id for update of b
    )
    update billing.bill b set state = 'issued', issued_at = ${now()}::timestamptz
    from draft where b.tenant_id = draft.tenant_id and b.id = draft.id
    returning b.id, b.amount_fen`.execute(billing(tx))
  return rows
}
