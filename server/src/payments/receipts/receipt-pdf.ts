import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Door, FileAnswer } from '../../platform/module.ts'
import { publicOrigin } from '../../platform/public-origin.ts'
import { readDrawnImages } from '../templates/template-images.ts'
import { contentsOf, type FrozenReceipt, type PrintedReceipt } from './receipt.ts'
import { type ReceiptPaper, renderReceipt } from './receipt-document.ts'
import { readFrozenReceipt } from './receipt-view.ts'
import { verificationOf } from './verification.ts'

interface Input {
  receiptId: string
  paper?: ReceiptPaper
}

/** The receipt as a PDF to show in the browser, on the paper of its template unless told otherwise. Errors: platform.not_found. */
export async function receiptPdf(door: Door, actor: Actor, input: Input): Promise<FileAnswer> {
  // Read in a transaction, drawn after it: nobody waits for a page to be laid out.
  const printed = await door.run(actor, tx => readPrinted(tx, actor, input.receiptId, publicOrigin(door)), {
    readOnly: true,
  })
  const images = await readDrawnImages(door, actor, printed.frozen)
  const contents = contentsOf(printed.receipt, printed.frozen, { ...images, verification: printed.verification })
  const body = await renderReceipt(contents, { paper: input.paper ?? printed.frozen.paper })
  return { name: `${printed.receipt.number}.pdf`, mediaType: 'application/pdf', body, inline: true }
}

interface Printed {
  receipt: PrintedReceipt
  frozen: FrozenReceipt
  verification: { url: string; code: string } | undefined
}

async function readPrinted(tx: Tx, actor: Actor, receiptId: string, origin: string): Promise<Printed> {
  const { row, frozen, made } = await readFrozenReceipt(tx, actor, receiptId)
  const verification = frozen.verification ? verificationOf(origin, made.token) : undefined
  return { receipt: { ...row, void: made.void }, frozen, verification }
}
