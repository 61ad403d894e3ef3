import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { anchoredMonthStart, type CivilRange } from '../../platform/period.ts'
import { billing } from '../tables.ts'
import type { LineExplanation } from './explanation.ts'
import { personNow } from './person-now.ts'
import { explanationOf } from './stored-explanation.ts'

/** A bill of a charge that exists: a draft, or issued; the first of its cycle, or a red or blue one of a correction. */
export interface StandingBill {
  id: string
  serial: bigint
  kind: 'charge' | 'correction'
  state: 'draft' | 'issued'
  billRunId: string | null
  assignmentId: string
  premisesId: string
  cycleStart: string
  cycleEnd: string
  billingOn: string
  dueOn: string
  payerKey: string
  /** who it is now: of a record that was merged the survivor, so that a merge alone corrects nothing */
  payerPersonId: string | null
  payerName: string | null
  payerByHand: boolean
  amountFen: bigint
  fingerprint: bigint | null
  revision: number
  correctsBillId: string | null
  /** taken back as a whole: it and its red bill come to nothing */
  isVoid: boolean
  /** no run makes it anew */
  isVoidForGood: boolean
}

/** A line of a bill that exists. */
export interface StandingLine {
  id: string
  billId: string
  segmentStart: string
  segmentEnd: string
  amountFen: bigint
  revision: number
  ruleVersionId: string | null
  reversesLineId: string | null
  explanation: LineExplanation
}

/** What a reading of bills looks back for: the longest cycle there is. */
const LONGEST_CYCLE_MONTHS = 36

/**
 * The bills of charges that a period may be about, with all corrections of them, by assignment. A bill made for good by
 * hand (an opening balance, a penalty) is of no charge and never among them.
 */
export async function readStanding(
  tx: Tx,
  actor: Actor,
  assignmentIds: readonly string[],
  period: CivilRange,
): Promise<Map<string, StandingBill[]>> {
  const first = anchoredMonthStart(period.from, -LONGEST_CYCLE_MONTHS)
  const { rows } = await sql<StandingBill>`
    with root as (
      select * from billing.bill
      where tenant_id = ${tenantOf(actor)}::uuid and assignment_id = any(${[...assignmentIds]}::uuid[])
        and cycle_start between ${first}::date and ${period.to}::date and cycle_end >= ${period.from}::date - 1
        and kind = 'charge' and state <> 'void'
    ), standing as (
      select * from root
      union all
      select c.* from billing.bill c
      where c.tenant_id = ${tenantOf(actor)}::uuid and c.kind = 'correction' and c.state <> 'void'
        and c.corrects_bill_id = any(array(select id from root where state = 'issued'))
    )
    select id, serial, kind, state, bill_run_id, assignment_id, premises_id, cycle_start, cycle_end, billing_on, due_on, payer_key,
      ${personNow(actor, sql`payer_person_id`)} as payer_person_id, payer_name, payer_by_hand, amount_fen, fingerprint, revision, corrects_bill_id,
      voided_at is not null as is_void, void_for_good as is_void_for_good
    from standing order by revision, id`.execute(billing(tx))
  return Map.groupBy(rows, row => row.assignmentId)
}

/** The lines of bills with their arithmetic, by bill. */
export async function readStandingLines(
  tx: Tx,
  actor: Actor,
  billIds: readonly string[],
): Promise<Map<string, StandingLine[]>> {
  if (billIds.length === 0) return new Map()
  const rows = await billing(tx)
    .selectFrom('billing.billLine')
    .select(['id', 'billId', 'segmentStart', 'segmentEnd', 'amountFen', 'revision', 'ruleVersionId', 'reversesLineId'])
    .select('explanation')
    .where('tenantId', '=', tenantOf(actor))
    .where('billId', '=', sql<string>`any(${[...billIds]}::uuid[])`)
    .orderBy('segmentStart')
    .orderBy('id')
    .execute()
  return Map.groupBy(
    rows.map(row => ({ ...row, explanation: explanationOf(row) })),
    row => row.billId,
  )
}
