import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { lastDayOfMonth } from '../../platform/period.ts'
import { type MeasureName, type MeasureValue, meterOf } from '../rules/measure.ts'
import { billing } from '../tables.ts'

/**
 * What homes used by the kinds of meters that are named, by premises: of each calendar month the sum of what was read in it, approved. A month
 * without a reading has no value, so that nothing is charged as if nothing had been used. Set-based; from a day on.
 */
export async function readUsageValues(
  tx: Tx,
  actor: Actor,
  premisesIds: readonly string[],
  names: readonly MeasureName[],
  since: string,
): Promise<Map<string, Record<MeasureName, MeasureValue[]>>> {
  const found = new Map<string, Record<MeasureName, MeasureValue[]>>()
  const nameOf = new Map(names.flatMap(name => (meterOf(name) === null ? [] : [[meterOf(name), name] as const])))
  if (nameOf.size === 0) return found
  const { rows } = await sql<{ premisesId: string; kind: string; effectiveFrom: string; value: string }>`
    select c.premises_id as "premisesId", c.kind, date_trunc('month', c.to_on)::date as "effectiveFrom", trim_scale(sum(c.quantity))::text as value
    from metering.public_consumption c
    where c.tenant_id = ${tenantOf(actor)} and c.premises_id = any(${[...premisesIds]}::uuid[]) and c.level = 'household'
      and c.kind = any(${[...nameOf.keys()]}::text[]) and c.to_on >= date_trunc('month', ${since}::date)
    group by 1, 2, 3 order by 1, 2, 3`.execute(billing(tx))
  for (const { premisesId, kind, effectiveFrom, value } of rows) {
    const name = nameOf.get(kind)
    if (!name) continue
    const ofPremises = found.get(premisesId) ?? {}
    const month = { effectiveFrom, effectiveTo: lastDayOfMonth(effectiveFrom), value }
    found.set(premisesId, { ...ofPremises, [name]: [...(ofPremises[name] ?? []), month] })
  }
  return found
}
