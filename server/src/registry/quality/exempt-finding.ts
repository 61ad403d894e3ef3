import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import { rowsOf } from './finding-view.ts'

/**
 * Leaves a finding as it is, for a reason that the audit log keeps, until a day or until somebody ends it.
 * Errors: platform.not_found (the check does not find this), registry.period_wrong, registry.already_exempt.
 */
export async function exemptFinding(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.exemptFinding>,
): Promise<{ id: string }> {
  const { id, communityId, check, objectId, reason, untilOn } = input
  if (untilOn !== null && untilOn < today()) throw refuse.periodWrong()
  const rows = await rowsOf(tx, actor, check)
  const found =
    await sql`select 1 from (${rows}) f where f.object_id = ${objectId} and f.community_id = ${communityId}`.execute(
      registry(tx),
    )
  if (found.rows.length === 0) throw platformRefuse.notFound()
  // One whose last day is past makes room.
  await sql`update registry.quality_exemption set ended_at = ${now()} where tenant_id = ${tenantOf(actor)} and check_code = ${check}
    and object_id = ${objectId} and community_id = ${communityId} and ended_at is null and until_on < ${today()}::date`.execute(
    registry(tx),
  )
  const added = await registry(tx)
    .insertInto('registry.qualityExemption')
    .values({
      tenantId: tenantOf(actor),
      ...{ id, communityId, checkCode: check, objectId, reason, untilOn },
      ...{ grantedByName: actor.name, grantedAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.alreadyExempt()
  return { id }
}

/** Counts a finding again. Errors: platform.not_found. */
export async function endExemption(tx: Tx, actor: Actor, input: { exemptionId: string }): Promise<{ id: string }> {
  const ended = await registry(tx)
    .updateTable('registry.qualityExemption')
    .set({ endedAt: sql<Date>`coalesce(ended_at, ${now()})` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.exemptionId)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw platformRefuse.notFound()
  return { id: ended.id }
}
