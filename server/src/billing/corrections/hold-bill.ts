import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type BillRecord, readBillRecord } from '../bills/bill-record.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type CorrectableBill, lockBill, tellChanged } from './correct-by-hand.ts'

/**
 * Holds an issued bill that is owed (a dispute, a lawsuit): it is not offset, not dunned, not penalised further. Holding again
 * gives it the new reason. Errors: platform.not_found, billing.bill_not_correctable.
 */
export async function holdBill(tx: Tx, actor: Actor, input: RequestOf<typeof contract.holdBill>): Promise<BillRecord> {
  const bill = await lockBill(tx, actor, input.billId)
  if (bill.state !== 'issued') throw refuse.billNotCorrectable({ reason: bill.state === 'draft' ? 'draft' : 'void' })
  if (bill.isVoided) throw refuse.billNotCorrectable({ reason: 'void' })
  if (bill.settledFen === bill.amountFen) throw refuse.billNotCorrectable({ reason: 'settled' })
  return change(tx, actor, bill, input.reason)
}

/** Lets a held bill go on; one that is not held stays as it is. Errors: platform.not_found. */
export async function releaseBill(tx: Tx, actor: Actor, input: { billId: string }): Promise<BillRecord> {
  return change(tx, actor, await lockBill(tx, actor, input.billId), null)
}

async function change(tx: Tx, actor: Actor, bill: CorrectableBill, heldReason: string | null): Promise<BillRecord> {
  await setHold(tx, actor, bill, heldReason)
  return readBillRecord(tx, actor, { billId: bill.id })
}

/** Holds a bill that is under its lock, or with no reason lets it go on, and tells open screens. */
export async function setHold(tx: Tx, actor: Actor, bill: CorrectableBill, heldReason: string | null): Promise<void> {
  const isHeld = heldReason !== null
  await sql`
    update billing.bill set held_reason = ${heldReason}, held_at = case when ${isHeld} then coalesce(held_at, ${now()}::timestamptz) end
    where tenant_id = ${tenantOf(actor)}::uuid and id = ${bill.id}::uuid`.execute(billing(tx))
  if (isHeld) await beginHold(tx, actor, bill)
  else await endHold(tx, actor, bill.id)
  recordChanges(tx, { heldReason: bill.heldReason }, { heldReason })
  await tellChanged(tx, bill)
}

/** From today on the days do not count; one that is held already stays held from its day. */
async function beginHold(
  tx: Tx,
  actor: Actor,
  { id: billId, communityId, premisesId }: CorrectableBill,
): Promise<void> {
  await billing(tx)
    .insertInto('billing.billHold')
    .values({ tenantId: tenantOf(actor), id: newId(), communityId, premisesId, billId, heldOn: today() })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The hold of a bill, if there is one, ends today. */
export async function endHold(tx: Tx, actor: Actor, billId: string): Promise<void> {
  await billing(tx)
    .updateTable('billing.billHold')
    .set({ releasedOn: today() })
    .where('tenantId', '=', tenantOf(actor))
    .where('billId', '=', billId)
    .where('releasedOn', 'is', null)
    .execute()
}
