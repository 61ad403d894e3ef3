import type { billing as contract, RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireCommunity } from '../../registry/index.ts'
import { readScopedRules } from '../runs/run-scope.ts'
import { billingPeriod, chunkSize } from './billing-months.ts'
import { type ChargeCorrection, type Compared, compareBills } from './compare-bills.ts'
import type { Change } from './comparison.ts'
import { lineOf, MAX_SHOWN, type Preview } from './preview.ts'
import { compareHome } from './preview-home.ts'
import { previewInline } from './preview-inline.ts'
import { type ProposedBill, proposeBills } from './propose-bills.ts'
import { addTally, emptyTallies } from './tally.ts'

type Input = RequestOf<typeof contract.previewBills>
type CommunityInput = Extract<Input, { communityId: string }>
type ShownBill = Preview['bills'][number]

/**
 * The bills and lines that months would give in a community, compared with those there are, what a rule would give on a home, or what inline data
 * give; nothing is saved. `new…` counts only the cycles that have no bill yet; `compared` says everything that a run would write.
 * Errors: platform.not_found (community, home or a named rule), billing.period_wrong, billing.rule_wrong (inline).
 */
export async function previewBills(tx: Tx, actor: Actor, input: Input): Promise<Preview> {
  if ('communityId' in input) return previewCommunity(tx, actor, input)
  if (!('ruleId' in input)) return previewInline(input)
  const { compared, exceptions } = await compareHome(tx, actor, input)
  const preview = emptyPreview()
  addCompared(preview, compared)
  preview.exceptions.push(...exceptions)
  return preview
}

function emptyPreview(): Preview {
  return {
    ...{ bills: [], billCount: 0, lineCount: 0, totalFen: 0n, newBillCount: 0, newTotalFen: 0n },
    ...{ compared: emptyTallies(), exceptions: [] },
  }
}

async function previewCommunity(tx: Tx, actor: Actor, input: CommunityInput): Promise<Preview> {
  const { communityId, premisesId } = input
  await requireCommunity(tx, actor, communityId)
  const months = billingPeriod(input.from, input.to)
  const period = billingPeriod(input.correctFrom ?? input.from, input.to)
  const rules = await readScopedRules(tx, actor, input)
  const scope = { communityId, period, rules, premisesId, addFrom: months.from, on: today() }
  const preview = emptyPreview()
  const size = chunkSize(period)
  let after: string | null = null
  for (;;) {
    const chunk = await proposeBills(tx, actor, scope, after, size)
    addCompared(preview, await compareBills(tx, actor, scope, chunk), input.only)
    preview.exceptions.push(...chunk.exceptions.slice(0, MAX_SHOWN - preview.exceptions.length))
    if (chunk.assignmentCount < size) return preview
    after = chunk.lastAssignmentId
  }
}

const SHOWN: Record<NonNullable<CommunityInput['only']>, readonly ShownBill['change'][]> = {
  all: ['new', 'changed', 'gone', 'same', 'red', 'blue'],
  new: ['new'],
  changes: ['changed', 'gone', 'red', 'blue'],
  same: ['same'],
}

function addCompared(preview: Preview, { changes, corrections }: Compared, only: CommunityInput['only'] = 'all'): void {
  const show = (bills: ShownBill[]) => {
    for (const bill of bills) {
      if (preview.bills.length < MAX_SHOWN && SHOWN[only].includes(bill.change)) preview.bills.push(bill)
    }
  }
  for (const change of changes) {
    addTally(preview.compared, change)
    if (change.kind !== 'gone') {
      preview.billCount += 1
      preview.lineCount += change.bill.lines.length
      preview.totalFen += change.bill.amountFen
    }
    if (preview.bills.length < MAX_SHOWN) show([shown(change)])
  }
  for (const correction of corrections) {
    preview.compared.correction.count += 1
    preview.compared.correction.fen += correction.differenceFen
    show(shownCorrection(correction))
  }
  preview.newBillCount = preview.compared.new.count
  preview.newTotalFen = preview.compared.new.fen
}

function shown(change: Change): ShownBill {
  if (change.kind === 'gone') {
    const { standing, place } = change
    return {
      ...{ premisesId: standing.premisesId, payerName: standing.payerName, ...place },
      ...{
        cycleStart: standing.cycleStart,
        cycleEnd: standing.cycleEnd,
        dueOn: standing.dueOn,
        amountFen: 0n,
        lines: [],
      },
      ...{ exists: true, change: 'gone', beforeFen: standing.amountFen },
    }
  }
  const beforeFen = change.kind === 'changed' ? change.standing.amountFen : null
  return { ...shownBill(change.bill), exists: change.kind !== 'new', change: change.kind, beforeFen }
}

function shownBill(bill: ProposedBill) {
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
  }
}

function shownCorrection({ bills, charge, ruleName, reasons }: ChargeCorrection): ShownBill[] {
  return bills.map(bill => ({
    premisesId: charge.premisesId,
    premisesLabel: charge.label,
    payerName: bill.payerName,
    ruleId: charge.ruleId,
    ruleName,
    cycleStart: bill.cycleStart,
    cycleEnd: bill.cycleEnd,
    dueOn: bill.dueOn,
    amountFen: bill.amountFen,
    lines: bill.lines.map(lineOf),
    exists: true,
    change: bill.color,
    beforeFen: null,
    because: reasons,
  }))
}
