import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { moduleIsOpenIn } from '../../platform/features/open-modules.ts'
import { meterCode } from '../meters/meter.ts'
import { metering } from '../tables.ts'
import { writeReadings } from './enter-readings.ts'

/** A reading that a machine took. */
export interface DeviceReading {
  id: string
  meterCode: string
  readOn: string
  value: string
  rolledOver: boolean
  bands: Record<string, string>
}

/**
 * Readings that machines sent (自动采集), looked at like all others: what is odd waits for approval. A reading fulfils the stop of its meter
 * in an open round of its month. Set-based. Answers why some are not taken (metering.meter_unknown, meter_retired, reading_in_future,
 * platform.module_off), by their ids.
 */
export async function takeDeviceReadings(
  tx: Tx,
  actor: Actor,
  communityId: string,
  readings: readonly DeviceReading[],
): Promise<Map<string, string>> {
  if (readings.length === 0) return new Map()
  if (!(await moduleIsOpenIn(tx, 'metering', communityId)))
    return new Map(readings.map(({ id }) => [id, 'platform.module_off']))
  const meters = await metersOf(tx, actor, communityId, readings)
  const reasons = new Map<string, string>()
  const taken = readings.flatMap(reading => {
    const meter = meters.get(reading.id)
    const reason = reasonOf(reading, meter)
    if (reason) reasons.set(reading.id, reason)
    return meter && !reason ? { ...reading, ...meter } : []
  })
  const rounds = new Set<string>()
  const rows = taken.map(({ id, meterId, roundId, readOn, value, rolledOver, bands }) => {
    // Of several that came at once the first is the round's; the others stand by themselves.
    const stop = `${roundId}/${meterId}`
    const ofRound = roundId !== null && !rounds.has(stop)
    rounds.add(stop)
    return {
      ...{ id, meterId, readOn, value, rolledOver, bands, roundId: ofRound ? roundId : null },
      ...({ source: 'device', photoId: null, note: '' } as const),
    }
  })
  if (rows.length > 0) await writeReadings(tx, actor, communityId, rows)
  return reasons
}

interface Meter {
  meterId: string
  state: string
  roundId: string | null
}

function reasonOf(reading: DeviceReading, meter: Meter | undefined): string | null {
  if (!meter) return 'metering.meter_unknown'
  if (meter.state === 'retired') return 'metering.meter_retired'
  return reading.readOn > today() ? 'metering.reading_in_future' : null
}

/** The meters of readings by their codes, each with the open round of the month that still waits for it. */
async function metersOf(
  tx: Tx,
  actor: Actor,
  communityId: string,
  readings: readonly DeviceReading[],
): Promise<Map<string, Meter>> {
  const { rows } = await sql<Meter & { id: string }>`
    select r.id, m.id as "meterId", m.state, (
      select o.id from metering.reading_round o
      join metering.reading_round_stop s on s.tenant_id = o.tenant_id and s.round_id = o.id and s.meter_id = m.id
      where o.tenant_id = m.tenant_id and o.community_id = m.community_id and o.state = 'open' and o.month = to_char(r.read_on, 'YYYY-MM')
        and not exists (select 1 from metering.reading k where k.tenant_id = o.tenant_id and k.round_id = o.id and k.meter_id = m.id
          and k.state <> 'rejected' and k.corrects_id is null)) as "roundId"
    from unnest(${readings.map(one => one.id)}::uuid[], ${readings.map(one => meterCode(one.meterCode))}::text[],
      ${readings.map(one => one.readOn)}::date[]) as r(id, code, read_on)
    join metering.meter m on m.tenant_id = ${tenantOf(actor)} and m.community_id = ${communityId} and m.code = r.code`.execute(
    metering(tx),
  )
  return new Map(rows.map(({ id, ...meter }) => [id, meter]))
}
