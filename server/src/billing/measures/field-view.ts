import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { plainSigns } from '../rules/formula.ts'
import { fieldOf, type MeasureName, type MeasureValue, measureOfField } from '../rules/measure.ts'
import { billing } from '../tables.ts'

/** Of all days: a custom field says what is, not since when. */
const ALWAYS = '1900-01-01'

/** The labels of the company's own fields of premises that are numbers, or yes (1) and no (0), as formulas write them. */
export async function readFieldLabels(tx: Tx, actor: Actor): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ label: string }>`
    select f.label from registry.public_custom_field f where f.tenant_id = ${tenantOf(actor)} and f.subject = 'premises'
      and f.type in ('number', 'yes-no') and f.archived_at is null`.execute(billing(tx))
  return new Set(rows.map(({ label }) => plainSigns(label)))
}

/** What premises' own fields say that are named so, by premises; set-based. One that is not answered is missing. */
export async function readFieldValues(
  tx: Tx,
  actor: Actor,
  premisesIds: readonly string[],
  names: readonly MeasureName[],
): Promise<Map<string, Record<MeasureName, MeasureValue[]>>> {
  const found = new Map<string, Record<MeasureName, MeasureValue[]>>()
  const wanted = new Set(names.flatMap(name => fieldOf(name) ?? []))
  if (wanted.size === 0) return found
  const { rows } = await sql<{ premisesId: string; label: string; value: string }>`
    select v.premises_id as "premisesId", f.label, case v.value when 'yes' then '1' when 'no' then '0' else v.value end as value
    from registry.public_custom_field f
    join registry.public_premises_field v on v.tenant_id = f.tenant_id and v.field_id = f.id
    where f.tenant_id = ${tenantOf(actor)} and f.subject = 'premises' and f.type in ('number', 'yes-no')
      and v.premises_id = any(${[...premisesIds]}::uuid[])`.execute(billing(tx))
  for (const { premisesId, label, value } of rows) {
    const plain = plainSigns(label)
    if (!wanted.has(plain)) continue
    const ofPremises = found.get(premisesId) ?? {}
    found.set(premisesId, { ...ofPremises, [measureOfField(plain)]: [{ effectiveFrom: ALWAYS, value }] })
  }
  return found
}
