import type { serviceDesk as contract, RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { silenceHours } from '../settings.ts'
import { changeOrder } from './change-order.ts'
import { confirmSilently } from './confirm-silently.ts'
import { confirmByOf } from './order.ts'
import { type OrderDetail, readOrderById } from './order-view.ts'

/** The repairer says that the work is done and shows it; the household confirms, or its silence does. */
export async function finishOrder(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.finishOrder>,
): Promise<OrderDetail> {
  const doneAt = now()
  await changeOrder(tx, actor, input.orderId, 'finish', async order => {
    const confirmBy = confirmByOf(doneAt, await readSetting(tx, silenceHours, { communityId: order.communityId }))
    await enqueue(
      tx,
      confirmSilently,
      { orderId: order.id, round: order.round },
      { key: `${confirmSilently.name} ${order.id}`, runAt: confirmBy },
    )
    return { set: { doneAt, confirmBy }, note: input.note, photoIds: input.photoIds }
  })
  return readOrderById(tx, actor, input)
}
