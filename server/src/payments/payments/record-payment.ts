import { z } from 'zod'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { civilDateOf, now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { capitalAmount } from '../../platform/money.ts'
import { refuse } from '../errors.ts'
import { paymentReceived } from '../events.ts'
import { FrozenReceipt, type PaymentMethod, type ReceiptLine, receiptNumber } from '../receipts/receipt.ts'
import { takeReceiptNumber } from '../receipts/take-receipt-number.ts'
import { payments } from '../tables.ts'

export interface PaymentInput {
  /** Made by the client, so that a retry is the same payment. */
  id: string
  premisesId: string
  payerName: string
  method: PaymentMethod
  amountFen: bigint
  /** Cash handed over, at least the amount; null when not cash. */
  tenderedFen: bigint | null
  remark: string | null
  /** What was paid for, in the words of who asked for it; the amounts sum to `amountFen`. */
  lines: ReceiptLine[]
}

export interface ReceivedPayment {
  receiptId: string
  receiptNumber: string
  communityId: string
  paidOn: string
}

/**
 * Keeps a payment and writes its receipt, numbered without gaps and with its words frozen, in the caller's transaction;
 * announces `paymentReceived`. The cashier is the actor. Posting it is the caller's part.
 * Errors: platform.not_found (premises behind the walls), payments.id_taken.
 */
export async function recordPayment(tx: Tx, actor: Actor, input: PaymentInput): Promise<ReceivedPayment> {
  const sum = input.lines.reduce((total, line) => total + line.amountFen, 0n)
  if (sum !== input.amountFen)
    throw new Error(`The receipt's lines sum to ${sum} fen, the payment is ${input.amountFen}.`)
  const place = await readPlace(tx, actor, input.premisesId)
  const paidAt = now()
  const paidOn = civilDateOf(paidAt)
  const added = await payments(tx)
    .insertInto('payments.payment')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      communityId: place.communityId,
      premisesId: input.premisesId,
      payerName: input.payerName,
      method: input.method,
      amountFen: input.amountFen,
      tenderedFen: input.tenderedFen,
      paidOn,
      paidAt,
      cashierId: accountOf(actor),
      cashierName: actor.name,
      remark: input.remark,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.idTaken()
  const receipt = await writeReceipt(tx, actor, input, place, paidAt)
  await publish(tx, paymentReceived, {
    communityId: place.communityId,
    premisesId: input.premisesId,
    paymentId: input.id,
  })
  return { ...receipt, communityId: place.communityId, paidOn }
}

interface Place {
  companyName: string
  communityId: string
  communityCode: string
  communityName: string
  roomLabel: string
}

async function readPlace(tx: Tx, actor: Actor, premisesId: string): Promise<Place> {
  const place = await payments(tx)
    .selectFrom('registry.publicPremises as p')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .innerJoin('identity.publicCompany as o', 'o.tenantId', 'p.tenantId')
    .select(['o.name as companyName', 'c.id as communityId', 'c.code as communityCode', 'c.name as communityName'])
    .select('p.label as roomLabel')
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.id', '=', premisesId)
    .executeTakeFirst()
  if (!place) throw refusePlatform.notFound()
  return place
}

async function writeReceipt(
  tx: Tx,
  actor: Actor,
  input: PaymentInput,
  place: Place,
  issuedAt: Date,
): Promise<{ receiptId: string; receiptNumber: string }> {
  const year = Number(civilDateOf(issuedAt).slice(0, 4))
  const sequence = await takeReceiptNumber(tx, actor, place.communityId, year)
  const number = receiptNumber(place.communityCode, year, sequence)
  const receiptId = newId()
  const content = z.encode(FrozenReceipt, {
    companyName: place.companyName,
    communityName: place.communityName,
    roomLabel: place.roomLabel,
    payerName: input.payerName,
    lines: input.lines,
    totalFen: input.amountFen,
    capitalWords: capitalAmount(input.amountFen),
    method: input.method,
    tenderedFen: input.tenderedFen,
    changeFen: input.tenderedFen === null ? null : input.tenderedFen - input.amountFen,
    cashierName: actor.name,
    remark: input.remark,
  })
  await payments(tx)
    .insertInto('payments.receipt')
    .values({
      tenantId: tenantOf(actor),
      id: receiptId,
      paymentId: input.id,
      communityId: place.communityId,
      premisesId: input.premisesId,
      year,
      sequence,
      number,
      content: JSON.stringify(content),
      issuedAt,
    })
    .execute()
  return { receiptId, receiptNumber: number }
}
