import type { billing as contract, RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireCommunity } from '../rules/create-rule.ts'
import { readChargeRules } from '../rules/rule-view.ts'
import { billingPeriod, chunkSize } from './billing-months.ts'
import { lineOf, MAX_SHOWN, type Preview } from './preview.ts'
import { previewInline } from './preview-inline.ts'
import { type ProposedBill, proposeBills } from './propose-bills.ts'

type Input = RequestOf<typeof contract.previewBills>
type CommunityInput = Extract<Input, { communityId: string }>

/**
 * The bills and lines that months would give in a community, or that inline data give; nothing is saved. `new…` counts
 * only the cycles that have no bill yet: what a run would add.
 * Errors: platform.not_found (community or a named rule), billing.period_wrong, billing.rule_wrong (inline).
 */
export async function previewBills(tx: Tx, actor: Actor, input: Input): Promise<Preview> {
  return 'communityId' in input ? previewCommunity(tx, actor, input) : previewInline(input)
}

async function previewCommunity(tx: Tx, actor: Actor, input: CommunityInput): Promise<Preview> {
  const { communityId, premisesId, ruleIds } = input
  await requireCommunity(tx, actor, communityId)
  const period = billingPeriod(input.from, input.to)
  const rules = await readChargeRules(tx, actor, communityId, ruleIds)
  if (ruleIds?.some(id => !rules.has(id))) throw refusePlatform.notFound()
  const preview: Preview = {
    bills: [],
    billCount: 0,
    lineCount: 0,
    totalFen: 0n,
    newBillCount: 0,
    newTotalFen: 0n,
    exceptions: [],
  }
  const size = chunkSize(period)
  let after: string | null = null
  for (;;) {
    const chunk = await proposeBills(tx, actor, { communityId, period, rules, premisesId }, after, size)
    addBills(preview, chunk.bills)
    preview.exceptions.push(...chunk.exceptions.slice(0, MAX_SHOWN - preview.exceptions.length))
    if (chunk.assignmentCount < size) return preview
    after = chunk.lastAssignmentId
  }
}

function addBills(preview: Preview, bills: readonly ProposedBill[]): void {
  for (const bill of bills) {
    preview.billCount += 1
    preview.lineCount += bill.lines.length
    preview.totalFen += bill.amountFen
    if (!bill.exists) {
      preview.newBillCount += 1
      preview.newTotalFen += bill.amountFen
    }
    if (preview.bills.length < MAX_SHOWN) preview.bills.push(shown(bill))
  }
}

function shown(bill: ProposedBill): Preview['bills'][number] {
  return {
    premisesId: bill.premisesId,
    premisesLabel: bill.premisesLabel,
    payerName: bill.payerName,
    ruleId: bill.ruleId,
    ruleName: bill.ruleName,
    cycleStart: bill.cycleStart,
    cycleEnd: bill.cycleEnd,
    dueOn: bill.dueOn,
    amountFen: bill.amountFen,
    lines: bill.lines.map(lineOf),
    exists: bill.exists,
  }
}
