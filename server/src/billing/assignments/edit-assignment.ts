import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type AssignmentView, readAssignment } from './assignment-view.ts'

type Request = RequestOf<typeof contract.editAssignment>
type Input = Omit<Request, 'quantityFrom'> & Partial<Pick<Request, 'quantityFrom'>>

/**
 * Ends an assignment, lets it go on, or changes its quantity (of all days, or from a day on), from the version that was read. Bills that exist are
 * not touched; the next run that corrects makes red and blue ones. One whose end was set by hand follows its lease no more.
 * Errors: platform.not_found, platform.changed_meanwhile, billing.rule_wrong (ends before it starts; a quantity from a day that is not charged), billing.already_assigned.
 */
export async function editAssignment(tx: Tx, actor: Actor, input: Input): Promise<AssignmentView> {
  const { assignmentId, version, endsOn, quantity, quantityFrom = null } = input
  const before = await readAssignment(tx, actor, assignmentId)
  if (endsOn !== null && endsOn < before.startsOn) {
    throw refuse.ruleWrong({ problems: [{ field: 'endsOn', code: 'ends-before-start' }] })
  }
  requireDays(input, before)
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
      ...(quantityFrom === null ? { quantity } : {}),
      version: version + 1,
      ...(endsOn === before.endsOn ? {} : { leaseId: null, askedUntil: null }),
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', assignmentId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  if (quantityFrom !== null && quantity !== null) await setQuantityFrom(tx, actor, assignmentId, quantityFrom, quantity)
  const after = await readAssignment(tx, actor, assignmentId)
  const said = ({ quantities, ...row }: AssignmentView) => ({
    endsOn: row.endsOn,
    quantity: row.quantity,
    quantities: quantities.map(one => `${one.fromOn}: ${one.quantity}`).join(', ') || null,
  })
  recordChanges(tx, said(before), said(after))
  return after
}

/** A quantity from a day on is one, on a day that is charged; none at all is said from a day on only. */
function requireDays({ quantity, quantityFrom = null, endsOn }: Input, { startsOn }: AssignmentView): void {
  const wrong = (field: string, code: string) => refuse.ruleWrong({ problems: [{ field, code }] })
  if (quantityFrom === null) {
    if (quantity !== null && dec(quantity).isZero()) throw wrong('quantity', 'not-positive')
    return
  }
  if (quantity === null) throw wrong('quantity', 'required')
  if (quantityFrom < startsOn || (endsOn !== null && quantityFrom > endsOn)) throw wrong('quantityFrom', 'out-of-range')
}

async function setQuantityFrom(
  tx: Tx,
  actor: Actor,
  assignmentId: string,
  fromOn: string,
  quantity: string,
): Promise<void> {
  await sql`
    insert into billing.assignment_quantity (tenant_id, community_id, premises_id, assignment_id, from_on, quantity, counted, created_at)
    select a.tenant_id, a.community_id, a.premises_id, a.id, ${fromOn}::date, ${quantity}::numeric, false, ${now()}::timestamptz
    from billing.assignment a where a.tenant_id = ${tenantOf(actor)}::uuid and a.id = ${assignmentId}::uuid
    on conflict (tenant_id, assignment_id, from_on) do update set quantity = excluded.quantity, counted = false`.execute(
    billing(tx),
  )
}
