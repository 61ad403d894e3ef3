import { type RawBuilder, sql } from 'kysely'

/**
 * Where a mandate belongs now: of the homes whose bills it covers one that there still is, the one it was signed for before those that a
 * merge or split brought; the one it was signed for where none is left. The id of the premises.
 */
export function homeNow(mandate: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`coalesce((select h.premises_id from billing.mandate_home h
    join registry.public_premises w on w.tenant_id = h.tenant_id and w.id = h.premises_id and w.ended_on is null
    where h.tenant_id = ${mandate}.tenant_id and h.mandate_id = ${mandate}.id
    order by h.premises_id <> ${mandate}.premises_id, w.label, h.premises_id limit 1), ${mandate}.premises_id)`
}

/** The labels of all homes that it covers and that there still are; of the one it was signed for where none is left. */
export function homeLabels(mandate: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`coalesce((select string_agg(w.label, '、' order by w.label) from billing.mandate_home h
    join registry.public_premises w on w.tenant_id = h.tenant_id and w.id = h.premises_id and w.ended_on is null
    where h.tenant_id = ${mandate}.tenant_id and h.mandate_id = ${mandate}.id), p.label)`
}
