import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type AssignmentInput, assignRules } from './assign-rules.ts'
import { type AssignmentView, readAssignment } from './assignment-view.ts'

/**
 * Charges a rule on premises from a date on.
 * Errors: platform.not_found (rule or premises, or they are of different communities), billing.rule_wrong (ends before it starts),
 * billing.already_assigned (on some of these days).
 */
export async function assignRule(
  tx: Tx,
  actor: Actor,
  input: AssignmentInput & { id: string; endsOn: string | null },
): Promise<AssignmentView> {
  if (input.endsOn !== null && input.endsOn < input.startsOn) {
    throw refuse.ruleWrong({ problems: [{ field: 'endsOn', code: 'ends-before-start' }] })
  }
  const rule = await billing(tx)
    .selectFrom('billing.rule as r')
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'r.tenantId').onRef('p.communityId', '=', 'r.communityId'),
    )
    .select('r.id')
    .where('r.tenantId', '=', tenantOf(actor))
    .where('r.id', '=', input.ruleId)
    .where('p.id', '=', input.premisesId)
    .executeTakeFirst()
  if (!rule) throw refusePlatform.notFound()
  if ((await assignRules(tx, actor, [input])) === 0) throw refuse.alreadyAssigned()
  return readAssignment(tx, actor, input.id)
}
