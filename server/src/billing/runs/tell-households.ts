import { sql } from 'kysely'
import { z } from 'zod'
import { notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { defineManualJob } from '../../platform/jobs.ts'
import { fenToYuan } from '../../platform/money.ts'
import { billing } from '../tables.ts'
import { lockRun } from './generate-bills.ts'

const HOUSEHOLDS = 1000

/**
 * One notice to each household that a run issued something to be paid for: how many bills and how much. In chunks, a transaction
 * each; the run remembers who was told last, so that nobody is told twice.
 */
export const tellHouseholds = defineManualJob(
  'billing.tellHouseholds',
  z.object({ billRunId: z.uuid() }),
  async (door, actor, { billRunId }) => {
    while (await door.run(tx => tellNext(tx, actor, billRunId)));
  },
)

/** Tells the next households; whether there may be more. What was due before today (an old debt taken over) is no news. */
async function tellNext(tx: Tx, actor: Actor, billRunId: string): Promise<boolean> {
  const run = await lockRun(tx, actor, billRunId)
  if (run?.state !== 'issued') return false
  const { rows } = await sql<{ premisesId: string; count: number; fen: bigint; dueOn: string }>`
    select premises_id, count(*)::int as count, sum(amount_fen)::bigint as fen, min(due_on) as due_on
    from billing.bill
    where tenant_id = ${tenantOf(actor)}::uuid and bill_run_id = ${billRunId}::uuid and state = 'issued' and amount_fen > 0
      and due_on >= ${today()}::date and voided_at is null and (kind = 'charge' or settled_fen < amount_fen)
      and premises_id > coalesce(${run.toldAfter}::uuid, '00000000-0000-0000-0000-000000000000')
    group by premises_id order by premises_id limit ${HOUSEHOLDS}`.execute(billing(tx))
  const last = rows.at(-1)?.premisesId
  if (last === undefined) return false
  await notify(
    tx,
    actor,
    rows.map(({ premisesId, count, fen, dueOn }) => ({
      kind: 'bills-issued' as const,
      params: { count: String(count), amount: fenToYuan(fen), dueOn },
      about: { kind: 'bills' as const, id: premisesId },
      to: { premisesId },
    })),
  )
  await billing(tx)
    .updateTable('billing.billRun')
    .set({ toldAfter: last })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
    .execute()
  return rows.length === HOUSEHOLDS
}
