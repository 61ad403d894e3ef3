import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { metersChanged } from '../events.ts'
import { metering } from '../tables.ts'
import { type MeterKind, type MeterLevel, meterCode } from './meter.ts'

export interface MeterInput {
  code: string
  name: string
  kind: MeterKind
  level: MeterLevel
  /** The code of the meter it hangs on, which is there already or among those given with it or before it. */
  parentCode: string | null
  premisesId: string | null
  place: string
  /** Decimal text. */
  multiplier: string
  digits: number
  decimals: number
  initialReading: string
  installedOn: string | null
  verifiedUntil: string | null
  brand: string
  model: string
  deviceNo: string
  collector: string
  readBy: 'person' | 'device'
}

/**
 * Puts the meters into the archive whose code the community does not know yet; one that is there stays as it is. A code of a parent
 * that is nowhere throws: read them before. Answers how many were new. Set-based.
 */
export async function ensureMeters(
  tx: Tx,
  actor: Actor,
  communityId: string,
  meters: readonly MeterInput[],
): Promise<{ created: number }> {
  const rows = meters.map(meter => ({ ...meter, id: newId(), code: meterCode(meter.code) }))
  const known = await idsByCode(tx, actor, communityId, [
    ...rows.map(row => row.code),
    ...rows.flatMap(row => (row.parentCode === null ? [] : [meterCode(row.parentCode)])),
  ])
  const fresh = rows.filter(row => !known.has(row.code))
  for (const row of fresh) known.set(row.code, row.id)
  const parentOf = (code: string | null) => {
    if (code === null) return null
    const id = known.get(meterCode(code))
    if (id === undefined) throw new Error(`There is no meter "${code}" to hang on.`)
    return id
  }
  const column = <T>(of: (row: (typeof fresh)[number]) => T) => fresh.map(of)
  const { rows: added } = await sql<{ id: string }>`
    insert into metering.meter (tenant_id, id, community_id, code, name, kind, level, parent_id, premises_id, place, multiplier, digits, decimals,
      initial_reading, installed_on, verified_until, brand, model, device_no, collector, read_by, created_at)
    select ${tenantOf(actor)}, r.id, ${communityId}, r.code, r.name, r.kind, r.level, r.parent_id, r.premises_id, r.place, r.multiplier, r.digits, r.decimals,
      r.initial_reading, r.installed_on, r.verified_until, r.brand, r.model, r.device_no, r.collector, r.read_by, ${now()}
    from unnest(${column(r => r.id)}::uuid[], ${column(r => r.code)}::text[], ${column(r => r.name)}::text[], ${column(r => r.kind)}::text[],
      ${column(r => r.level)}::text[], ${column(r => parentOf(r.parentCode))}::uuid[], ${column(r => r.premisesId)}::uuid[],
      ${column(r => r.place)}::text[], ${column(r => r.multiplier)}::numeric[], ${column(r => r.digits)}::int[], ${column(r => r.decimals)}::int[],
      ${column(r => r.initialReading)}::numeric[], ${column(r => r.installedOn)}::date[], ${column(r => r.verifiedUntil)}::date[],
      ${column(r => r.brand)}::text[], ${column(r => r.model)}::text[], ${column(r => meterCode(r.deviceNo))}::text[],
      ${column(r => r.collector)}::text[], ${column(r => r.readBy)}::text[])
      as r(id, code, name, kind, level, parent_id, premises_id, place, multiplier, digits, decimals, initial_reading, installed_on, verified_until,
        brand, model, device_no, collector, read_by)
    on conflict do nothing returning id`.execute(metering(tx))
  if (added.length > 0) await publish(tx, metersChanged, { communityId, count: added.length })
  return { created: added.length }
}

async function idsByCode(
  tx: Tx,
  actor: Actor,
  communityId: string,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; id: string }>`
    select m.code, m.id from metering.meter m
    where m.tenant_id = ${tenantOf(actor)} and m.community_id = ${communityId} and m.code = any (${[...new Set(codes)]}::text[])`.execute(
    metering(tx),
  )
  return new Map(rows.map(row => [row.code, row.id]))
}
