import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billing } from '../tables.ts'
import type { ProposedBill } from './propose-bills.ts'

/** What was really added. */
export interface AddedBills {
  billCount: number
  lineCount: number
  totalFen: bigint
}

/**
 * Adds draft bills of a run with their lines, in two statements. A cycle that got its bill meanwhile, from whomever, is
 * left as it is (domain.md R11, E81): the unique key of the cycle decides, and lines follow only bills really added.
 * Bills go in by assignment and cycle, so that two runs at once wait for each other and never in a circle.
 */
export async function insertBills(
  tx: Tx,
  actor: Actor,
  run: { id: string; communityId: string },
  proposed: readonly ProposedBill[],
): Promise<AddedBills> {
  const bills = proposed.map(bill => ({ ...bill, id: newId() }))
  if (bills.length === 0) return { billCount: 0, lineCount: 0, totalFen: 0n }
  let t=performance.now(); const G=globalThis as any; G.T??={}; const lap=(n:string)=>{const x=performance.now();G.T[n]=(G.T[n]??0)+x-t;t=x}
  const added = await insertHeads(tx, actor, run, bills); lap('heads')
  const fresh = bills.filter(bill => added.has(bill.id))
  const lineCount = await insertLines(tx, actor, run.communityId, fresh); lap('lines')
  return { billCount: fresh.length, lineCount, totalFen: fresh.reduce((sum, bill) => sum + bill.amountFen, 0n) }
}

type NewBill = ProposedBill & { id: string }

async function insertHeads(
  tx: Tx,
  actor: Actor,
  run: { id: string; communityId: string },
  bills: readonly NewBill[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into billing.bill (tenant_id, community_id, bill_run_id, id, rule_id, item_id, assignment_id, premises_id,
      payer_person_id, payer_name, cycle_start, cycle_end, billing_on, due_on, amount_fen)
    select ${tenantOf(actor)}::uuid, ${run.communityId}::uuid, ${run.id}::uuid, b.*
    from unnest(
      ${bills.map(bill => bill.id)}::uuid[], ${bills.map(bill => bill.ruleId)}::uuid[],
      ${bills.map(bill => bill.itemId)}::uuid[], ${bills.map(bill => bill.assignmentId)}::uuid[],
      ${bills.map(bill => bill.premisesId)}::uuid[], ${bills.map(bill => bill.payerPersonId)}::uuid[],
      ${bills.map(bill => bill.payerName)}::text[], ${bills.map(bill => bill.cycleStart)}::date[],
      ${bills.map(bill => bill.cycleEnd)}::date[], ${bills.map(bill => bill.billingOn)}::date[],
      ${bills.map(bill => bill.dueOn)}::date[], ${bills.map(bill => bill.amountFen)}::bigint[]
    ) as b(id, rule_id, item_id, assignment_id, premises_id, payer_person_id, payer_name, cycle_start, cycle_end,
      billing_on, due_on, amount_fen)
    order by b.assignment_id, b.cycle_start
    on conflict (tenant_id, assignment_id, cycle_start) where state <> 'void' do nothing
    returning id`.execute(billing(tx))
  return new Set(rows.map(row => row.id))
}

async function insertLines(
  tx: Tx,
  actor: Actor,
  communityId: string,
  bills: readonly NewBill[],
): Promise<number> {
  const rows = bills.flatMap(bill => bill.lines.map(line => ({ bill, line })))
  if (rows.length === 0) return 0
  let t=performance.now(); const G=globalThis as any; const q = sql`
    insert into billing.bill_line (tenant_id, community_id, id, bill_id, premises_id, assignment_id, segment_start,
      segment_end, rule_version_id, amount_fen, explanation)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, l.*
    from unnest(
      ${rows.map(() => newId())}::uuid[], ${rows.map(({ bill }) => bill.id)}::uuid[],
      ${rows.map(({ bill }) => bill.premisesId)}::uuid[], ${rows.map(({ bill }) => bill.assignmentId)}::uuid[],
      ${rows.map(({ line }) => line.segmentStart)}::date[], ${rows.map(({ line }) => line.segmentEnd)}::date[],
      ${rows.map(({ line }) => line.ruleVersionId)}::uuid[], ${rows.map(({ line }) => line.amountFen)}::bigint[],
      ${rows.map(({ line }) => JSON.stringify(line.explanation))}::jsonb[]
    ) as l`; G.T.prep=(G.T.prep??0)+performance.now()-t; await q.execute(billing(tx))
  return rows.length
}
