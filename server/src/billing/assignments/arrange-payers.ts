import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { addDays } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type AssignmentView, readAssignment } from './assignment-view.ts'
import { shareProblems } from './payers.ts'

/**
 * Who pays an assignment from a day on. What was arranged before and goes on is ended the day before; bills that exist
 * keep their payer.
 * Errors: platform.not_found (assignment or person), billing.payers_wrong, billing.payers_taken (arranged for some of the days).
 */
export async function arrangePayers(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.arrangePayers>,
): Promise<AssignmentView> {
  const { assignmentId, id, fromOn, toOn, shares } = input
  const before = await readAssignment(tx, actor, assignmentId)
  const problems = shareProblems(shares)
  if (toOn !== null && toOn < fromOn) problems.push({ field: 'toOn', code: 'ends-before-start' })
  if (problems.length > 0) throw refuse.payersWrong({ problems })
  await requirePeople(
    tx,
    actor,
    shares.flatMap(share => share.personId ?? []),
  )
  await billing(tx)
    .updateTable('billing.payerArrangement')
    .set({ toOn: addDays(fromOn, -1), version: sql<number>`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('assignmentId', '=', assignmentId)
    .where('fromOn', '<', fromOn)
    .where('toOn', 'is', null)
    .execute()
  const { rows } = await sql`
    insert into billing.payer_arrangement (tenant_id, id, community_id, premises_id, assignment_id, from_on, to_on, shares, created_at)
    select a.tenant_id, ${id}::uuid, a.community_id, a.premises_id, a.id, ${fromOn}::date, ${toOn}::date,
      ${JSON.stringify(shares)}::jsonb, ${now()}::timestamptz
    from billing.assignment a where a.tenant_id = ${tenantOf(actor)}::uuid and a.id = ${assignmentId}::uuid
    on conflict do nothing
    returning id`.execute(billing(tx))
  if (rows.length === 0) throw refuse.payersTaken()
  const after = await readAssignment(tx, actor, assignmentId)
  recordChanges(tx, { payers: before.payers }, { payers: after.payers })
  return after
}

/** Errors: platform.not_found when one of them is not there. */
export async function requirePeople(tx: Tx, actor: Actor, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  const { count } = await billing(tx)
    .selectFrom('registry.publicPerson')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${personIds}::uuid[])`)
    .executeTakeFirstOrThrow()
  if (count < new Set(personIds).size) throw refusePlatform.notFound()
}
