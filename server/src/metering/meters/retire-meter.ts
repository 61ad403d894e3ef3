import type { metering as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { metersChanged } from '../events.ts'
import { approveThose } from '../readings/approve-readings.ts'
import { writeReadings } from '../readings/enter-readings.ts'
import { metering } from '../tables.ts'
import { countBelow, lockMeter } from './check-meter.ts'
import { type MeterDetail, registerShows } from './meter.ts'
import { readMeter } from './meter-view.ts'

/**
 * Takes a meter away: the day, its last reading, why. Those below it are moved first, or their consumption would hang in the air.
 * Errors: platform.changed_meanwhile, metering.meter_retired, reading_too_long, dates_wrong, meters_below.
 */
export async function retireMeter(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.retireMeter>,
): Promise<MeterDetail> {
  const { meterId, retiredOn, finalReading, reason } = input
  const meter = await lockMeter(tx, actor, meterId)
  if (meter.version !== input.version) throw platformRefuse.changedMeanwhile({ version: meter.version })
  if (meter.state === 'retired') throw refuse.meterRetired()
  const { digits, decimals } = meter
  if (!registerShows(finalReading, meter)) throw refuse.readingTooLong({ reading: finalReading, digits, decimals })
  if (retiredOn > today() || (meter.installedOn !== null && retiredOn < meter.installedOn)) throw refuse.datesWrong()
  const count = await countBelow(tx, actor, meter.communityId, meterId)
  if (count > 0) throw refuse.metersBelow({ count })
  return endMeter(tx, actor, meter, { retiredOn, finalReading, reason })
}

/** Writes the last reading, and that the meter is gone. A last reading with nothing odd counts at once; an odd one waits for approval. */
export async function endMeter(
  tx: Tx,
  actor: Actor,
  meter: Awaited<ReturnType<typeof lockMeter>>,
  { retiredOn, finalReading, reason }: { retiredOn: string; finalReading: string; reason: string },
): Promise<MeterDetail> {
  await writeFinal(tx, actor, meter, { readOn: retiredOn, value: finalReading })
  return change(tx, actor, meter, { state: 'retired', retiredOn, finalReading, retiredReason: reason })
}

async function writeFinal(
  tx: Tx,
  actor: Actor,
  { id: meterId, communityId }: { id: string; communityId: string },
  { readOn, value }: { readOn: string; value: string },
): Promise<void> {
  const same = await metering(tx)
    .selectFrom('metering.reading')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('meterId', '=', meterId)
    .where('state', '=', 'approved')
    .where('readOn', '=', readOn)
    .where('value', '=', value)
    .executeTakeFirst()
  // It was read on that very day, and that was its last.
  if (same) return
  const said = { readOn, value, rolledOver: false, bands: {}, photoId: null, note: '', roundId: null }
  const [id] = await writeReadings(tx, actor, communityId, [{ ...said, id: newId(), meterId, source: 'final' }])
  if (id) await approveThose(tx, actor, communityId, [id])
}

/** Takes back that a meter was taken away. Errors: platform.changed_meanwhile, metering.meter_not_retired, meter_replaced. */
export async function restoreMeter(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.restoreMeter>,
): Promise<MeterDetail> {
  const meter = await lockMeter(tx, actor, input.meterId)
  if (meter.version !== input.version) throw platformRefuse.changedMeanwhile({ version: meter.version })
  if (meter.state !== 'retired') throw refuse.meterNotRetired()
  if ((await readMeter(tx, actor, input)).replacedBy) throw refuse.meterReplaced()
  await takeBackFinal(tx, actor, meter.id, input.reason)
  return change(tx, actor, meter, { state: 'active', retiredOn: null, finalReading: null, retiredReason: null })
}

/** The last reading of a meter that is in use again does not count; nothing follows it. */
async function takeBackFinal(tx: Tx, actor: Actor, meterId: string, reason: string): Promise<void> {
  await metering(tx)
    .updateTable('metering.reading')
    .set({ state: 'rejected', reason, decidedBy: actor.id, decidedAt: now(), version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('meterId', '=', meterId)
    .where('source', '=', 'final')
    .where('state', '<>', 'rejected')
    .execute()
}

async function change(
  tx: Tx,
  actor: Actor,
  meter: Awaited<ReturnType<typeof lockMeter>>,
  after: { state: string; retiredOn: string | null; finalReading: string | null; retiredReason: string | null },
): Promise<MeterDetail> {
  await metering(tx)
    .updateTable('metering.meter')
    .set({ ...after, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', meter.id)
    .execute()
  const { state, retiredOn, finalReading } = after
  recordChanges(
    tx,
    { state: meter.state, retiredOn: meter.retiredOn, finalReading: meter.finalReading },
    { state, retiredOn, finalReading },
  )
  await publish(tx, metersChanged, { communityId: meter.communityId, count: 1 })
  return readMeter(tx, actor, { meterId: meter.id })
}
