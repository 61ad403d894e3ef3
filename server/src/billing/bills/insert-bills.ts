import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billing } from '../tables.ts'
import type { LineExplanation } from './explanation.ts'
import type { ProposedBill } from './propose-bills.ts'
import { storedKey, storedOf } from './stored-explanation.ts'

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
  const added = await insertHeads(tx, actor, run, bills)
  const fresh = bills.filter(bill => added.has(bill.id))
  const lineCount = await insertLines(tx, actor, run.communityId, fresh)
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
      payer_person_id, payer_name, payer_key, cycle_start, cycle_end, billing_on, due_on, amount_fen)
    select ${tenantOf(actor)}::uuid, ${run.communityId}::uuid, ${run.id}::uuid, b.*
    from unnest(
      ${bills.map(bill => bill.id)}::uuid[], ${bills.map(bill => bill.ruleId)}::uuid[],
      ${bills.map(bill => bill.itemId)}::uuid[], ${bills.map(bill => bill.assignmentId)}::uuid[],
      ${bills.map(bill => bill.premisesId)}::uuid[], ${bills.map(bill => bill.payerPersonId)}::uuid[],
      ${bills.map(bill => bill.payerName)}::text[], ${bills.map(bill => bill.payerKey)}::text[],
      ${bills.map(bill => bill.cycleStart)}::date[],
      ${bills.map(bill => bill.cycleEnd)}::date[], ${bills.map(bill => bill.billingOn)}::date[],
      ${bills.map(bill => bill.dueOn)}::date[], ${bills.map(bill => bill.amountFen)}::bigint[]
    ) as b(id, rule_id, item_id, assignment_id, premises_id, payer_person_id, payer_name, payer_key, cycle_start,
      cycle_end, billing_on, due_on, amount_fen)
    order by b.assignment_id, b.cycle_start, b.payer_key
    on conflict (tenant_id, assignment_id, cycle_start, payer_key) where state <> 'void' and kind = 'charge' do nothing
    returning id`.execute(billing(tx))
  return new Set(rows.map(row => row.id))
}

/** Lines name their bill and their explanation by place in a list: each id and each text is sent once. */
async function insertLines(tx: Tx, actor: Actor, communityId: string, bills: readonly NewBill[]): Promise<number> {
  const texts = new Map<string, { place: number; text: string }>()
  const placeOf = (explanation: LineExplanation): number => {
    const key = storedKey(explanation)
    const known = texts.get(key)
    if (known) return known.place
    texts.set(key, { place: texts.size + 1, text: JSON.stringify(storedOf(explanation)) })
    return texts.size
  }
  const rows = bills.flatMap((bill, index) =>
    bill.lines.map(line => ({ id: newId(), bill: index + 1, text: placeOf(line.explanation), line })),
  )
  if (rows.length === 0) return 0
  await sql`
    insert into billing.bill_line (tenant_id, community_id, id, bill_id, premises_id, assignment_id, payer_key,
      segment_start, segment_end, rule_version_id, amount_fen, explanation)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, l.id, b.id, b.premises_id, b.assignment_id, b.payer_key,
      l.segment_start, l.segment_end, l.rule_version_id, l.amount_fen, t.explanation
    from unnest(
      ${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.bill)}::int[], ${rows.map(row => row.text)}::int[],
      ${rows.map(row => row.line.segmentStart)}::date[], ${rows.map(row => row.line.segmentEnd)}::date[],
      ${rows.map(row => row.line.ruleVersionId)}::uuid[], ${rows.map(row => row.line.amountFen)}::bigint[]
    ) as l(id, bill, text, segment_start, segment_end, rule_version_id, amount_fen)
    join unnest(
      ${bills.map(bill => bill.id)}::uuid[], ${bills.map(bill => bill.premisesId)}::uuid[],
      ${bills.map(bill => bill.assignmentId)}::uuid[], ${bills.map(bill => bill.payerKey)}::text[]
    ) with ordinality as b(id, premises_id, assignment_id, payer_key, place) on b.place = l.bill
    join unnest(${[...texts.values()].map(({ text }) => text)}::jsonb[]) with ordinality as t(explanation, place)
      on t.place = l.text
    order by l.id`.execute(billing(tx))
  return rows.length
}
