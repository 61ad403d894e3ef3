import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { recountRun } from '../runs/recount-run.ts'
import { billing } from '../tables.ts'

/**
 * Removes bills that are drafts still, with their lines, and answers which, with the run each was of: one issued or removed meanwhile is
 * left alone. A run that was approved with them is not approved any more: whoever approved it saw another sum.
 */
export async function deleteDrafts(
  tx: Tx,
  actor: Actor,
  billIds: readonly string[],
): Promise<Map<string, string | null>> {
  if (billIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; billRunId: string | null }>`
    with draft as (
      select tenant_id, id from billing.bill
      where tenant_id = ${tenantOf(actor)}::uuid and id = any(${[...billIds]}::uuid[]) and state = 'draft'
      order by id for update
    ), line as (
      delete from billing.bill_line l using draft where l.tenant_id = draft.tenant_id and l.bill_id = draft.id
    )
    delete from billing.bill b using draft where b.tenant_id = draft.tenant_id and b.id = draft.id
    returning b.id, b.bill_run_id`.execute(billing(tx))
  await dropApprovals(tx, actor, [...new Set(rows.flatMap(row => row.billRunId ?? []))])
  return new Map(rows.map(row => [row.id, row.billRunId]))
}

async function dropApprovals(tx: Tx, actor: Actor, billRunIds: readonly string[]): Promise<void> {
  if (billRunIds.length === 0) return
  const { rows } = await sql<{ id: string }>`
    update billing.bill_run set approved_at = null, approved_by = null, approved_by_name = null
    where tenant_id = ${tenantOf(actor)}::uuid and id = any(${billRunIds}::uuid[]) and state = 'generated' and approved_at is not null
    returning id`.execute(billing(tx))
  // It waits again, with the sum that is left.
  for (const { id } of rows) await enqueue(tx, recountRun, { billRunId: id, waitsAgain: true })
}
