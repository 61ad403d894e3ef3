import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../communities/community-exists.ts'
import { registry } from '../tables.ts'
import { BASES, type CheckCode } from './checks.ts'
import { objectOf, rowsOf, withExemption } from './finding-view.ts'
import { ALL_CHECKS, qualityOverview } from './overview-view.ts'

/**
 * Runs every check and keeps the counts of today, again as often as asked: the last of a day stands. Not for staff of some buildings,
 * whose walls would hide a part. Errors: platform.beyond_scope, platform.not_found.
 */
export async function countQuality(
  tx: Tx,
  actor: Actor,
  input: { communityId?: string },
): Promise<ResponseOf<typeof contract.qualityOverview>> {
  requireWholeCommunities(actor)
  if (input.communityId) await requireCommunity(tx, actor, input.communityId)
  for (const check of ALL_CHECKS) await keepCounts(tx, actor, check, input.communityId ?? null)
  return qualityOverview(tx, actor, input)
}

async function keepCounts(tx: Tx, actor: Actor, check: CheckCode, communityId: string | null): Promise<void> {
  const rows = await rowsOf(tx, actor, check)
  await sql`
    insert into registry.quality_count (tenant_id, community_id, check_code, day, findings, base, counted_at)
    select ${tenantOf(actor)}, c.id, ${check}, ${today()}::date, coalesce(n.findings, 0), coalesce(b.base, 0), ${now()}
    from registry.community c
    left join (select f.community_id, count(*)::int as findings ${withExemption(actor, check, rows)} where e.id is null group by f.community_id) n
      on n.community_id = c.id
    left join (${BASES[objectOf(check)]}) b on b.community_id = c.id
    where c.tenant_id = ${tenantOf(actor)} and (${communityId}::uuid is null or c.id = ${communityId})
    on conflict (tenant_id, community_id, check_code, day)
      do update set findings = excluded.findings, base = excluded.base, counted_at = excluded.counted_at`.execute(
    registry(tx),
  )
}
