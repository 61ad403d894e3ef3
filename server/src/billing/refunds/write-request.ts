import type { approvals as contract } from '@anju/contract'
import { type ApprovalWords, type FactInput, requestApproval } from '../../approvals/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { seal } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { refundChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { type RefundRequest, readRefundRequest } from './refund-view.ts'

export interface RequestInput {
  id: string
  communityId: string
  premisesId: string
  kind: 'refund' | 'reversal' | 'deduction'
  sourceKind: 'payment' | 'purse' | 'deposit'
  sourceId: string
  amountFen: bigint
  deductedFen: bigint
  parts: readonly { lineId: string; amountFen: bigint }[]
  prepaidFen: bigint
  method: RefundRequest['method']
  payeeName: string
  payeeAccount: string
  reason: string
  /** of a reversal */
  cause?: 'mistake' | 'bounced'
}

const APPROVALS = {
  refund: 'billing.refund',
  reversal: 'billing.reversal',
  deduction: 'billing.deposit-deduction',
} as const satisfies Record<RequestInput['kind'], contract.ApprovalKindName>

/**
 * Keeps what is asked for and asks who decides. The same id again changes nothing: platform.already_there.
 * Errors: billing.payee_account_missing (money sent by transfer without an account), approvals.nobody_decides.
 */
export async function writeRequest(
  tx: Tx,
  actor: Actor,
  input: RequestInput,
  asking: { title: ApprovalWords; facts: FactInput[]; photoIds: string[] },
): Promise<RefundRequest> {
  if (input.kind !== 'reversal' && input.method === 'transfer' && input.amountFen > 0n && input.payeeAccount === '')
    throw refuse.payeeAccountMissing()
  await requireOwnFiles(tx, actor, asking.photoIds, 'photo')
  await insertRequest(tx, actor, input, null)
  const { id, communityId, premisesId, reason } = input
  const amountFen = input.amountFen + input.deductedFen
  const requestId = await requestApproval(tx, actor, {
    ...{ kind: APPROVALS[input.kind], subjectId: id, communityId, premisesId, amountFen, reason, ...asking },
  })
  await billing(tx)
    .updateTable('billing.refundRequest')
    .set({ requestId })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
  await publish(tx, refundChanged, { communityId, premisesId, refundId: id })
  return readRefundRequest(tx, actor, id)
}

/** Writes the row; done already when `appliedOn` is given. Errors: platform.already_there. */
export async function insertRequest(
  tx: Tx,
  actor: Actor,
  { payeeAccount, parts, ...input }: RequestInput,
  appliedOn: string | null,
): Promise<void> {
  const done = appliedOn === null ? { state: 'waiting' } : { state: 'approved', appliedOn, closedAt: now() }
  const added = await billing(tx)
    .insertInto('billing.refundRequest')
    .values({
      ...{ tenantId: tenantOf(actor), ...input, ...done },
      parts: JSON.stringify(parts.map(part => ({ ...part, amountFen: String(part.amountFen) }))),
      payeeAccountSealed: payeeAccount === '' ? null : seal(payeeAccount),
      payeeAccountMasked: maskAccount(payeeAccount),
      ...{ askedBy: actor.id, askedByName: actor.name, askedAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
}

/** Of an account only its end: `**** 1234`. */
export function maskAccount(account: string): string {
  return account === '' ? '' : `**** ${account.slice(-4)}`
}
