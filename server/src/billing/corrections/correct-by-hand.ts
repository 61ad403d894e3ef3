import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import { fenToYuan } from '../../platform/money.ts'
import { maxDate } from '../../platform/period.ts'
import { billNumber } from '../bills/bill-number.ts'
import { deleteDrafts } from '../bills/delete-drafts.ts'
import type { CorrectionReason, LineCorrection } from '../bills/explanation.ts'
import { fingerprintOf } from '../bills/fingerprint.ts'
import { insertBills, type NewBill, type NewLine } from '../bills/insert-bills.ts'
import { postIssued } from '../bills/post-issued.ts'
import { readStandingLines, type StandingLine } from '../bills/standing-bills.ts'
import { refuse } from '../errors.ts'
import { billChanged } from '../events.ts'
import { recountRun } from '../runs/recount-run.ts'
import { billing } from '../tables.ts'
import { applyCorrections } from './apply-corrections.ts'
import { redLine } from './red-blue.ts'

export interface CorrectableBill {
  id: string
  serial: bigint
  communityId: string
  premisesId: string
  kind: string
  state: string
  billRunId: string | null
  ruleId: string | null
  itemId: string
  assignmentId: string | null
  payerKey: string
  payerPersonId: string | null
  payerName: string | null
  cycleStart: string
  cycleEnd: string
  dueOn: string
  amountFen: bigint
  settledFen: bigint
  rootId: string
  isVoided: boolean
  heldReason: string | null
}

/** A bill under its lock. Errors: platform.not_found. */
export async function lockBill(tx: Tx, actor: Actor, billId: string): Promise<CorrectableBill> {
  const { rows } = await sql<CorrectableBill>`
    select id, serial, community_id, premises_id, kind, state, bill_run_id, rule_id, item_id, assignment_id, payer_key, payer_person_id,
      payer_name, cycle_start, cycle_end, due_on, amount_fen, settled_fen, coalesce(corrects_bill_id, id) as root_id,
      voided_at is not null as is_voided, held_reason
    from billing.bill where tenant_id = ${tenantOf(actor)}::uuid and id = ${billId}::uuid for update`.execute(
    billing(tx),
  )
  const [bill] = rows
  if (!bill) throw refusePlatform.notFound()
  return bill
}

/** Errors: billing.bill_not_correctable unless the bill is issued, owed, wholly unpaid and as it was made. */
export function requireUnpaid(bill: CorrectableBill): void {
  if (bill.state !== 'issued') throw refuse.billNotCorrectable({ reason: bill.state === 'draft' ? 'draft' : 'void' })
  if (bill.isVoided) throw refuse.billNotCorrectable({ reason: 'void' })
  if (bill.kind === 'penalty') throw refuse.billNotCorrectable({ reason: 'penalty' })
  if (bill.amountFen < 0n) throw refuse.billNotCorrectable({ reason: 'red' })
  if (bill.settledFen !== 0n) throw refuse.billNotCorrectable({ reason: 'settled' })
}

/** Somebody else who pays instead. */
interface NewPayer {
  personId: string
  name: string
}

/** What is right of a penalty line, and of which line's lateness it is. */
interface RightAmount {
  fen: bigint
  ofLineId: string
}

/**
 * Takes a bill back by a red one, and with a new payer puts a blue one in its place; both are issued and settled at once. With `amounts`
 * only these lines are taken back, and what is right of them is charged in blue (penalties).
 * Drafts of corrections that a run proposed for the cycle go: the next run proposes anew. Answers the blue bill's id, or the red one's.
 */
