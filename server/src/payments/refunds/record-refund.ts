import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { moneyReturned } from '../events.ts'
import { payments } from '../tables.ts'

export type RefundMethod = 'cash' | 'transfer' | 'pos' | 'cheque'

interface MoneyOut {
  /** The refund or the reversal; once only. */
  id: string
  communityId: string
  premisesId: string
  method: RefundMethod
  amountFen: bigint
  reason: string
  askedBy: string | null
  askedByName: string
}

export interface RefundInput extends MoneyOut {
  sourceKind: 'payment' | 'purse' | 'deposit'
  sourceId: string
  payeeName: string
  payeeAccountSealed: Buffer | null
  payeeAccountMasked: string
}

/** Keeps that money went out; the actor approved it. Posting it is the caller's part. Errors: platform.already_there (the id was refunded). */
export async function recordRefund(tx: Tx, actor: Actor, input: RefundInput): Promise<void> {
  const added = await payments(tx)
    .insertInto('payments.refund')
    .values({
      ...{ tenantId: tenantOf(actor), ...input, approvedByName: actor.name },
      ...{ refundedOn: today(), refundedAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  await publish(tx, moneyReturned, { communityId: input.communityId, premisesId: input.premisesId, refundId: input.id })
}

export interface ReversalInput extends MoneyOut {
  paymentId: string
  /** By its cashier on its day, without approval. */
  sameDay: boolean
}

/** Keeps that a payment was taken back as a whole. Errors: platform.already_there (it was before). */
export async function recordReversal(tx: Tx, actor: Actor, input: ReversalInput): Promise<void> {
  const added = await payments(tx)
    .insertInto('payments.paymentReversal')
    .values({
      ...{ tenantId: tenantOf(actor), ...input, approvedByName: input.sameDay ? null : actor.name },
      ...{ reversedOn: today(), reversedAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  await publish(tx, moneyReturned, { communityId: input.communityId, premisesId: input.premisesId, refundId: input.id })
}
