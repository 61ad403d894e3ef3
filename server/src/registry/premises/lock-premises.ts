import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'

/**
 * Premises that are about to be changed, held until the end of the transaction.
 * @param version as it was read; null where the change does not depend on what was read
 * @param hold `facts`: what only names the premises (a payment, a bill) need not wait
 * Errors: platform.not_found, platform.changed_meanwhile, registry.premises_ended.
 */
export async function lockPremises(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  version: number | null,
  hold: 'all' | 'facts' = 'all',
) {
  const row = registry(tx)
    .selectFrom('registry.premises')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
  const premises = await (hold === 'all' ? row.forUpdate() : row.forNoKeyUpdate()).executeTakeFirst()
  if (!premises) throw platformRefuse.notFound()
  if (premises.endedOn !== null) throw refuse.premisesEnded({ endedOn: premises.endedOn })
  if (version !== null && premises.version !== version)
    throw platformRefuse.changedMeanwhile({ version: premises.version })
  return premises
}

/** One more in the version, so that who read before learns of it. */
export async function countVersion(tx: Tx, actor: Actor, premisesId: string): Promise<void> {
  await registry(tx)
    .updateTable('registry.premises')
    .set(row => ({ version: row('version', '+', 1) }))
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .execute()
}
