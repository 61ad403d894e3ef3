import { type ApprovedRequest, defineApproval } from '../../approvals/index.ts'
import { type EntryInput, openDay, type PostingInput, postEntries } from '../../ledger/index.ts'
import { recordRefund } from '../../payments/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { receivablePostings, summed } from '../collections/receivable.ts'
import { unsettle } from '../collections/unsettle.ts'
import { writeMovement } from '../deposits/hold-deposits.ts'
import { refuse } from '../errors.ts'
import { refundChanged } from '../events.ts'
import { movePurse } from '../purses/move-purse.ts'
import { billing } from '../tables.ts'
import { lockDeposit } from './ask-refund.ts'
import { givenBack } from './given-back.ts'
import { MONEY_ACCOUNTS } from './money-account.ts'
import { payFromDrawer } from './pay-from-drawer.ts'
import { least, readRefundable, storedParts, toppedUp } from './refundable-view.ts'

export type AskedRefund = Awaited<ReturnType<typeof lockAsked>>

/**
 * Gives back what was asked for, in the transaction of the last approval: lines are owed again, prepaid money and deposits go
 * down, the money goes out and is posted (`payments.refunded`). A deduction turns a deposit into income first (E61).
 * Errors: billing.more_than_settled, purse_too_small, deposit_used (given back or used meanwhile).
 */
async function applyRefund(tx: Tx, actor: Actor, request: ApprovedRequest): Promise<void> {
  const asked = await lockAsked(tx, actor, request.subjectId)
  const on = await openDay(tx, actor, asked.communityId, today())
  if (asked.deductedFen > 0n) await deduct(tx, actor, asked, on)
  if (asked.amountFen > 0n) {
    const { sourceId, payeeName, payeeAccountSealed, payeeAccountMasked } = asked
    await recordRefund(tx, actor, {
      ...moneyOf(asked),
      sourceKind: asked.sourceKind,
      sourceId,
      payeeName,
      payeeAccountSealed,
      payeeAccountMasked,
    })
    // After it, so that the sums of what was taken see that it goes back as a refund.
    const postings = await takeBack(tx, actor, asked, on)
    await payFromDrawer(tx, asked, `退款 ${asked.reason}`)
    const letOff = await takeDiscountBack(tx, actor, asked, on)
    await postEntries(tx, actor, [
      ...letOff,
      {
        ...{
          id: newId(),
          communityId: asked.communityId,
          postedOn: on,
          sourceKind: 'payments.refunded',
          sourceId: asked.id,
        },
        memo: `退款 ${asked.reason}`,
        postings: [...summed(postings), { accountCode: MONEY_ACCOUNTS[asked.method], amountFen: -asked.amountFen }],
      },
    ])
  }
  await closeAsked(tx, actor, asked, { state: 'approved', appliedOn: on })
}

/** The debits: what is owed again, or not owed back any more. */
async function takeBack(tx: Tx, actor: Actor, asked: AskedRefund, on: string): Promise<PostingInput[]> {
  if (asked.sourceKind === 'purse') return [await purseDown(tx, actor, asked, asked.sourceId, asked.amountFen, on)]
  if (asked.sourceKind === 'deposit') return [await depositDown(tx, actor, asked, 'refunded', asked.amountFen, on)]
  const parts =
    asked.parts.length === 0
      ? []
      : await unsettle(
          tx,
          actor,
          { kind: 'payment', id: asked.sourceId },
          { id: asked.id, settledOn: on, lines: asked.parts },
        )
  const postings = receivablePostings(parts, -1n)
  let prepaid = asked.prepaidFen
  for (const purse of await toppedUp(tx, actor, asked.sourceId)) {
    const fen = least(prepaid, purse.balanceFen)
    if (fen > 0n) postings.push(await purseDown(tx, actor, asked, purse.purseId, fen, on))
    prepaid -= fen
  }
  if (prepaid > 0n) throw refuse.purseTooSmall({ balanceFen: Number(asked.prepaidFen - prepaid) })
  return postings
}

/** Lines that were paid ahead go back with what was let off for it: all of them, or none. Errors: billing.refund_discounted. */
async function takeDiscountBack(tx: Tx, actor: Actor, asked: AskedRefund, on: string): Promise<EntryInput[]> {
  if (asked.sourceKind !== 'payment' || asked.parts.length === 0) return []
  const { discountFen, lines } = await readRefundable(tx, actor, { paymentId: asked.sourceId })
  if (discountFen === 0n) return []
  if (lines.some(line => line.leftFen > 0n)) throw refuse.refundDiscounted({ discountFen: Number(discountFen) })
  const parts = await unsettle(tx, actor, { kind: 'discount', id: asked.sourceId }, { id: asked.id, settledOn: on })
  return givenBack(asked, on, { sourceKind: 'billing.discount-reversed', memo: '退款收回预缴优惠' }, parts)
}

