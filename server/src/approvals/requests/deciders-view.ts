import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { ChainStep } from '../chains/chain.ts'
import { approvals } from '../tables.ts'

interface Decided {
  /** null: wherever. */
  communityId: string | null
  premisesId: string | null
  askedBy: string | null
  /** Accounts that approved an earlier step. */
  approvedBy: readonly (string | null)[]
}

/**
 * Active staff who may decide a step: they hold what it asks for and may decide at all, their data scope has the premises, they did not
 * ask and have not approved an earlier step.
 */
export async function decidersOf(
  tx: Tx,
  actor: Actor,
  step: ChainStep,
  { communityId, premisesId, askedBy, approvedBy }: Decided,
): Promise<{ id: string; name: string }[]> {
  const out = [askedBy, ...approvedBy].filter(id => id !== null)
  const { rows } = await sql<{ id: string; name: string }>`
    select s.id, s.name from identity.public_staff s
    where s.tenant_id = ${tenantOf(actor)} and s.state = 'active' and 'approvals.requests.decide' = any (s.permissions)
      and (${step.permission}::text is null or ${step.permission} = any (s.permissions))
      and (${step.roleId}::uuid is null or exists (select 1 from identity.public_staff_role r
        where r.tenant_id = s.tenant_id and r.staff_id = s.id and r.role_id = ${step.roleId}))
      and (${communityId}::uuid is null or s.community_ids is null or ${communityId}::uuid = any (s.community_ids))
      and (s.building_ids is null or ${premisesId}::uuid is null or exists (select 1 from registry.public_premises p
        where p.tenant_id = s.tenant_id and p.id = ${premisesId} and p.building_id = any (s.building_ids)))
      and s.id <> all (${out}::uuid[])
    order by s.name, s.id`.execute(approvals(tx))
  return rows
}
