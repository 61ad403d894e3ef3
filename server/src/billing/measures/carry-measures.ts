import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { maxDate } from '../../platform/period.ts'
import { rooms, type SuccessionFacts } from '../../registry/index.ts'
import type { MeasureName, MeasureValue } from '../rules/measure.ts'
import { billing } from '../tables.ts'
import { isOfEachPart, mergedMeasure } from './carried.ts'

type Row = MeasureValue & { premisesId: string; name: MeasureName }

/**
 * What premises are measured by goes on in the new ones: of a merge together (`carried.ts`); of a split what is true of each part. What
 * cannot be divided or disagrees does not: the check `premises-measure-missing` and the run name it.
 */
export async function carryMeasures(tx: Tx, actor: Actor, succession: SuccessionFacts): Promise<void> {
  const { premisesIds, successorIds, fromOn, kind, communityId } = succession
  const rows: Row[] = await billing(tx)
    .selectFrom('billing.measureValue')
    .select(['premisesId', 'name', 'effectiveFrom', 'effectiveTo', 'value'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
    .execute()
  const values = [...Map.groupBy(rows, row => row.name)].flatMap(([name, its]) => {
    if (kind === 'split' && !isOfEachPart(name)) return []
    const before = Map.groupBy(its, row => row.premisesId)
    return mergedMeasure(name, before, premisesIds.length, fromOn).map(value => ({ name, ...value }))
  })
  if (values.length === 0) return
  const told = { tenantId: tenantOf(actor), communityId, successionId: succession.id, createdAt: now() }
  await billing(tx)
    .insertInto('billing.measureValue')
    .values(
      successorIds.flatMap(premisesId =>
        values.map(({ effectiveFrom, effectiveTo = null, ...value }) => ({
          ...{ ...told, id: newId(), premisesId, effectiveTo },
          ...{ ...value, effectiveFrom: maxDate(effectiveFrom, fromOn) },
        })),
      ),
    )
    .execute()
}

/** What was carried goes with the new premises; what was measured anew since stays, and with it the merge. */
export async function takeMeasuresBack(tx: Tx, actor: Actor, successionId: string): Promise<void> {
  await sql`delete from billing.measure_value m where m.tenant_id = ${tenantOf(actor)}::uuid
    and m.succession_id = ${successionId}::uuid`.execute(billing(tx))
}

/** Premises that came from others by a merge or split which were measured on the day before, and they are not: by the name of the measure. */
export function defineMeasureCheck(): void {
  rooms.defineCheck({
    code: 'premises-measure-missing',
    object: 'premises',
    weight: 2,
    rows: () => sql`select p.community_id, p.id as object_id, p.label as title, string_agg(distinct m.name, '、') as detail, p.id as premises_id
      from registry.public_predecessor e
      join registry.public_premises p on p.tenant_id = e.tenant_id and p.id = e.premises_id and p.ended_on is null
      join billing.measure_value m on m.tenant_id = e.tenant_id and m.premises_id = e.former_id
        and m.effective_from <= e.from_on and (m.effective_to is null or m.effective_to >= e.from_on)
      where e.tenant_id = platform.tenant_id() and not exists (select from billing.measure_value n
        where n.tenant_id = e.tenant_id and n.premises_id = e.premises_id and n.name = m.name)
      group by p.community_id, p.id, p.label`,
  })
}
