import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type AssignmentView, readAssignment } from './assignment-view.ts'

/**
 * Ends an assignment, lets it go on, or changes its quantity, from the version that was read. Bills that exist are not touched. One whose end
 * was set by hand follows its lease no more.
 * Errors: platform.not_found, platform.changed_meanwhile, billing.rule_wrong (ends before it starts), billing.already_assigned.
 */
export async function editAssignment(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editAssignment>,
): Promise<AssignmentView> {
  const { assignmentId, version, endsOn, quantity } = input
  const before = await readAssignment(tx, actor, assignmentId)
  if (endsOn !== null && endsOn < before.startsOn) {
    throw refuse.ruleWrong({ problems: [{ field: 'endsOn', code: 'ends-before-start' }] })
  }
  const other = await billing(tx)
    .selectFrom('billing.assignment')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('ruleId', '=', before.ruleId)
    .where('premisesId', '=', before.premisesId)
    .where('id', '<>', assignmentId)
    .where('startsOn', '>', before.startsOn)
    .where('startsOn', '<=', endsOn ?? sql<string>`'infinity'::date`)
    .executeTakeFirst()
  if (other) throw refuse.alreadyAssigned()
  const changed = await billing(tx)
    .updateTable('billing.assignment')
    .set({
      endsOn,
      quantity,
      version: version + 1,
      ...(endsOn === before.endsOn ? {} : { leaseId: null, askedUntil: null }),
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', assignmentId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  recordChanges(tx, { endsOn: before.endsOn, quantity: before.quantity }, { endsOn, quantity })
  return readAssignment(tx, actor, assignmentId)
}
