import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { imports } from '../tables.ts'

/** Homes that are named must be in sight, and of the community of the import. Errors: platform.not_found. */
export async function requireHomes(
  tx: Tx,
  actor: Actor,
  importId: string,
  premisesIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(premisesIds)]
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from registry.public_premises p
    join imports.import i on i.tenant_id = p.tenant_id and i.community_id = p.community_id and i.id = ${importId}::uuid
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = any(${ids}::uuid[])`.execute(imports(tx))
  if (rows[0]?.count !== ids.length) throw refuse.notFound()
}
