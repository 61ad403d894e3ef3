import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { type BillRecord, readBillRecord } from '../bills/bill-record.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { lockBill, requireUnpaid, takeBack, tellChanged } from './correct-by-hand.ts'
import { correctPenalties } from './correct-penalties.ts'

/**
 * Has somebody else pay an unpaid bill: red for the one, blue for the other, with the reason. Runs leave the payer alone from
 * then on. After a transfer of ownership a run splits by days by itself (E63); this is for what nobody but people know.
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
  const payer = { personId: input.payerPersonId, name: person.name }
  const { redId, blueId } = await takeBack(tx, actor, bill, { code: 'by-hand', note: input.reason, payer })
  await correctPenalties(tx, actor, [bill.id])
  recordChanges(tx, { payerName: bill.payerName }, { payerName: person.name })
  await tellChanged(tx, bill)
  return readBillRecord(tx, actor, { billId: blueId ?? redId })
}
