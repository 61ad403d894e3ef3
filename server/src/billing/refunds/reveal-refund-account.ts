import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { unseal } from '../../platform/seal.ts'
import { billing } from '../tables.ts'
import { readRefundRequest } from './refund-view.ts'

/**
 * The account of a refund in full, so that somebody can send the money there; null where none was named. The reason goes to the
 * audit log with the deed. Errors: platform.not_found.
 */
export async function revealRefundAccount(
  tx: Tx,
  actor: Actor,
  { refundId }: RequestOf<typeof contract.revealRefundAccount>,
): Promise<ResponseOf<typeof contract.revealRefundAccount>> {
  await readRefundRequest(tx, actor, refundId)
  const { payeeAccountSealed } = await billing(tx)
    .selectFrom('billing.refundRequest')
    .select('payeeAccountSealed')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', refundId)
    .executeTakeFirstOrThrow()
  return { payeeAccount: payeeAccountSealed && unseal(payeeAccountSealed) }
}
