import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { plainSigns } from '../rules/formula.ts'
import { fieldOf, type MeasureName, type MeasureValue, measureOfField, optionOf } from '../rules/measure.ts'
import { billing } from '../tables.ts'

/** Of all days: a custom field says what is, not since when. */
const ALWAYS = '1900-01-01'

/**
 * The labels of the company's own fields of premises that are numbers, or yes (1) and no (0), as formulas write them; of one with choices each
 * option (`optionOf`).
 */
export async function readFieldLabels(tx: Tx, actor: Actor): Promise<ReadonlySet<string>> {
  const { rows } = await sql<Field>`
    select f.label, f.type, f.choices from registry.public_custom_field f where f.tenant_id = ${tenantOf(actor)} and f.subject = 'premises'
      and f.type in ('number', 'yes-no', 'choice') and f.archived_at is null order by f.label`.execute(billing(tx))
  return new Set(rows.flatMap(field => (field.type === 'choice' ? optionsOf(field) : plainSigns(field.label))))
}

type Field = { label: string; type: string; choices: string[] }

function optionsOf({ label, choices }: Pick<Field, 'label' | 'choices'>): string[] {
  return choices.map(option => optionOf(plainSigns(label), plainSigns(option)))
}

/** What premises' own fields say that are named so, by premises; set-based. One that is not answered is missing, and so is an option that is no choice any more. */
export async function readFieldValues(
  tx: Tx,
  actor: Actor,
  premisesIds: readonly string[],
  names: readonly MeasureName[],
): Promise<Map<string, Record<MeasureName, MeasureValue[]>>> {
  const found = new Map<string, Record<MeasureName, MeasureValue[]>>()
  const wanted = new Set(names.flatMap(name => fieldOf(name) ?? []))
  if (wanted.size === 0) return found
  const { rows } = await sql<Field & { premisesId: string; value: string }>`
    select v.premises_id as "premisesId", f.label, f.type, f.choices,
      case when f.type = 'yes-no' then case v.value when 'yes' then '1' else '0' end else v.value end as value
    from registry.public_custom_field f
    join registry.public_premises_field v on v.tenant_id = f.tenant_id and v.field_id = f.id
    where f.tenant_id = ${tenantOf(actor)} and f.subject = 'premises' and f.type in ('number', 'yes-no', 'choice')
      and v.premises_id = any(${[...premisesIds]}::uuid[])`.execute(billing(tx))
  for (const { premisesId, value, ...field } of rows) {
    for (const [label, said] of saidBy(field, value)) {
      if (!wanted.has(label)) continue
      const ofPremises = found.get(premisesId) ?? {}
      found.set(premisesId, { ...ofPremises, [measureOfField(label)]: [{ effectiveFrom: ALWAYS, value: said }] })
    }
  }
  return found
}

/** What the value of a field is to formulas: itself, or of each of its options whether it is that (1) or not (0). */
function saidBy(field: Field, value: string): [label: string, value: string][] {
  if (field.type !== 'choice') return [[plainSigns(field.label), value]]
  const chosen = optionOf(plainSigns(field.label), plainSigns(value))
  return optionsOf(field).map(option => [option, option === chosen ? '1' : '0'])
}
