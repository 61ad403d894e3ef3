import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse, refusingClosedDay } from '../errors.ts'
import { payments } from '../tables.ts'
import { readOpenShift, readShifts } from './my-till-view.ts'
import { lockOwnTill, type Till, tellTill } from './own-till.ts'
import { dueOf } from './till.ts'
import { readTillCash } from './till-day-view.ts'

type Shift = ResponseOf<typeof contract.openShift>

/**
 * Opens a shift at the actor's own drawer with the float as counted. A float other than what should be in it needs a reason.
 * Errors: platform.not_found, payments.shift_open, payments.day_closed, payments.float_differs.
 */
export async function openShift(tx: Tx, actor: Actor, input: RequestOf<typeof contract.openShift>): Promise<Shift> {
  const till = await lockOwnTill(tx, actor, input.communityId)
  if (await readOpenShift(tx, actor, till.id)) throw refuse.shiftOpen()
  const floatFen = await floatOf(tx, actor, till, input)
  const shift = await writeShift(tx, actor, till, input.id, floatFen, input.floatReason ?? null)
  await tellTill(tx, till)
  return shift
}

/**
 * What the day began with, by what was counted: cash that came and went today before the first shift is in the count already. After
 * a hand-over the drawer was empty, and what is counted is all float. Errors: payments.float_differs.
 */
async function floatOf(
  tx: Tx,
  actor: Actor,
  till: Till,
  input: { floatFen: bigint; floatReason?: string },
): Promise<bigint> {
  const earlier = await readShifts(tx, actor, till.id, today())
  if (earlier.length > 0) return input.floatFen
  const cash = await readTillCash(tx, actor, till, today())
  const dueFen = dueOf(cash)
  const movedFen = dueFen - cash.floatFen
  const differs = input.floatFen !== dueFen && (cash.floatFen > 0n || movedFen !== 0n)
  const floatFen = input.floatFen - movedFen
  if ((differs && !input.floatReason) || floatFen < 0n) throw refuse.floatDiffers({ carriedFen: Number(dueFen) })
  return floatFen
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
