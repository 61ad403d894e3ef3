import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { MAX_MONTHS, type Span, spanOf } from './span.ts'

/** What a report is narrowed to; null is everything in the caller's reach. */
export interface Narrowed {
  tenantId: string
  communityId: string | null
  /** `none`: what stands in no building. */
  buildingId: string | null
  itemId: string | null
  /** What a collection rate is of: no deposits, which are given back and would only lift it. */
  rated?: boolean
}

export type Asked = Narrowed & Span

interface Input {
  communityId?: string | undefined
  buildingId?: string | undefined
  itemId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  asOf?: string | undefined
  rated?: boolean | undefined
}

/** Errors: analytics.period_wrong (reversed or too long), platform.not_found for a community out of sight. */
export async function askReport(tx: Tx, actor: Actor, input: Input): Promise<Asked> {
  const span = spanOf(input, today())
  if (span === null) throw refuse.periodWrong({ maxMonths: MAX_MONTHS })
  const tenantId = tenantOf(actor)
  if (input.communityId) await requireCommunity(tx, actor, input.communityId)
  return {
    ...span,
    tenantId,
    communityId: input.communityId ?? null,
    buildingId: input.buildingId ?? null,
    itemId: input.itemId ?? null,
    rated: input.rated ?? false,
  }
}

/** For `where`: rows under an alias that are asked for, of a view with community and premises; with `item_id` where it has one. */
export function isNarrowed(
  asked: Narrowed,
  alias: string,
  has: { item: boolean } = { item: true },
): RawBuilder<SqlBool> {
  const row = sql.raw(alias)
  const parts = [sql`${row}.tenant_id = ${asked.tenantId}::uuid`]
  if (asked.communityId) parts.push(sql`${row}.community_id = ${asked.communityId}::uuid`)
  if (asked.itemId && has.item) parts.push(sql`${row}.item_id = ${asked.itemId}::uuid`)
  if (asked.rated && has.item) parts.push(isRated(asked.tenantId, sql`${row}.item_id`))
  if (asked.buildingId)
    parts.push(sql`${row}.premises_id in (select n.id from registry.public_premises n
      where n.tenant_id = ${asked.tenantId}::uuid and ${isBuilding('n', asked.buildingId)})`)
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`
}

/** Whether an item counts for a collection rate. */
export function isRated(tenantId: string, itemId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`${itemId} not in (select t.id from billing.public_charge_item t
    where t.tenant_id = ${tenantId}::uuid and t.treatment = 'deposit')`
}

/** Rows with `building_id` of a building, or of none. */
export function isBuilding(alias: string, buildingId: string): RawBuilder<SqlBool> {
  const column = sql.raw(`${alias}.building_id`)
  return buildingId === 'none' ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} = ${buildingId}::uuid`
}
