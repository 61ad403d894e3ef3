import { type RawBuilder, sql } from 'kysely'
import { today } from '../../platform/clock.ts'

/** The building area of premises today, as SQL; `premises` is the alias of `registry.premises` in the query. Null when unknown. */
export function areaOn(premises: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(select a.area_m2 from registry.premises_area a where a.tenant_id = ${premises}.tenant_id
    and a.premises_id = ${premises}.id and a.from_on <= ${today()}::date order by a.from_on desc limit 1)`
}
