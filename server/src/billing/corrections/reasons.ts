/** Why a cycle is corrected: what differs between the lines it had and those it gets. */
import type { CorrectionReason, LineExplanation, MeteredExplanation, MonthExplanation } from '../bills/explanation.ts'

type Line = {
  segmentStart: string
  segmentEnd: string
  payerPersonId: string | null
  explanation: LineExplanation
}

/** In the order in which people look for them; `rule` when it is none of the others. */
export function reasonsOf(before: readonly Line[], after: readonly Line[]): CorrectionReason[] {
  if (after.length === 0) return before.length === 0 ? [] : ['ended']
  const found = new Set<CorrectionReason>()
  for (const old of before) {
    for (const now of after) {
      if (old.segmentStart > now.segmentEnd || now.segmentStart > old.segmentEnd) continue
      for (const reason of differences(old, now)) found.add(reason)
    }
  }
  if (daysOf(before) !== daysOf(after)) found.add('days')
  const order: CorrectionReason[] = ['price', 'area', 'discount', 'measure', 'usage', 'payer', 'days']
  const reasons = order.filter(reason => found.has(reason))
  return reasons.length === 0 ? ['rule'] : reasons
}

function daysOf(lines: readonly Line[]): string {
  const first = lines.map(line => line.segmentStart).sort()[0]
  return `${first}/${lines
    .map(line => line.segmentEnd)
    .sort()
    .at(-1)}`
}

function differences(old: Line, now: Line): CorrectionReason[] {
  const reasons: CorrectionReason[] = old.payerPersonId === now.payerPersonId ? [] : ['payer']
  const [a, b] = [old.explanation, now.explanation]
  if (isMonthly(a) && isMonthly(b)) {
    if (a.unitPrice !== b.unitPrice || a.fixedAmount !== b.fixedAmount) reasons.push('price')
    if (a.areaM2 !== b.areaM2) reasons.push('area')
    if (a.percent !== b.percent || a.capYuan !== b.capYuan) reasons.push('discount')
    if (JSON.stringify(a.detail?.measures) !== JSON.stringify(b.detail?.measures)) reasons.push('measure')
  } else if (a.kind === 'metered' && b.kind === 'metered') reasons.push(...meteredDifferences(a, b))
  else if (a.kind === 'pool' && b.kind === 'pool') {
    if (a.totalFen !== b.totalFen) reasons.push('usage')
    if (a.weight !== b.weight || a.weightSum !== b.weightSum) reasons.push('measure')
  }
  if (a.payerPart?.percent !== b.payerPart?.percent) reasons.push('payer')
  return reasons
}

/** What was used, and the limits of its steps, are compared where the days are the same: a change of payer cuts the same reading. */
function meteredDifferences(a: MeteredExplanation, b: MeteredExplanation): CorrectionReason[] {
  const reasons: CorrectionReason[] = []
  const sameDays = a.days === b.days
  const isUsed =
    a.usage !== b.usage || (sameDays && (a.charged !== b.charged || a.tier?.usedBefore !== b.tier?.usedBefore))
  const limits = (line: MeteredExplanation) => JSON.stringify(line.parts.map(part => part.upTo))
  if (isUsed) reasons.push('usage')
  if (a.ruleVersionId !== b.ruleVersionId) reasons.push('price')
  if (a.percent !== b.percent || a.capYuan !== b.capYuan) reasons.push('discount')
  if (sameDays && !isUsed && a.ruleVersionId === b.ruleVersionId && limits(a) !== limits(b)) reasons.push('measure')
  return reasons
}

function isMonthly(line: LineExplanation): line is MonthExplanation {
  return line.kind !== 'metered' && line.kind !== 'pool'
}
