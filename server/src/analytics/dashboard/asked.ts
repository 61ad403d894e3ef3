import { type RawBuilder, sql } from 'kysely'

/** What a number is asked for: one community, or null for every one in the caller's scope. */
export interface Asked {
  tenantId: string
  communityId: string | null
}

/** For `where`: rows of a published view, under its alias, that are asked for; the walls leave out what is out of scope. */
export function isAsked({ tenantId, communityId }: Asked, alias: string): RawBuilder<boolean> {
  const row = sql.raw(alias)
  return sql<boolean>`(${row}.tenant_id = ${tenantId} and (${communityId}::uuid is null or ${row}.community_id = ${communityId}::uuid))`
}
