import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { contentsOf } from './receipt.ts'
import { type ReceiptPaper, renderReceipt } from './receipt-document.ts'
import { readFrozenReceipt } from './receipt-view.ts'

/** The receipt as a PDF to show in the browser, A5 unless told otherwise. Errors: platform.not_found. */
export async function receiptPdf(
  tx: Tx,
  actor: Actor,
  input: { receiptId: string; paper?: ReceiptPaper },
): Promise<FileAnswer> {
  const { row, frozen } = await readFrozenReceipt(tx, actor, input.receiptId)
  const body = await renderReceipt(contentsOf(row, frozen), { paper: input.paper })
  return { name: `${row.number}.pdf`, mediaType: 'application/pdf', body, inline: true }
}
