import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type BillRecord, readBillRecord } from '../bills/bill-record.ts'
import { lockBill, tellChanged } from '../corrections/correct-by-hand.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'

/**
 * Freezes the penalty of a bill from today on: until it goes on no day counts, for ever; the bill itself is offset, dunned and owed
 * as before (holding it stops that, too). Freezing again gives it the new reason. A bill without a penalty may be frozen ahead.
 * Errors: platform.not_found, billing.bill_not_correctable (draft, void, settled, red, a penalty itself).
 */
export async function freezePenalty(
  tx: Tx,
  actor: Actor,
  { billId, reason }: RequestOf<typeof contract.freezePenalty>,
): Promise<BillRecord> {
  const bill = await lockBill(tx, actor, billId)
  if (bill.state !== 'issued') throw refuse.billNotCorrectable({ reason: bill.state === 'draft' ? 'draft' : 'void' })
  if (bill.isVoided) throw refuse.billNotCorrectable({ reason: 'void' })
  if (bill.kind === 'penalty') throw refuse.billNotCorrectable({ reason: 'penalty' })
  if (bill.amountFen <= 0n) throw refuse.billNotCorrectable({ reason: 'red' })
  if (bill.settledFen === bill.amountFen) throw refuse.billNotCorrectable({ reason: 'settled' })
  const before = await readFreeze(tx, actor, billId)
  const { communityId, premisesId } = bill
  if (before) await change(tx, actor, before.id, { reason })
  else {
    const days = { id: newId(), communityId, premisesId, billId, frozenOn: today() }
    await billing(tx)
      .insertInto('billing.penaltyFreeze')
      .values({ tenantId: tenantOf(actor), ...days, reason, frozenByName: actor.name })
      .execute()
  }
  recordChanges(tx, { penaltyFrozen: before?.reason ?? null }, { penaltyFrozen: reason })
  await tellChanged(tx, bill)
  return readBillRecord(tx, actor, { billId })
}

/** Lets the penalty go on from tomorrow; one that is not frozen stays as it is. Errors: platform.not_found. */
export async function thawPenalty(tx: Tx, actor: Actor, { billId }: { billId: string }): Promise<BillRecord> {
  const bill = await lockBill(tx, actor, billId)
  const before = await readFreeze(tx, actor, billId)
  if (before) {
    await change(tx, actor, before.id, { thawedOn: today() })
    recordChanges<{ penaltyFrozen: string | null }>(tx, { penaltyFrozen: before.reason }, { penaltyFrozen: null })
    await tellChanged(tx, bill)
  }
  return readBillRecord(tx, actor, { billId })
}

async function readFreeze(tx: Tx, actor: Actor, billId: string) {
  return billing(tx)
    .selectFrom('billing.penaltyFreeze')
    .select(['id', 'reason'])
    .where('tenantId', '=', tenantOf(actor))
    .where('billId', '=', billId)
    .where('thawedOn', 'is', null)
    .executeTakeFirst()
}

async function change(tx: Tx, actor: Actor, id: string, set: { reason: string } | { thawedOn: string }): Promise<void> {
  await billing(tx)
    .updateTable('billing.penaltyFreeze')
    .set(set)
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
}
