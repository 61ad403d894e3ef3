import { type RawBuilder, sql } from 'kysely'
import type { Narrowed } from './ask-report.ts'

export type GroupBy = 'month' | 'community' | 'building' | 'item'

/**
 * Sums of facts by a group, each row with the names a person knows it by. `facts` is a select with `community_id`, `premises_id` (or,
 * where facts are summed already, `building_id`), `item_id` and `month` (the first day of a charge month); `sums` are the selected
 * aggregates over it, under the alias `f`, where it is grouped `alsoBy` more columns.
 */
export function groupedSums(
  by: GroupBy,
  { tenantId }: Narrowed,
  facts: RawBuilder<unknown>,
  sums: RawBuilder<unknown>,
  alsoBy: RawBuilder<unknown> = sql``,
  { know = 'premises' }: { know?: 'premises' | 'building' } = {},
): RawBuilder<unknown> {
  const placed = by === 'building' && know === 'premises' ? withBuilding(tenantId, facts) : facts
  return sql`
    select ${NAMES[by]}, g.* from (
      select ${KEYS[by]} ${sums} from (${placed}) f
      group by ${GROUPS[by]} ${alsoBy}
    ) g ${JOINS[by](tenantId)}`
}

/** The facts with the building of their premises. */
export function withBuilding(tenantId: string, facts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select f.*, p.building_id from (${facts}) f
    join registry.public_premises p on p.tenant_id = ${tenantId}::uuid and p.id = f.premises_id`
}

/** An id that follows from a text, for rows that are known by no id of their own: a uuid of version 8. */
export function idOf(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`overlay(overlay(md5(${text}) placing '8' from 13) placing '8' from 17)::uuid`
}

const KEYS: Record<GroupBy, RawBuilder<unknown>> = {
  month: sql`f.month as key_month,`,
  community: sql`f.community_id as key_id,`,
  building: sql`f.community_id as key_community, f.building_id as key_id,`,
  item: sql`f.item_id as key_id,`,
}

const GROUPS: Record<GroupBy, RawBuilder<unknown>> = {
  month: sql`f.month`,
  community: sql`f.community_id`,
  building: sql`f.community_id, f.building_id`,
  item: sql`f.item_id`,
}

const NAMES: Record<GroupBy, RawBuilder<unknown>> = {
  month: sql`${idOf(sql`g.key_month::text`)} as id, null::uuid as group_id, to_char(g.key_month, 'YYYY-MM') as month,
    to_char(g.key_month, 'YYYY-MM') as name, null::text as community_name`,
  community: sql`g.key_id as id, g.key_id as group_id, null::text as month, c.name as name, null::text as community_name`,
  building: sql`coalesce(g.key_id, g.key_community) as id, g.key_id as group_id, null::text as month,
    coalesce(n.building_name, '') as name,
    c.name as community_name`,
  item: sql`g.key_id as id, g.key_id as group_id, null::text as month, i.name as name, null::text as community_name`,
}

const JOINS: Record<GroupBy, (tenantId: string) => RawBuilder<unknown>> = {
  month: () => sql``,
  community: tenantId => sql`join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = g.key_id`,
  building: tenantId =>
    sql`join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = g.key_community
      left join lateral (select p.building_name from registry.public_premises p
        where p.tenant_id = ${tenantId}::uuid and p.building_id = g.key_id limit 1) n on true`,
  item: tenantId => sql`join billing.public_charge_item i on i.tenant_id = ${tenantId}::uuid and i.id = g.key_id`,
}
