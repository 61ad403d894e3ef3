import { ApiError, type billing, type WireRequestOf, type WireResponseOf } from '@anju/contract'

type Body = WireRequestOf<typeof billing.collect>['body']
type Household = WireResponseOf<typeof billing.readHousehold>
export type Collected = WireResponseOf<typeof billing.collect>

/** A payment that was sent: all that is needed to send the very same again. Its id is its idempotency key too. */
export interface SentCollection {
  body: Body
  /** The household's name, for telling it to a person. */
  label: string
}

const keyOf = (accountId: string) => `anju.console.collection.${accountId}`

/** Kept in this tab from the press of the button to the answer, so that a reload in between neither forgets nor repeats it. */
export function keepSent(accountId: string, sent: SentCollection) {
  sessionStorage.setItem(keyOf(accountId), JSON.stringify(sent))
}

export function dropSent(accountId: string) {
  sessionStorage.removeItem(keyOf(accountId))
}

/** The payment whose answer this tab never saw. */
export function readSent(accountId: string): SentCollection | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(accountId)) ?? 'null') as SentCollection | null
  } catch {
    return null
  }
}

/**
 * Whether this answer leaves open if the money was taken. No answer, or a server that fell over, may have taken it. A refusal has
 * not: the same key would have been answered as before, had an earlier try gone through. Only what is refused before the key is
 * looked at (not signed in, not allowed, too many requests, the same payment still at work) says nothing about earlier tries.
 */
export function leavesDoubt(error: unknown, doubtedBefore: boolean): boolean {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return true
  const aboutTheDoor = [401, 403, 429].includes(error.status) || error.code === 'platform.busy'
  return doubtedBefore && aboutTheDoor
}

/** The answer that a payment must have had, read from what the household paid; null when it is not among that. */
export function findCollected(sent: SentCollection, household: Household): Collected | null {
  const payment = household.payments.find(({ id }) => id === sent.body.id)
  if (!payment?.receiptId || payment.receiptNumber === null) return null
  const { tenderedFen } = sent.body
  return {
    paymentId: payment.id,
    receiptId: payment.receiptId,
    receiptNumber: payment.receiptNumber,
    receipts: [
      {
        id: payment.receiptId,
        number: payment.receiptNumber,
        premisesId: household.premisesId,
        amountFen: payment.amountFen,
      },
    ],
    roundedFen: 0,
    discountFen: sent.body.discountFen ?? 0,
    purseFen: sent.body.purseFen ?? 0,
    prepaidFen: 0,
    amountFen: payment.amountFen,
    changeFen: payment.method === 'cash' && tenderedFen !== undefined ? tenderedFen - payment.amountFen : 0,
    outstandingFen: household.outstandingFen,
  }
}
