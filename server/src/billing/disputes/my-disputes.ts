import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { closeDispute } from './answer-dispute.ts'
import { disputesOf, rowOf, shown } from './dispute-view.ts'
import { addDispute } from './open-dispute.ts'

type Mine = ResponseOf<typeof contract.openMyDispute>

/** What the own household objected to; the walls keep to the own homes. */
export async function listMyDisputes(
  tx: Tx,
  actor: Actor,
  { billId }: RequestOf<typeof contract.listMyDisputes>,
): Promise<ResponseOf<typeof contract.listMyDisputes>> {
  const rows = await shown(disputesOf(tx, actor, { billId }))
    .orderBy('d.askedAt', 'desc')
    .orderBy('d.id')
    .limit(100)
    .execute()
  return { items: rows.map(mineOf) }
}

/** Objects to a bill of the own home. Errors: as addDispute. */
export async function openMyDispute(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.openMyDispute>,
): Promise<Mine> {
  await addDispute(tx, actor, input, true)
  return readMine(tx, actor, input.id)
}

/**
 * Takes back what the household objected to, while it is open; again changes nothing. What staff recorded in its name, it may take
 * back as well. Errors: platform.not_found, billing.dispute_closed.
 */
export async function withdrawMyDispute(
  tx: Tx,
  actor: Actor,
  { disputeId }: RequestOf<typeof contract.withdrawMyDispute>,
): Promise<Mine> {
  const { state } = await readMine(tx, actor, disputeId)
  if (state === 'upheld' || state === 'rejected') throw refuse.disputeClosed({ state })
  if (state === 'open') await closeDispute(tx, actor, disputeId, { state: 'withdrawn', remedy: null, answer: null })
  return readMine(tx, actor, disputeId)
}

async function readMine(tx: Tx, actor: Actor, disputeId: string): Promise<Mine> {
  const row = await shown(disputesOf(tx, actor, {}))
    .where('d.id', '=', disputeId)
    .executeTakeFirst()
  if (!row) throw refusePlatform.notFound()
  return mineOf(row)
}

function mineOf(row: Parameters<typeof rowOf>[0]): Mine {
  const { id, billId, billNumber, lineId, itemName, cycleStart, cycleEnd, premisesId, premisesLabel, ...rest } =
    rowOf(row)
  const { amountFen, reason, state, remedy, answer, byResident, askedAt, closedAt } = rest
  return {
    ...{ id, billId, billNumber, lineId, itemName, cycleStart, cycleEnd, premisesId, premisesLabel },
    ...{ amountFen, reason, state, remedy, answer, byResident, askedAt, closedAt },
  }
}
