import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { type BillRecord, readBillRecord } from '../bills/bill-record.ts'
import { refuse } from '../errors.ts'
import { billPenalties } from '../penalties/bill-penalties.ts'
import { readPenalties } from '../penalties/penalty-view.ts'
import { billing } from '../tables.ts'
import { type CorrectableBill, lockBill, requireUnpaid, takeBack, tellChanged } from './correct-by-hand.ts'
import { correctPenalties } from './correct-penalties.ts'
import { setHold } from './hold-bill.ts'

/**
 * Has somebody else pay an unpaid bill: red for the one, blue for the other, with the reason. Runs leave the payer alone from
 * then on. What lateness has cost until today stays with whoever owed it, as a bill of its own (domain.md 1.2, 过户); for the other days
 * count from tomorrow on. A bill that is held is held under the new payer, too. After a transfer of ownership a run splits by days by itself (E63); this is for what nobody but people know.
 * Errors: platform.not_found (bill or person), billing.bill_not_correctable.
 */
export async function readdressBill(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.readdressBill>,
): Promise<BillRecord> {
  const bill = await lockBill(tx, actor, input.billId)
  requireUnpaid(bill)
  if (bill.payerPersonId === input.payerPersonId) throw refuse.billNotCorrectable({ reason: 'same-payer' })
  const person = await billing(tx)
    .selectFrom('registry.publicPerson')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.payerPersonId)
    .executeTakeFirst()
  if (!person) throw refusePlatform.notFound()
  await keepPenalty(tx, actor, bill)
  const payer = { personId: input.payerPersonId, name: person.name }
  const { redId, blueId } = await takeBack(tx, actor, bill, { code: 'by-hand', note: input.reason, payer })
  await correctPenalties(tx, actor, [bill.id])
  recordChanges(tx, { payerName: bill.payerName }, { payerName: person.name })
  await tellChanged(tx, bill)
  return readBillRecord(tx, actor, { billId: blueId ?? redId })
}

/** Bills what the penalty of a bill is as of today; held as the bill is. */
async function keepPenalty(tx: Tx, actor: Actor, bill: CorrectableBill): Promise<void> {
  const dues = await readPenalties(tx, actor, [bill.id], today())
  const made = await billPenalties(
    tx,
    actor,
    dues.map(due => ({ due, fen: due.openFen })),
  )
  if (bill.heldReason === null) return
  for (const billId of new Set(made.map(line => line.billId)))
    await setHold(tx, actor, await lockBill(tx, actor, billId), bill.heldReason)
}