export async function takeBack(
  tx: Tx,
  actor: Actor,
  bill: CorrectableBill,
  why: { code: CorrectionReason; note: string; payer?: NewPayer; amounts?: ReadonlyMap<string, RightAmount> },
): Promise<{ redId: string; blueId: string | null }> {
  const { revision, draftIds } = await readChainState(tx, actor, bill)
  const removed = await deleteDrafts(tx, actor, draftIds)
  for (const billRunId of new Set(removed.values())) if (billRunId) await enqueue(tx, recountRun, { billRunId })
  const all = (await readStandingLines(tx, actor, [bill.id])).get(bill.id) ?? []
  const lines = why.amounts ? all.filter(line => why.amounts?.has(line.id)) : all
  const tag = { ofBill: billNumber(bill.serial), because: [why.code] }
  const shared = {
    ...{ ruleId: bill.ruleId, itemId: bill.itemId, assignmentId: bill.assignmentId, premisesId: bill.premisesId },
    ...{ cycleStart: bill.cycleStart, cycleEnd: bill.cycleEnd, billingOn: today(), correctsBillId: bill.rootId },
    correctionReason: `${why.code}|${why.note}`,
  }
  const { payerKey, payerPersonId, payerName, dueOn } = bill
  const red = {
    ...shared,
    ...{ payerKey, payerPersonId, payerName, dueOn, revision },
    lines: lines.map(line => redLine(line, tag)),
  }
  const bills: NewBill[] = [whole(red)]
  if (why.payer) {
    const key = `person:${why.payer.personId}`
    bills.push(
      whole({
        ...shared,
        ...{ payerKey: key, payerPersonId: why.payer.personId, payerName: why.payer.name, payerByHand: true },
        ...{ dueOn: maxDate(dueOn, today()), revision: revision + 1 },
        lines: lines.map(line => ({
          ...line,
          reversesLineId: null,
          explanation: { ...line.explanation, correction: { color: 'blue', ...tag } },
        })),
      }),
    )
  }
  const right = why.amounts ? lines.flatMap(line => rightLine(line, why.amounts?.get(line.id)?.fen ?? 0n, tag)) : []
  if (right.length > 0) bills.push(whole({ ...red, revision: revision + 1, lines: right }))
  const { ids } = await insertBills(tx, actor, { id: null, communityId: bill.communityId }, bills)
  const [redId, blueId = null] = ids
  if (!redId) throw refuse.billNotCorrectable({ reason: 'corrected' })
  const issued = blueId === null ? [redId] : [redId, blueId]
  for (const { ofLineId } of why.amounts?.values() ?? []) await nameLate(tx, actor, issued, ofLineId)
  await postIssued(tx, actor, bill.communityId, issued)
  await applyCorrections(tx, actor, bill.communityId, [redId])
  return { redId, blueId }
}

function rightLine(line: StandingLine, amountFen: bigint, tag: Omit<LineCorrection, 'color'>): NewLine[] {
  if (amountFen === 0n) return []
  const explanation = {
    ...line.explanation,
    ...{ exact: fenToYuan(amountFen), exactIsCut: false, roundedFen: Number(amountFen) },
    correction: { color: 'blue' as const, ...tag },
  }
  return [{ ...line, amountFen, reversesLineId: null, explanation }]
}

/** Red and blue lines of a penalty are of the same lateness as the line that they correct. */
async function nameLate(tx: Tx, actor: Actor, billIds: readonly string[], ofLineId: string): Promise<void> {
  await billing(tx)
    .updateTable('billing.billLine')
    .set({ ofLineId })
    .where('tenantId', '=', tenantOf(actor))
    .where('billId', 'in', billIds)
    .execute()
}

function whole(bill: Omit<NewBill, 'amountFen' | 'fingerprint'>): NewBill {
  const amountFen = bill.lines.reduce((sum, line) => sum + line.amountFen, 0n)
  return { ...bill, amountFen, fingerprint: fingerprintOf({ ...bill, billingOn: '', dueOn: '' }) }
}

/** The revision after every bill of the cycle, and drafts of corrections. */
async function readChainState(
  tx: Tx,
  actor: Actor,
  bill: CorrectableBill,
): Promise<{ revision: number; draftIds: string[] }> {
  const { rows } = await sql<{ revision: number; draft_ids: string[] }>`
    select coalesce(max(revision) filter (where state = 'issued'), 0) + 1 as revision,
      coalesce(array_agg(id) filter (where state = 'draft'), '{}') as draft_ids
    from billing.bill
    where tenant_id = ${tenantOf(actor)}::uuid and state <> 'void'
      and (id = ${bill.rootId}::uuid or corrects_bill_id = ${bill.rootId}::uuid
        or (kind = 'charge' and assignment_id = ${bill.assignmentId}::uuid and cycle_start = ${bill.cycleStart}::date))`.execute(
    billing(tx),
  )
  const [row] = rows as unknown as { revision: number; draftIds: string[] }[]
  return { revision: row?.revision ?? 1, draftIds: row?.draftIds ?? [] }
}

/** Tells open screens, those of the household too. */
export async function tellChanged(tx: Tx, bill: CorrectableBill): Promise<void> {
  const { communityId, premisesId } = bill
  await publish(tx, billChanged, { communityId, premisesId, billId: bill.id })
}
