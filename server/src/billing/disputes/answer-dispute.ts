import type { billing as contract, RequestOf } from '@anju/contract'
import { closeNotices } from '../../messaging/index.ts'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { lockBill } from '../corrections/correct-by-hand.ts'
import { heldNow } from '../corrections/held-now.ts'
import { setHold } from '../corrections/hold-bill.ts'
import { refuse } from '../errors.ts'
import { disputeChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { type DisputeDetail, readDispute } from './dispute-view.ts'
import { tellHousehold } from './tell-dispute.ts'

interface Outcome {
  state: 'upheld' | 'rejected' | 'withdrawn'
  remedy: string | null
  answer: string | null
}

/**
 * Answers a dispute: upheld with what is to be done (it is done by its own means: a correction, a waiver, a refund), or rejected; the
 * bill goes on. Errors: platform.not_found, billing.dispute_closed, billing.remedy_missing.
 */
export async function answerDispute(
  tx: Tx,
  actor: Actor,
  { disputeId, outcome, remedy, answer }: RequestOf<typeof contract.answerDispute>,
): Promise<DisputeDetail> {
  if (outcome === 'upheld' && remedy === null) throw refuse.remedyMissing()
  await closeDispute(tx, actor, disputeId, { state: outcome, remedy: outcome === 'upheld' ? remedy : null, answer })
  await tellHousehold(tx, actor, disputeId)
  return readDispute(tx, actor, { disputeId })
}

/** Ends an open dispute and lets the bill go on that it held. Errors: platform.not_found, billing.dispute_closed. */
export async function closeDispute(tx: Tx, actor: Actor, disputeId: string, outcome: Outcome): Promise<void> {
  const before = await billing(tx)
    .selectFrom('billing.dispute')
    .select('billId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', disputeId)
    .executeTakeFirst()
  if (!before) throw refusePlatform.notFound()
  // The bill first, as when it was opened: two that lock in turn never wait for each other.
  const bill = await lockBill(tx, actor, before.billId)
  const { state, holds } = await billing(tx)
    .selectFrom('billing.dispute')
    .select(['state', 'holds'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', disputeId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (state !== 'open') throw refuse.disputeClosed({ state })
  await closeNotices(tx, actor, { kinds: ['dispute-opened'], about: { kind: 'dispute', id: disputeId } })
  await billing(tx)
    .updateTable('billing.dispute')
    .set({ ...outcome, closedBy: accountOf(actor), closedByName: actor.name, closedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', disputeId)
    .execute()
  recordChanges(tx, { state }, { state: outcome.state })
  if (holds) for (const held of await heldNow(tx, actor, bill)) await setHold(tx, actor, held, null)
  const { communityId, premisesId } = bill
  await publish(tx, disputeChanged, { communityId, premisesId, disputeId })
}
