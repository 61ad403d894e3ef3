import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { CivilDate } from '../../platform/period.ts'
import { metering } from '../tables.ts'

interface OfDay {
  id: string
  meterId: string
  readOn: CivilDate
}

/**
 * Of readings that are entered, the ids of those whose meter has another one of the day that waits, entered before or standing before it in the
 * list: one of them is not right, and whoever approves is to see it. Only one of a day is approved in the end (`flagsOf`). In one statement.
 */
export async function secondsOfDay(tx: Tx, actor: Actor, readings: readonly OfDay[]): Promise<Set<string>> {
  const { rows } = await sql<{ meterId: string; readOn: string }>`
    select distinct r.meter_id as "meterId", r.read_on::text as "readOn" from metering.reading r
    join unnest(${readings.map(one => one.meterId)}::uuid[], ${readings.map(one => one.readOn)}::date[]) as w(meter_id, read_on)
      on w.meter_id = r.meter_id and w.read_on = r.read_on
    where r.tenant_id = ${tenantOf(actor)} and r.state in ('entered', 'flagged') and r.corrects_id is null
      and r.id <> all(${readings.map(one => one.id)}::uuid[])`.execute(metering(tx))
  const taken = new Set(rows.map(({ meterId, readOn }) => `${meterId}/${readOn}`))
  const seconds = new Set<string>()
  for (const { id, meterId, readOn } of readings) {
    const day = `${meterId}/${readOn}`
    if (taken.has(day)) seconds.add(id)
    taken.add(day)
  }
  return seconds
}
