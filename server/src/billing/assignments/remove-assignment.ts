import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse, unlessBilled } from '../errors.ts'
import { billing } from '../tables.ts'
import { readAssignment } from './assignment-view.ts'
import { lockCharges } from './lock-charges.ts'

/**
 * Takes back an assignment that was a mistake, with who pays it; the audit log keeps that it was there. One that has billed is ended instead.
 * Errors: platform.not_found, platform.changed_meanwhile, billing.assignment_billed (a draft is a bill, too).
 */
export async function removeAssignment(
  tx: Tx,
  actor: Actor,
  { assignmentId, version: seen }: RequestOf<typeof contract.removeAssignment>,
): Promise<void> {
  await lockCharges(tx, actor, 'take-back')
  const { ruleName, premisesLabel, startsOn, endsOn, version } = await readAssignment(tx, actor, assignmentId)
  if (version !== seen) throw refusePlatform.changedMeanwhile({ version })
  await unlessBilled('assignment_billed', refuse.assignmentBilled, async () => {
    await billing(tx)
      .deleteFrom('billing.payerArrangement')
      .where('tenantId', '=', tenantOf(actor))
      .where('assignmentId', '=', assignmentId)
      .execute()
    await billing(tx)
      .deleteFrom('billing.assignment')
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', assignmentId)
      .execute()
  })
  const gone = { ruleName: null, premisesLabel: null, startsOn: null, endsOn: null }
  recordChanges<{ [K in keyof typeof gone]: string | null }>(tx, { ruleName, premisesLabel, startsOn, endsOn }, gone)
}
