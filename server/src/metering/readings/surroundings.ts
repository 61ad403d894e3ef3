import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { civilDateOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { addDays, minDate } from '../../platform/period.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { jumpPercent } from '../settings.ts'
import { metering } from '../tables.ts'
import type { Following, Previous, ReadingSource, Surroundings } from './reading.ts'

/** A meter on a day, as a reading of it is looked at. */
export interface MeterOnDay extends Surroundings {
  meterId: string
  communityId: string
  premisesId: string | null
  code: string
  state: string
}

interface Row {
  meterId: string
  readOn: string
  communityId: string
  premisesId: string | null
  code: string
  state: string
  multiplier: string
  digits: number
  decimals: number
  initialReading: string
  installedOn: string | null
  createdAt: Date
  previous: {
    id: string
    on: string
    value: string
    source: ReadingSource
    base: string | null
    billed: string | null
    used: string | null
    bands: Record<string, string>
  } | null
  sameDay: boolean
  later: boolean
  next: Following | null
  knownUsed: string | null
  knownDays: number | null
}

/** So many approved readings before are the mean that a new one is held against. */
const MEAN_OF = 12

/**
 * What readings of meters on days are looked at against, by `meterId/day`, in one statement. A reading `except` (what is being corrected)
 * counts as not there. Between two approved readings a meter is what the later one says of it: its multiplier, its register, its home. Meters
 * out of sight are left out.
 */
export async function readSurroundings(
  tx: Tx,
  actor: Actor,
  communityId: string,
  asked: readonly { meterId: string; readOn: string; except?: string | null }[],
): Promise<Map<string, MeterOnDay>> {
  const { rows } = await sql<Row>`
    select w.meter_id as "meterId", w.read_on::text as "readOn", m.community_id as "communityId",
      case when n.id is null then m.premises_id else n.premises_id end as "premisesId", m.code, m.state,
      coalesce(n.multiplier, trim_scale(m.multiplier)::text) as multiplier, coalesce(n.digits, m.digits) as digits, m.decimals, trim_scale(m.initial_reading)::text as "initialReading",
      m.installed_on as "installedOn", m.created_at as "createdAt", to_jsonb(p) as previous,
      exists (select from metering.reading r where r.tenant_id = m.tenant_id and r.meter_id = m.id and r.state = 'approved'
        and r.id is distinct from w.except_id and r.read_on = w.read_on) as "sameDay",
      exists (select from metering.reading r where r.tenant_id = m.tenant_id and r.meter_id = m.id and r.state = 'approved'
        and r.id is distinct from w.except_id and r.read_on > w.read_on) as later,
      case when n.id is not null then to_jsonb(n) - 'premises_id' end as next, k.used as "knownUsed", k.days as "knownDays"
    from unnest(${asked.map(one => one.meterId)}::uuid[], ${asked.map(one => one.readOn)}::date[], ${asked.map(one => one.except ?? null)}::uuid[])
      as w(meter_id, read_on, except_id)
    join metering.meter m on m.tenant_id = ${tenantOf(actor)} and m.community_id = ${communityId} and m.id = w.meter_id
    left join lateral (
      select r.id, r.read_on as "on", trim_scale(r.value)::text as value, r.source, trim_scale(r.base_value)::text as base,
        trim_scale(r.billed_before)::text as billed, trim_scale(r.used)::text as used, r.bands
      from metering.reading r where r.tenant_id = m.tenant_id and r.meter_id = m.id and r.state = 'approved' and r.id is distinct from w.except_id
        and r.read_on < w.read_on order by r.read_on desc limit 1) p on true
    left join lateral (
      select r.id, r.read_on as "readOn", trim_scale(r.value)::text as value, r.rolled_over as "rolledOver", r.bands, r.source,
        trim_scale(r.multiplier)::text as multiplier, r.digits, r.premises_id
      from metering.reading r where p.id is not null and r.tenant_id = m.tenant_id and r.meter_id = m.id and r.state = 'approved'
        and r.id is distinct from w.except_id and r.read_on > w.read_on order by r.read_on limit 1) n on true
    left join lateral (
      select trim_scale(sum(l.used))::text as used, sum(l.days)::int as days from (
        select r.used, r.read_on - r.previous_on as days from metering.reading r
        where r.tenant_id = m.tenant_id and r.meter_id = m.id and r.state = 'approved' and r.previous_id is not null
          and r.id is distinct from w.except_id and r.read_on < w.read_on
        order by r.read_on desc limit ${sql.lit(MEAN_OF)}) l) k on true`.execute(metering(tx))
  const percent = await readSetting(tx, jumpPercent, { communityId })
  return new Map(rows.map(row => [`${row.meterId}/${row.readOn}`, onDay(row, percent)]))
}

function onDay(row: Row, jump: number): MeterOnDay {
  const { knownUsed, knownDays } = row
  return {
    ...{
      meterId: row.meterId,
      communityId: row.communityId,
      premisesId: row.premisesId,
      code: row.code,
      state: row.state,
    },
    ...{
      multiplier: row.multiplier,
      digits: row.digits,
      decimals: row.decimals,
      sameDay: row.sameDay,
      later: row.later,
      next: row.next,
    },
    previous: row.previous ? approvedBefore(row.previous) : fromArchive(row),
    known: knownUsed === null || !knownDays ? null : { used: knownUsed, days: knownDays },
    jumpPercent: jump,
  }
}

function approvedBefore({ id, on, value, source, base, billed, used, bands }: NonNullable<Row['previous']>): Previous {
  return { id, on, value, source, baseValue: base ?? value, billedBefore: billed ?? '0', used, bands }
}

/** Before its first reading a meter stood at what its archive says, on the day it was installed, or came into the archive. */
function fromArchive(row: Row): Previous {
  const { initialReading: value, readOn } = row
  const on = row.installedOn ?? minDate(civilDateOf(row.createdAt), addDays(readOn, -1))
  return { id: null, on, value, source: 'initial', baseValue: value, billedBefore: '0', used: null, bands: {} }
}
