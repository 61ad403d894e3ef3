import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { type BillRecord, readBillRecord } from '../bills/bill-record.ts'
import { deleteDrafts } from '../bills/delete-drafts.ts'
import { recountRun } from '../runs/recount-run.ts'
import { billing } from '../tables.ts'
import { type CorrectableBill, lockBill, requireUnpaid, takeBack, tellChanged } from './correct-by-hand.ts'
import { correctPenalties } from './correct-penalties.ts'
import { endHold } from './hold-bill.ts'

/**
 * Voids an unpaid bill with the reason. A draft is deleted. An issued one is taken back as a whole by a red bill; the next run
 * makes it anew unless it is void for good. Errors: platform.not_found, billing.bill_not_correctable.
 */
export async function voidBill(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.voidBill>,
): Promise<{ bill: BillRecord | null }> {
  const bill = await lockBill(tx, actor, input.billId)
  if (bill.state === 'draft' && !input.forGood) {
    await deleteDrafts(tx, actor, [bill.id])
    if (bill.billRunId) await enqueue(tx, recountRun, { billRunId: bill.billRunId })
    await tellChanged(tx, bill)
    return { bill: null }
  }
  requireUnpaid(bill)
  await voidIssued(tx, actor, bill, input)
  recordChanges(tx, { isVoided: false }, { isVoided: true })
  return { bill: await readBillRecord(tx, actor, input) }
}

/** Takes an issued bill back as a whole by a red one, both void from then on. Ask under its lock, and when nothing of it is settled. */
export async function voidIssued(
  tx: Tx,
  actor: Actor,
  bill: CorrectableBill,
  { reason, forGood }: { reason: string; forGood: boolean },
): Promise<void> {
  const { redId } = await takeBack(tx, actor, bill, { code: 'void', note: reason })
  await sql`
    update billing.bill set voided_at = ${now()}::timestamptz, voided_by_name = ${actor.name}, void_reason = ${reason},
      void_for_good = ${forGood}, held_at = null, held_reason = null
    where tenant_id = ${tenantOf(actor)}::uuid and id = any(${[bill.id, redId]}::uuid[])`.execute(billing(tx))
  await correctPenalties(tx, actor, [bill.id])
  await endHold(tx, actor, bill.id)
  await tellChanged(tx, bill)
}
