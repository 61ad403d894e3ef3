import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse, refusingClosedReceipts } from '../errors.ts'
import { receiptVoided } from '../events.ts'
import { readPlace } from '../payments/place-view.ts'
import { payments } from '../tables.ts'
import { readFrozenReceipt, readReceiptById } from './receipt-view.ts'
import { writeReceipts } from './write-receipts.ts'

/**
 * Voids a receipt: number and words stay, with who, when and why. The money is not touched; where asked, a new receipt for it
 * is written, which names this one. Answers the new receipt, or the voided one.
 * Errors: platform.not_found, payments.receipt_void (voided already), payments.receipt_day_closed (the till's day of its payment is
 * closed: domain.md §1.3).
 */
export async function voidReceipt(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.voidReceipt>,
): Promise<ResponseOf<typeof contract.voidReceipt>> {
  const { row, frozen } = await readFrozenReceipt(tx, actor, input.receiptId)
  await writeVoid(tx, actor, [row], input.reason)
  if (!input.reissue) return readReceiptById(tx, actor, input)
  const draft = {
    paymentId: row.paymentId,
    premisesId: row.premisesId,
    // Place, template and capitals are those of today; `writeReceipts` says them anew.
    words: { ...frozen, payerName: input.payerName ?? frozen.payerName },
    replaces: { id: row.id, number: row.number },
  }
  const place = await readPlace(tx, actor, row.premisesId)
  const [written] = await writeReceipts(tx, actor, place, [draft], now())
  return readReceiptById(tx, actor, { receiptId: written?.id ?? row.id })
}

/**
 * Voids whatever receipts of a payment are valid: the payment itself was taken back, which an approver decides once its day is closed.
 * Answers how many. Errors: payments.receipt_day_closed.
 */
export async function voidReceiptsOf(tx: Tx, actor: Actor, paymentId: string, reason: string): Promise<number> {
  const rows = await payments(tx)
    .selectFrom('payments.receipt as r')
    .select(['r.id', 'r.number', 'r.communityId', 'r.premisesId'])
    .where('r.tenantId', '=', tenantOf(actor))
    .where('r.paymentId', '=', paymentId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payments.receiptVoid as v')
            .select('v.receiptId')
            .whereRef('v.tenantId', '=', 'r.tenantId')
            .whereRef('v.receiptId', '=', 'r.id'),
        ),
      ),
    )
    .execute()
  if (rows.length > 0) await writeVoid(tx, actor, rows, reason)
  return rows.length
}

/** Two who void one receipt: the second is refused by the key. */
async function writeVoid(
  tx: Tx,
  actor: Actor,
  receipts: readonly { id: string; communityId: string; premisesId: string }[],
  reason: string,
): Promise<void> {
  const trace = { reason, voidedAt: now(), voidedBy: actor.id, voidedName: actor.name }
  const rows = receipts.map(({ id, communityId, premisesId }) => ({
    ...{ tenantId: tenantOf(actor), receiptId: id, communityId, premisesId },
    ...trace,
  }))
  const added = await refusingClosedReceipts(() =>
    payments(tx)
      .insertInto('payments.receiptVoid')
      .values(rows)
      .onConflict(conflict => conflict.doNothing())
      .returning('receiptId')
      .execute(),
  )
  if (added.length !== receipts.length) throw refuse.receiptVoid()
  for (const { id, communityId, premisesId } of receipts)
    await publish(tx, receiptVoided, { communityId, premisesId, receiptId: id })
}
