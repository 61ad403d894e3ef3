import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob, enqueue } from '../../platform/jobs.ts'
import { postIssued } from '../bills/post-issued.ts'
import { applyCorrections } from '../corrections/apply-corrections.ts'
import { correctPenalties } from '../corrections/correct-penalties.ts'
import { lockCorrections } from '../corrections/lock-corrections.ts'
import { billsIssued } from '../events.ts'
import { offsetBillRun } from '../purses/offset-run.ts'
import { billing } from '../tables.ts'
import { lockRun } from './generate-bills.ts'

const CHUNK = 2500

/** Issues the drafts of a run in chunks, a transaction each; after a crash it goes on where it stood. */
export const issueBills = defineManualJob(
  'billing.issueBills',
  z.object({ billRunId: z.uuid() }),
  async (door, actor, { billRunId }) => {
    while ((await door.run(tx => issueChunk(tx, actor, billRunId))) === 'more');
  },
)

/**
 * The next chunk: drafts become receivables, each with its tax and its ledger entry
 * (`bills/post-issued.ts`). The last chunk lets prepaid money pay (job `billing.offsetBillRun`, which has the payers told when it is
 * through), and announces `billsIssued`. `limit` is for tests.
 */
export async function issueChunk(tx: Tx, actor: Actor, billRunId: string, limit = CHUNK): Promise<'more' | 'done'> {
  const run = await lockRun(tx, actor, billRunId)
  if (run?.state !== 'issuing') return 'done'
  const charges = await lockDrafts(tx, actor, run, limit)
  // Corrections come when every charge is out, each whole: a red bill settles with the blue one at its side.
  const corrections = charges.length < limit ? await lockCorrections(tx, actor, run.id, limit) : []
  const issued = [...charges, ...corrections]
  await postIssued(
    tx,
    actor,
    run.communityId,
    issued.map(bill => bill.id),
  )
  const reds = corrections.filter(bill => bill.amountFen < 0n).map(bill => bill.id)
  await applyCorrections(tx, actor, run.communityId, reds)
  await correctPenalties(tx, actor, reds)
  const more = charges.length === limit || corrections.length > 0
  await billing(tx)
    .updateTable('billing.billRun')
    .set({
      progressDone: run.progressDone + issued.length,
      resumeAfter: charges.at(-1)?.id ?? run.resumeAfter,
      ...(more ? {} : { state: 'issued', issuedAt: now() }),
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
    .execute()
  if (!more) await enqueue(tx, offsetBillRun, { billRunId })
  if (!more) await publish(tx, billsIssued, { communityId: run.communityId, billRunId })
  return more ? 'more' : 'done'
}

export interface IssuedBill {
  id: string
  amountFen: bigint
}

/** The next drafts of the run's charges, locked; `postIssued` issues them. */
async function lockDrafts(
  tx: Tx,
  actor: Actor,
  run: { id: string; resumeAfter: string | null },
  limit: number,
): Promise<IssuedBill[]> {
  const { rows } = await sql<IssuedBill>`
    select id, amount_fen from billing.bill
    where tenant_id = ${tenantOf(actor)}::uuid and bill_run_id = ${run.id}::uuid and state = 'draft' and kind = 'charge'
      and id > coalesce(${run.resumeAfter}::uuid, '00000000-0000-0000-0000-000000000000')
    order by id limit ${limit}
    for update`.execute(billing(tx))
  return rows
}
