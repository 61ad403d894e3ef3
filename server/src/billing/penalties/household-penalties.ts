import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { explainPenalty, penaltyExplanation } from './penalty-explanation.ts'
import { type PenaltyDue, readPenalties } from './penalty-view.ts'

interface LateBill {
  id: string
  number: string
  itemName: string
}

/** A line's open penalty as screens show it, with its arithmetic in words. */
export interface OpenPenalty {
  billId: string
  lineId: string
  openFen: bigint
  words: { 'zh-CN': string; en: string }
}

/** The open penalties of bills as of a day. */
export async function readHouseholdPenalties(
  tx: Tx,
  actor: Actor,
  bills: readonly LateBill[],
  asOf: string,
): Promise<OpenPenalty[]> {
  const byId = new Map(bills.map(bill => [bill.id, bill]))
  const dues = await readPenalties(tx, actor, [...byId.keys()], asOf)
  return dues.map(due => ({
    billId: due.billId,
    lineId: due.lineId,
    openFen: due.openFen,
    words: wordsOf(due, byId.get(due.billId)),
  }))
}

function wordsOf(due: PenaltyDue, bill: LateBill | undefined): OpenPenalty['words'] {
  const of = { ofBill: bill?.number ?? '', itemName: bill?.itemName ?? '', terms: due.terms }
  const explanation = penaltyExplanation(of, due.penalty, { storedFen: due.storedFen, nowFen: due.openFen })
  return { 'zh-CN': explainPenalty(explanation, 'zh-CN'), en: explainPenalty(explanation, 'en') }
}
