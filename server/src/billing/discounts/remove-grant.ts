import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { lockCharges } from '../assignments/lock-charges.ts'
import { refuse, unlessBilled } from '../errors.ts'
import { billing } from '../tables.ts'
import { readGrant } from './discount-view.ts'
import { lockGrants } from './overlapping-grants.ts'

/**
 * Takes back a discount that was given by mistake; the audit log keeps that it was there. One by which something was billed that stands is ended
 * instead. Errors: platform.not_found, platform.changed_meanwhile, billing.grant_billed (a draft is a bill, too).
 */
export async function removeDiscountGrant(
  tx: Tx,
  actor: Actor,
  { grantId, version: seen }: RequestOf<typeof contract.removeDiscountGrant>,
): Promise<void> {
  await lockCharges(tx, actor, 'take-back')
  const { premisesId } = await readGrant(tx, actor, grantId)
  await lockGrants(tx, actor, premisesId)
  const { discountName, premisesLabel, fromOn, toOn, reason, version } = await readGrant(tx, actor, grantId)
  if (version !== seen) throw refusePlatform.changedMeanwhile({ version })
  await unlessBilled('grant_billed', refuse.grantBilled, async () => {
    await billing(tx)
      .deleteFrom('billing.discountGrant')
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', grantId)
      .execute()
  })
  const gone = { discountName: null, premisesLabel: null, fromOn: null, toOn: null, reason: null }
  const before: { [K in keyof typeof gone]: string | null } = { discountName, premisesLabel, fromOn, toOn, reason }
  recordChanges(tx, before, gone)
}
