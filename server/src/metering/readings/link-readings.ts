import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { decimalText } from '../../platform/decimals.ts'
import { metering } from '../tables.ts'
import type { Waiting } from './approve-readings.ts'
import { baseOf, usedByBand, usedSince } from './reading.ts'
import type { MeterOnDay } from './surroundings.ts'

/** A reading with what it follows. */
export interface Linked {
  reading: Waiting
  around: MeterOnDay
}

/** Puts readings at the end of their meters' chains, in one statement: the database asks again whether each link is right. */
export async function linkReadings(
  tx: Tx,
  actor: Actor,
  readings: readonly Linked[],
): Promise<{ count: number; premisesIds: string[] }> {
  if (readings.length === 0) return { count: 0, premisesIds: [] }
  const rows = readings.map(linkOf)
  const column = <T>(of: (row: (typeof rows)[number]) => T) => rows.map(of)
  const { rows: done } = await sql<{ premisesId: string | null }>`
    update metering.reading r set state = 'approved', decided_by = ${actor.id}, decided_at = ${now()}, version = r.version + 1,
      previous_id = l.previous_id, previous_on = l.previous_on, previous_value = l.previous_value, previous_source = l.previous_source,
      base_value = l.base_value, billed_before = l.billed_before, used = l.used, used_bands = l.used_bands
    from unnest(${column(l => l.id)}::uuid[], ${column(l => l.previousId)}::uuid[], ${column(l => l.previousOn)}::date[],
      ${column(l => l.previousValue)}::numeric[], ${column(l => l.previousSource)}::text[], ${column(l => l.baseValue)}::numeric[],
      ${column(l => l.billedBefore)}::numeric[], ${column(l => l.used)}::numeric[], ${column(l => l.usedBands)}::jsonb[])
      as l(id, previous_id, previous_on, previous_value, previous_source, base_value, billed_before, used, used_bands)
    where r.tenant_id = ${tenantOf(actor)} and r.id = l.id returning r.premises_id as "premisesId"`.execute(
    metering(tx),
  )
  return { count: done.length, premisesIds: done.flatMap(row => row.premisesId ?? []) }
}

/** What a reading keeps of the one before it. */
export function linkOf({ reading, around }: Linked) {
  const { previous } = around
  const none = { previousId: null, previousOn: null, previousValue: null, previousSource: null }
  if (previous === null)
    return { id: reading.id, ...none, baseValue: null, billedBefore: null, used: null, usedBands: null }
  const used = usedSince(reading, around, previous)
  if (used === null) throw new Error('A reading that goes backwards is not approved.')
  const parts = Object.keys(reading.bands).length === 0 ? null : usedByBand(reading, around, previous)
  return {
    ...{ id: reading.id, previousId: previous.id, previousOn: previous.on, previousValue: previous.value },
    ...{ previousSource: previous.source, ...baseOf(previous), used: decimalText(used) },
    usedBands: parts === null ? null : JSON.stringify(parts),
  }
}
