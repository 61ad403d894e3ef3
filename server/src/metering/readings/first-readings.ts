import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { metering } from '../tables.ts'
import type { Linked } from './link-readings.ts'

/**
 * Where a meter has no approved reading yet, what its archive says becomes its first, so that the chain begins there. One that is itself
 * the initial reading begins the chain. Answers the same readings, each with the row it follows.
 */
export async function firstReadings(
  tx: Tx,
  actor: Actor,
  communityId: string,
  readings: readonly Linked[],
): Promise<Linked[]> {
  const follows = (one: Linked) => one.reading.source !== 'initial' && one.around.previous?.id === null
  const wanting = readings.filter(follows).map(one => ({ ...one, firstId: newId() }))
  if (wanting.length > 0) await insertFirst(tx, actor, communityId, wanting)
  const firstOf = new Map(wanting.map(one => [one.reading.id, one.firstId]))
  return readings.map(one => {
    const { previous } = one.around
    if (previous === null || previous.id !== null) return one
    const firstId = firstOf.get(one.reading.id)
    return { ...one, around: { ...one.around, previous: firstId ? { ...previous, id: firstId } : null } }
  })
}

type First = Linked & { firstId: string }

async function insertFirst(tx: Tx, actor: Actor, communityId: string, wanting: readonly First[]): Promise<void> {
  const column = <T>(of: (row: First) => T) => wanting.map(of)
  await sql`
    insert into metering.reading (tenant_id, id, community_id, meter_id, premises_id, read_on, value, source, state, multiplier, digits,
      entered_by, entered_at, decided_by, decided_at)
    select ${tenantOf(actor)}, r.id, ${communityId}, r.meter_id, r.premises_id, r.read_on, r.value, 'initial', 'approved', r.multiplier, r.digits,
      ${actor.id}, ${now()}, ${actor.id}, ${now()}
    from unnest(${column(r => r.firstId)}::uuid[], ${column(r => r.reading.meterId)}::uuid[], ${column(r => r.around.premisesId)}::uuid[],
      ${column(r => r.around.previous?.on ?? r.reading.readOn)}::date[], ${column(r => r.around.previous?.value ?? '0')}::numeric[],
      ${column(r => r.around.multiplier)}::numeric[], ${column(r => r.around.digits)}::int[])
      as r(id, meter_id, premises_id, read_on, value, multiplier, digits)`.execute(metering(tx))
}
