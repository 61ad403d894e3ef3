import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { civilDateOf, now } from '../../platform/clock.ts'
import { type Tx, together } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { channelFor } from '../channels/edit-channels.ts'
import { refuse, refusingClosedDay } from '../errors.ts'
import { paymentReceived } from '../events.ts'
import type { PaymentMethod, ReceiptLine } from '../receipts/receipt.ts'
import { type ReceiptDraft, type WrittenReceipt, writeReceipts } from '../receipts/write-receipts.ts'
import { shiftNeeded } from '../settings.ts'
import { payments } from '../tables.ts'
import { type Place, readPlace, readRooms } from './place-view.ts'

/** A line of the receipt, and of which premises it is; without them of those of the payment. */
export type PaidLine = ReceiptLine & { premisesId?: string }

export interface PaymentInput {
  /** Made by the client, so that a retry is the same payment. */
  id: string
  premisesId: string
  /** What `readPlace` says of the premises, where it was asked together with something else. */
  place?: Place
  payerName: string
  /** Who owed what is paid, where that is one known person. */
  payerPersonId?: string | null
  method: PaymentMethod
  amountFen: bigint
  /** Cash handed over, at least the amount; null when not cash. */
  tenderedFen: bigint | null
  remark: string | null
  /** The day of the payment; left out: today. A direct debit is of the day on which the bank took it. */
  paidOn?: string
  /** Number of the cheque, the slip or the transfer. */
  reference?: string | null
  /** By which channel a card was charged; left out: the only one in use, if so. */
  channelId?: string | null
  /** What was paid for, in the words of who asked for it; the amounts sum to `amountFen`. */
  lines: PaidLine[]
  /** Of several premises: one receipt for the payment (the default), or one for each. */
  receiptPer?: 'payment' | 'premises'
  /**
   * What is done after the payment is written and before its receipts are numbered, since who takes a number makes every other cashier of
   * the project wait until the end of the transaction. All of it travels together.
   */
  beforeReceipts?: (paidOn: string) => Promise<void>
}

export interface ReceivedPayment {
  receiptId: string
  receiptNumber: string
  /** All that were written; the first is that of `receiptId`. */
  receipts: WrittenReceipt[]
  communityId: string
  paidOn: string
}

/**
 * Keeps a payment and writes its receipts, numbered without gaps and with their words frozen, in the caller's transaction;
 * announces `paymentReceived`. The cashier is the actor, and the payment is of the cashier's open shift. Posting it is the
 * caller's part. Errors: platform.not_found (premises behind the walls or of another community), payments.id_taken,
 * payments.day_closed (the cashier has closed today), payments.no_open_shift (cash, where the setting asks for a shift), payments.channel_retired.
 */
export async function recordPayment(tx: Tx, actor: Actor, input: PaymentInput): Promise<ReceivedPayment> {
  const sum = input.lines.reduce((total, line) => total + line.amountFen, 0n)
  if (sum !== input.amountFen)
    throw new Error(`The receipt's lines sum to ${sum} fen, the payment is ${input.amountFen}.`)
  const place = input.place ?? (await readPlace(tx, actor, input.premisesId))
  const paidAt = now()
  const paidOn = input.paidOn ?? civilDateOf(paidAt)
  const channelId =
    input.method === 'pos' ? await channelFor(tx, actor, place.communityId, input.channelId ?? null) : null
  const told = await drafts(tx, actor, input, place)
  const [, , receipts] = await together(tx, [
    () => keepPayment(tx, actor, { ...input, place, channelId, paidOn }, paidAt),
    async () => input.beforeReceipts?.(paidOn),
    () => writeReceipts(tx, actor, place, told, paidAt),
  ])
  const [first] = receipts
  if (!first) throw new Error('A payment has at least one receipt.')
  await publish(tx, paymentReceived, {
    communityId: place.communityId,
    premisesId: input.premisesId,
    paymentId: input.id,
  })
  return { receiptId: first.id, receiptNumber: first.number, receipts, communityId: place.communityId, paidOn }
}

type Kept = PaymentInput & { place: Place; channelId: string | null; paidOn: string }

/** Errors: payments.id_taken, payments.day_closed, payments.no_open_shift. */
async function keepPayment(tx: Tx, actor: Actor, input: Kept, paidAt: Date): Promise<void> {
  const { place, paidOn, method } = input
  const added = await refusingClosedDay(paidOn, () => insertPayment(tx, actor, input, paidAt))
  if (!added) throw refuse.idTaken()
  if (method === 'cash' && added.tillShiftId === null) {
    if (await readSetting(tx, shiftNeeded, { communityId: place.communityId })) throw refuse.noOpenShift()
  }
}

function insertPayment(tx: Tx, actor: Actor, input: Kept, paidAt: Date) {
  return payments(tx)
    .insertInto('payments.payment')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      communityId: input.place.communityId,
      premisesId: input.premisesId,
      payerName: input.payerName,
      payerPersonId: input.payerPersonId ?? null,
      method: input.method,
      amountFen: input.amountFen,
      tenderedFen: input.tenderedFen,
      reference: input.reference ?? null,
      channelId: input.channelId,
      paidOn: input.paidOn,
      paidAt,
      cashierId: accountOf(actor),
      cashierName: actor.name,
      remark: input.remark,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning(['id', 'tillShiftId'])
    .executeTakeFirst()
}

/** What the receipts are to say: the premises of the payment first, the others in the order of their lines. */
async function drafts(tx: Tx, actor: Actor, input: PaymentInput, place: Place): Promise<ReceiptDraft[]> {
  const lines = input.lines.map(line => ({ ...line, premisesId: line.premisesId ?? input.premisesId }))
  const premisesIds = [...new Set(lines.map(line => line.premisesId))]
  const several = premisesIds.length > 1
  const rooms = several
    ? await readRooms(tx, actor, place.communityId, premisesIds)
    : new Map([[premisesIds[0] ?? input.premisesId, place.roomLabel]])
  const words = {
    payerName: input.payerName,
    method: input.method,
    reference: input.reference ?? null,
    cashierName: actor.name,
    remark: input.remark,
  }
  if (several && input.receiptPer === 'premises')
    return premisesIds.map(premisesId => {
      const own = lines.filter(line => line.premisesId === premisesId)
      const totalFen = own.reduce((sum, line) => sum + line.amountFen, 0n)
      // What was handed over was for all of them.
      const change = { tenderedFen: null, changeFen: null }
      const roomLabel = rooms.get(premisesId) ?? ''
      const draft = { ...words, ...change, roomLabel, totalFen, lines: own.map(line => wordsOf(line, null)) }
      return { paymentId: input.id, premisesId, replaces: null, words: draft }
    })
  const change = {
    tenderedFen: input.tenderedFen,
    changeFen: input.tenderedFen === null ? null : input.tenderedFen - input.amountFen,
  }
  const roomLabel = several ? [...rooms.values()].join('、') : place.roomLabel
  const told = lines.map(line => wordsOf(line, several ? (rooms.get(line.premisesId) ?? null) : null))
  const draft = { ...words, ...change, roomLabel, totalFen: input.amountFen, lines: told }
  return [{ paymentId: input.id, premisesId: input.premisesId, replaces: null, words: draft }]
}

function wordsOf({ premisesId: _, ...line }: PaidLine, roomLabel: string | null): ReceiptLine {
  return roomLabel === null ? line : { ...line, roomLabel }
}
