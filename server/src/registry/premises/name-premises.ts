import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { premisesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { lockPremises } from './lock-premises.ts'
import { type PremisesDetail, readPremises } from './premises-detail-view.ts'
import { aliasOf } from './room.ts'

/**
 * Adds another name that finds premises, such as an old door number; a spelling that finds them already stays as it is.
 * Errors: platform.not_found, registry.premises_ended, registry.alias_wrong (nothing but signs).
 */
export async function addPremisesAlias(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addPremisesAlias>,
): Promise<PremisesDetail> {
  const { premisesId } = input
  const alias = aliasOf(input.alias)
  if (!alias) throw refuse.aliasWrong()
  const { communityId } = await lockPremises(tx, actor, premisesId, null)
  const added = await registry(tx)
    .insertInto('registry.premisesAlias')
    .values({ tenantId: tenantOf(actor), communityId, premisesId, alias, own: true })
    .onConflict(conflict => conflict.doNothing())
    .returning('alias')
    .executeTakeFirst()
  if (added) {
    recordChanges<object>(tx, {}, { alias })
    await publish(tx, premisesChanged, { communityId, premisesId, count: 1 })
  }
  return readPremises(tx, actor, { premisesId })
}

/** Takes back a name that was added by hand. Errors: platform.not_found (premises, or no such name by hand). */
export async function removePremisesAlias(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.removePremisesAlias>,
): Promise<PremisesDetail> {
  const { premisesId, alias } = input
  const { communityId } = await lockPremises(tx, actor, premisesId, null)
  const gone = await registry(tx)
    .deleteFrom('registry.premisesAlias')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('alias', '=', alias)
    .where('own', '=', true)
    .returning('alias')
    .executeTakeFirst()
  if (!gone) throw platformRefuse.notFound()
  recordChanges<object>(tx, { alias }, { alias: null })
  await publish(tx, premisesChanged, { communityId, premisesId, count: 1 })
  return readPremises(tx, actor, { premisesId })
}
