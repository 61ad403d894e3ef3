import type { metering as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { metersChanged } from '../events.ts'
import { metering } from '../tables.ts'
import { checkMeter, requireCodeFree } from './check-meter.ts'
import { type MeterDetail, meterCode } from './meter.ts'
import { readMeter } from './meter-view.ts'

/** Puts a meter into the archive. Errors: as of `checkMeter`, metering.code_taken, platform.already_there (the id is another meter's). */
export async function addMeter(tx: Tx, actor: Actor, input: RequestOf<typeof contract.addMeter>): Promise<MeterDetail> {
  const { communityId } = input
  const words = { ...input, code: meterCode(input.code), deviceNo: meterCode(input.deviceNo) }
  await checkMeter(tx, actor, communityId, words)
  await requireCodeFree(tx, actor, communityId, words.code, null)
  const added = await metering(tx)
    .insertInto('metering.meter')
    .values({ tenantId: tenantOf(actor), ...words, createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) {
    // Somebody was quicker with the code, or the id is another meter's.
    await requireCodeFree(tx, actor, communityId, words.code, null)
    throw platformRefuse.alreadyThere()
  }
  await publish(tx, metersChanged, { communityId, count: 1 })
  return readMeter(tx, actor, { meterId: input.id })
}