async function purseDown(
  tx: Tx,
  actor: Actor,
  asked: AskedRefund,
  purseId: string,
  fen: bigint,
  movedOn: string,
): Promise<PostingInput> {
  const source = { kind: 'refund' as const, sourceKind: 'payments.refund', sourceId: asked.id }
  const purse = await movePurse(tx, actor, { purseId, ...source, amountFen: -fen, movedOn })
  return { accountCode: '2204', premisesId: purse.premisesId, partyId: purse.holderPersonId, amountFen: fen }
}

async function depositDown(
  tx: Tx,
  actor: Actor,
  asked: AskedRefund,
  kind: 'refunded' | 'deducted',
  fen: bigint,
  movedOn: string,
): Promise<PostingInput> {
  const deposit = await lockDeposit(tx, actor, asked.sourceId)
  if (deposit.heldFen < fen) throw refuse.depositUsed({ heldFen: Number(deposit.heldFen) })
  const column = kind === 'refunded' ? 'refundedFen' : 'deductedFen'
  await billing(tx)
    .updateTable('billing.deposit')
    .set(row => ({ [column]: row(column, '+', fen) }))
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', asked.sourceId)
    .execute()
  const { communityId, premisesId, reason } = asked
  await writeMovement(tx, actor, {
    ...{
      communityId,
      premisesId,
      depositId: asked.sourceId,
      kind,
      sourceId: asked.id,
      amountFen: -fen,
      movedOn,
      reason,
    },
    sourceKind: kind === 'refunded' ? 'payments.refund' : 'billing.deposit-deduction',
  })
  return { accountCode: '224101', premisesId, partyId: deposit.payerPersonId, amountFen: fen }
}

async function deduct(tx: Tx, actor: Actor, asked: AskedRefund, on: string): Promise<void> {
  const debit = await depositDown(tx, actor, asked, 'deducted', asked.deductedFen, on)
  await postEntries(tx, actor, [
    {
      ...{ id: newId(), communityId: asked.communityId, postedOn: on, sourceId: asked.id },
      ...{ sourceKind: 'billing.deposit-deducted', memo: `押金扣款 ${asked.reason}` },
      postings: [debit, { accountCode: '6301', amountFen: -asked.deductedFen }],
    },
  ])
}

/** What the payments module keeps of money that went out. */
export function moneyOf(asked: AskedRefund) {
  const { id, communityId, premisesId, method, amountFen, reason, askedBy, askedByName } = asked
  return { id, communityId, premisesId, method, amountFen, reason, askedBy, askedByName }
}

/** What was asked for, locked. It waits: the approval that is decided holds it. */
export async function lockAsked(tx: Tx, actor: Actor, id: string) {
  const row = await billing(tx)
    .selectFrom('billing.refundRequest')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return {
    ...row,
    sourceKind: row.sourceKind as 'payment' | 'purse' | 'deposit',
    method: row.method as keyof typeof MONEY_ACCOUNTS,
    parts: storedParts(row.parts),
  }
}

/** Closes what was asked for, and tells open screens. */
export async function closeAsked(
  tx: Tx,
  actor: Actor,
  { id, communityId, premisesId }: { id: string; communityId: string; premisesId: string },
  end: { state: 'approved' | 'rejected' | 'withdrawn'; appliedOn: string | null },
): Promise<void> {
  await billing(tx)
    .updateTable('billing.refundRequest')
    .set({ ...end, closedAt: now(), decidedByName: actor.name })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
  await publish(tx, refundChanged, { communityId, premisesId, refundId: id })
}

/** Rejected or taken back: what was asked for is free again. */
export async function closeRefund(
  tx: Tx,
  actor: Actor,
  { subjectId, communityId, premisesId }: ApprovedRequest,
  state: 'rejected' | 'withdrawn',
): Promise<void> {
  const of = { id: subjectId, communityId, premisesId: premisesId ?? '' }
  await closeAsked(tx, actor, of, { state, appliedOn: null })
}

/** Registers refunds and deductions as things that others approve. */
export function defineRefunds(): void {
  defineApproval('billing.refund', { onApproved: applyRefund, onClosed: closeRefund })
  defineApproval('billing.deposit-deduction', { onApproved: applyRefund, onClosed: closeRefund })
}
