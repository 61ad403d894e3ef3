import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'

/** A lease of this space, locked, with all the spaces it lets. Errors: platform.not_found, platform.changed_meanwhile. */
export async function lockLease(tx: Tx, actor: Actor, spaceId: string, leaseId: string, version: number) {
  const lease = await registry(tx)
    .selectFrom('registry.spaceLease')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', leaseId)
    .forUpdate()
    .executeTakeFirst()
  const parts = await registry(tx)
    .selectFrom('registry.letSpace')
    .select('premisesId')
    .where('tenantId', '=', tenantOf(actor))
    .where('leaseId', '=', leaseId)
    .execute()
  const spaceIds = parts.map(part => part.premisesId)
  if (!lease || !spaceIds.includes(spaceId)) throw platformRefuse.notFound()
  if (lease.version !== version) throw platformRefuse.changedMeanwhile({ version: lease.version })
  return { lease, spaceIds }
}
