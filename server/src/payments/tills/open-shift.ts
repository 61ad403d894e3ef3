import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse, refusingClosedDay } from '../errors.ts'
import { payments } from '../tables.ts'
import { readOpenShift } from './my-till-view.ts'
import { lockOwnTill, type Till, tellTill } from './own-till.ts'
import { readCarried } from './till-day-view.ts'

type Shift = ResponseOf<typeof contract.openShift>

/**
 * Opens a shift at the actor's own drawer with the float as counted. A float other than what the last close left needs a reason.
 * Errors: platform.not_found, payments.shift_open, payments.day_closed, payments.float_differs.
 */
export async function openShift(tx: Tx, actor: Actor, input: RequestOf<typeof contract.openShift>): Promise<Shift> {
  const till = await lockOwnTill(tx, actor, input.communityId)
  if (await readOpenShift(tx, actor, till.id)) throw refuse.shiftOpen()
  const carriedFen = await readCarried(tx, actor, till.id, today())
  // A drawer that was never closed has nothing to differ from.
  const differs = carriedFen !== input.floatFen && carriedFen > 0n
  if (differs && !input.floatReason) throw refuse.floatDiffers({ carriedFen: Number(carriedFen) })
  const shift = await writeShift(tx, actor, till, input.id, input.floatFen, input.floatReason ?? null)
  await tellTill(tx, till)
  return shift
}

/** Writes a shift that begins now. Errors: payments.day_closed. */
export async function writeShift(
  tx: Tx,
  actor: Actor,
  till: Till,
  id: string,
  floatFen: bigint,
  floatReason: string | null,
): Promise<Shift> {
  const day = today()
  const openedAt = now()
  const { id: tillId, communityId } = till
  await refusingClosedDay(day, () =>
    payments(tx)
      .insertInto('payments.tillShift')
      .values({ tenantId: tenantOf(actor), id, communityId, tillId, day, openedAt, floatFen, floatReason })
      .execute(),
  )
  return { id, day, openedAt, floatFen, floatReason, endedAt: null, dueFen: null, countedFen: null }
}
