import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { beginRun } from '../runs/begin-run.ts'
import { lockImport, requireSeen } from '../runs/import-state.ts'
import { planWorkbook } from '../runs/plan-workbook.ts'
import { imports } from '../tables.ts'
import { DECISION_CODES } from '../workbook/sheet-plan.ts'
import { listAdjustments } from './adjustment-view.ts'

/**
 * Keeps what a person decides about amounts that are no whole fen and areas of more than two decimals, with who and when, and plans anew: nothing is rounded by itself, and the
 * totals of the file then are what the signed sheet is compared with (domain.md §8, checklist 4). Errors: platform.not_found,
 * platform.beyond_scope, platform.changed_meanwhile, imports.already_committed, imports.not_planned, imports.adjustment_unknown.
 */
export async function decideAdjustments(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.decideAdjustments>,
): Promise<ResponseOf<typeof contract.decideAdjustments>> {
  requireWholeCommunities(actor)
  const { importId, decisions } = input
  const row = await lockImport(tx, actor, importId)
  if (['committed', 'committing', 'reverting', 'reverted'].includes(row.state)) throw refuse.alreadyCommitted()
  if (row.state !== 'planned') throw refuse.notPlanned()
  requireSeen(row, input.version)
  const tenantId = tenantOf(actor)
  const { numAffectedRows } = await sql`
    insert into imports.adjustment (tenant_id, community_id, import_id, sheet, row, col, exact, take, decided_by, decided_by_name, decided_at)
    select p.tenant_id, ${row.communityId}::uuid, p.import_id, p.sheet, p.row, p.col, p.params ->> 'exact', d.take,
      ${accountOf(actor)}::uuid, ${actor.name}, ${now()}
    from unnest(${decisions.map(one => one.sheet)}::text[], ${decisions.map(one => one.row)}::int[],
      ${decisions.map(one => one.column)}::text[], ${decisions.map(one => one.take)}::text[]) as d(sheet, row, col, take)
    join imports.problem p on p.tenant_id = ${tenantId} and p.import_id = ${importId} and p.sheet = d.sheet and p.row = d.row
      and p.col = d.col and p.code = any (${DECISION_CODES}::text[])
    on conflict (tenant_id, import_id, sheet, row, col) do update set take = excluded.take, exact = excluded.exact,
      decided_by = excluded.decided_by, decided_by_name = excluded.decided_by_name, decided_at = excluded.decided_at`.execute(
    imports(tx),
  )
  // Each decision is about one cell that the dry run found.
  if (Number(numAffectedRows ?? 0) !== decisions.length) throw refuse.adjustmentUnknown()
  const answer = await listAdjustments(tx, actor, { importId })
  const run = await beginRun(tx, actor, importId, 'reading')
  await enqueue(tx, planWorkbook, { importId, run })
  return answer
}
