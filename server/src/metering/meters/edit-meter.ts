import type { metering as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { metersChanged } from '../events.ts'
import { metering } from '../tables.ts'
import { checkMeter, keepTree, lockMeter, requireCodeFree } from './check-meter.ts'
import { type MeterDetail, meterCode } from './meter.ts'
import { readMeter } from './meter-view.ts'

/** Changes what is known of a meter. Errors: as of adding, platform.changed_meanwhile, metering.meter_retired. */
export async function editMeter(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editMeter>,
): Promise<MeterDetail> {
  const { meterId, version, ...said } = input
  const meter = await lockMeter(tx, actor, meterId)
  if (meter.version !== version) throw platformRefuse.changedMeanwhile({ version: meter.version })
  if (meter.state === 'retired') throw refuse.meterRetired()
  const before = await readMeter(tx, actor, { meterId })
  const words = { ...said, code: meterCode(said.code), deviceNo: meterCode(said.deviceNo) }
  await checkMeter(tx, actor, meter.communityId, words)
  await requireCodeFree(tx, actor, meter.communityId, words.code, meterId)
  await keepTree(
    metering(tx)
      .updateTable('metering.meter')
      .set({ ...words, version: sql`version + 1` })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', meterId)
      .execute(),
  )
  const after = await readMeter(tx, actor, { meterId })
  recordChanges(tx, shown(before), shown(after))
  await publish(tx, metersChanged, { communityId: meter.communityId, count: 1 })
  return after
}

/** What the history tells of a meter: names rather than ids. */
function shown({ parentCode, premisesLabel, ...meter }: MeterDetail) {
  const { code, name, kind, level, place, multiplier, digits, decimals, initialReading, installedOn } = meter
  const { verifiedUntil, brand, model, deviceNo, collector, readBy, bands, notes, state } = meter
  return {
    ...{ code, name, kind, level, parentCode, premisesLabel, place, multiplier, digits, decimals, initialReading },
    ...{ installedOn, verifiedUntil, brand, model, deviceNo, collector, readBy, bands, notes, state },
  }
}
