import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineJob } from '../../platform/jobs.ts'
import { billing } from '../tables.ts'
import { tellApprovers } from './tell-approvers.ts'

/**
 * A run whose drafts were rewritten by a later one, or deleted by hand, says again what it has. With `waitsAgain` it was approved before,
 * and who may approve it is told.
 */
export const recountRun = defineJob(
  'billing.recountRun',
  z.object({ billRunId: z.uuid(), waitsAgain: z.boolean().default(false) }),
  async (tx, actor, { billRunId, waitsAgain }) => {
    await recount(tx, actor, billRunId)
    if (waitsAgain) await tellApprovers(tx, actor, billRunId)
  },
)

async function recount(tx: Tx, actor: Actor, billRunId: string): Promise<void> {
  await sql`select from billing.bill_run where tenant_id = ${tenantOf(actor)}::uuid and id = ${billRunId}::uuid for update`.execute(
    billing(tx),
  )
  await sql`
    update billing.bill_run r set bill_count = s.bills, total_fen = s.fen, line_count = s.lines
    from (
      select count(*)::int as bills, coalesce(sum(b.amount_fen), 0)::bigint as fen,
        (select count(*)::int from billing.bill_line l join billing.bill o on o.tenant_id = l.tenant_id and o.id = l.bill_id
          where o.tenant_id = ${tenantOf(actor)}::uuid and o.bill_run_id = ${billRunId}::uuid) as lines
      from billing.bill b where b.tenant_id = ${tenantOf(actor)}::uuid and b.bill_run_id = ${billRunId}::uuid
    ) s
    where r.tenant_id = ${tenantOf(actor)}::uuid and r.id = ${billRunId}::uuid`.execute(billing(tx))
}
