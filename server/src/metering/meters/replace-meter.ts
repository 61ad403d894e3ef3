import type { metering as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { metering } from '../tables.ts'
import { addMeter } from './add-meter.ts'
import { lockMeter } from './check-meter.ts'
import { type MeterDetail, type MeterKind, type MeterLevel, registerShows } from './meter.ts'
import { readMeter } from './meter-view.ts'
import { endMeter } from './retire-meter.ts'

/**
 * Replaces a meter on the spot: the old one ends with its last reading, the new one takes its place in the tree, on its route and in open
 * rounds. Errors: as of adding, platform.changed_meanwhile, metering.meter_retired, reading_too_long, dates_wrong.
 */
export async function replaceMeter(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.replaceMeter>,
): Promise<MeterDetail> {
  const { meterId, version, replacedOn, finalReading, reason, id, ...words } = input
  const old = await lockMeter(tx, actor, meterId)
  if (old.version !== version) throw platformRefuse.changedMeanwhile({ version: old.version })
  if (old.state === 'retired') throw refuse.meterRetired()
  const { digits, decimals, communityId } = old
  if (!registerShows(finalReading, old)) throw refuse.readingTooLong({ reading: finalReading, digits, decimals })
  if (replacedOn > today() || (old.installedOn !== null && replacedOn < old.installedOn)) throw refuse.datesWrong()
  await addMeter(tx, actor, {
    ...{ id, communityId, ...words, name: old.name, kind: old.kind as MeterKind, level: old.level as MeterLevel },
    ...{ parentId: old.parentId, premisesId: old.premisesId, place: old.place, installedOn: replacedOn },
    ...{ collector: old.collector, notes: '', bands: old.bands },
  })
  await takeItsPlace(tx, actor, old, id)
  await endMeter(tx, actor, old, { retiredOn: replacedOn, finalReading, reason })
  return readMeter(tx, actor, { meterId: id })
}

/** What hangs below the old meter, its stop on a route, and its stops of open rounds that were not read. */
async function takeItsPlace(tx: Tx, actor: Actor, old: { id: string; communityId: string }, id: string): Promise<void> {
  const tenantId = tenantOf(actor)
  await metering(tx)
    .updateTable('metering.meter')
    .set({ replacesId: old.id })
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .execute()
  await metering(tx)
    .updateTable('metering.meter')
    .set({ parentId: id, version: sql`version + 1` })
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', old.communityId)
    .where('parentId', '=', old.id)
    .where('id', '<>', id)
    .execute()
  await metering(tx)
    .updateTable('metering.readingRouteStop')
    .set({ meterId: id })
    .where('tenantId', '=', tenantId)
    .where('meterId', '=', old.id)
    .execute()
  await sql`update metering.reading_round_stop s set meter_id = ${id}
    where s.tenant_id = ${tenantId} and s.meter_id = ${old.id}
      and exists (select from metering.reading_round d where d.tenant_id = s.tenant_id and d.id = s.round_id and d.state = 'open')
      and not exists (select from metering.reading r where r.tenant_id = s.tenant_id and r.round_id = s.round_id and r.meter_id = s.meter_id
        and r.state <> 'rejected')`.execute(metering(tx))
}
