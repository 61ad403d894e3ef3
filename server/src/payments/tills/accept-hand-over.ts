import type { payments as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { payments } from '../tables.ts'
import { type HandOverView, handOvers } from './hand-over-view.ts'
import { writeMovement } from './move-cash.ts'
import { readOpenShift } from './my-till-view.ts'
import { takeShift } from './open-shift.ts'
import { lockOwnTill, tellTill } from './own-till.ts'
import { closeHandOverNotice } from './tell-tills.ts'

/**
 * The next cashier counted the cash and takes it over; who handed it over may take it back the same way, as long as nobody took
 * it. What is counted must be what was handed over: two who differ count again, together.
 * Errors: platform.not_found, payments.day_closed, payments.hand_over_accepted, payments.count_differs,
 * payments.earlier_day_open (the drawer's own, where no shift is open).
 */
export async function acceptHandOver(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.acceptHandOver>,
): Promise<HandOverView> {
  const found = await handOvers(tx, actor)
    .select(['h.toId', 't.cashierId', 'h.communityId'])
    .where('h.id', '=', input.handOverId)
    .executeTakeFirst()
  const mine = found && [found.toId, found.cashierId].includes(accountOf(actor))
  if (!found || !mine) throw refusePlatform.notFound()
  const { toId: _, cashierId: fromId, communityId, ...view } = found
  if (input.countedFen !== view.countedFen) throw refuse.countDiffers({ expectedFen: Number(view.countedFen) })
  const till = await lockOwnTill(tx, actor, communityId)
  const open = await readOpenShift(tx, actor, till.id)
  const shift = open ?? (await takeShift(tx, actor, till, input.shiftId))
  const acceptedAt = now()
  const accepted = await payments(tx)
    .updateTable('payments.handOver')
    .set({ acceptedAt, acceptedShiftId: shift.id })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', view.id)
    .where('acceptedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!accepted) throw refuse.handOverAccepted()
  const back = fromId === accountOf(actor)
  if (view.countedFen > 0n)
    await writeMovement(tx, actor, till, {
      id: newId(),
      kind: 'taken',
      amountFen: view.countedFen,
      reason: back ? '收回交班款' : `接班自 ${view.fromName}`,
      sourceId: view.id,
    })
  await tellTill(tx, till)
  await closeHandOverNotice(tx, actor, view.id)
  return { ...view, acceptedAt }
}
