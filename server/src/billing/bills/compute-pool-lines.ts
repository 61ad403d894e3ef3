/** 公摊: a cost shared by members so that the shares add up to it exactly (R6, E16–E19). */
import { cutDecimals, type Decimal, dec, decimalText } from '../../platform/decimals.ts'
import { allocateByLargestRemainder, type Fen } from '../../platform/money.ts'
import { addDays, type CivilDate, daysInclusive } from '../../platform/period.ts'
import { roundToFen } from '../rules/rounding.ts'
import type { PoolRule } from '../rules/rule.ts'
import type { ProposedLine } from './compute-lines.ts'
import type { PoolExplanation } from './explanation.ts'

/** What is shared, for which days, and by whom. */
export type Pool = {
  name: string
  from: CivilDate
  to: CivilDate
  /** an amount, or what was used at a price */
  cost: { totalFen: Fen } | { quantity: string; unit: string; unitPrice: string }
  basis: PoolExplanation['basis']
  /** who bears the share of the exempt: the company, or the others */
  exempt: 'company-bears' | 'redistribute'
  members: readonly PoolMember[]
}

/** `weight` is the area, the usage, the floor's factor, or 1 of a household; a decimal ≥ 0. */
export type PoolMember = { premisesId: string; weight: string; isExempt?: boolean; byDays?: PoolExplanation['byDays'] }

export type PoolProblem = { code: 'no-members' | 'weight-wrong' | 'zero-amount'; at?: string }

/** The shares of a pool: a line per member that pays, and what the company bears. */
export function computePoolLines(
  rule: PoolRule,
  pool: Pool,
):
  | { shares: { premisesId: string; line: ProposedLine<PoolExplanation> }[]; companyFen: Fen }
  | { problem: PoolProblem } {
  const total = totalOf(pool)
  if (total <= 0n) return { problem: { code: 'zero-amount' } }
  const weights = new Map<string, Decimal>()
  for (const { premisesId, weight } of pool.members) {
    const value = weightOf(weight)
    if (value === null || weights.has(premisesId)) return { problem: { code: 'weight-wrong', at: premisesId } }
    weights.set(premisesId, value)
  }
  const sharing = pool.members.filter(member => pool.exempt === 'company-bears' || !member.isExempt)
  const sum = sharing.reduce((all, { premisesId }) => all.plus(weights.get(premisesId) ?? 0), dec('0'))
  if (sum.lte(0)) return { problem: { code: 'no-members' } }
  const parts = allocateByLargestRemainder(
    total,
    sharing.map(({ premisesId, weight }) => ({ id: premisesId, weight })),
  )
  const exempt = new Set(pool.members.filter(member => member.isExempt).map(member => member.premisesId))
  let companyFen = 0n
  const shares: { premisesId: string; line: ProposedLine<PoolExplanation> }[] = []
  for (const { premisesId, weight, byDays } of sharing) {
    const amountFen = parts.get(premisesId) ?? 0n
    const share = { total, sum, weight, byDays, amountFen, members: sharing.length }
    if (exempt.has(premisesId)) companyFen += amountFen
    else shares.push({ premisesId, line: lineOf(rule, pool, share) })
  }
  return { shares, companyFen }
}

/**
 * A share by the days of who pays it: cut where somebody else begins to pay within the days of the cost (E63), so that the parts add up to the
 * share exactly (R6).
 */
export function cutPoolLine(
  line: ProposedLine<PoolExplanation>,
  payerChanges: readonly CivilDate[],
): ProposedLine<PoolExplanation>[] {
  const { segmentStart: from, segmentEnd: to } = line
  const starts = [from, ...payerChanges.filter(day => day > from && day <= to)]
  if (starts.length === 1) return [line]
  const of = daysInclusive(from, to)
  const parts = starts.map((start, index) => {
    const next = starts[index + 1]
    const end = next === undefined ? to : addDays(next, -1)
    return { start, end, days: daysInclusive(start, end) }
  })
  const amounts = allocateByLargestRemainder(
    line.amountFen,
    parts.map(({ start, days }) => ({ id: start, weight: String(days) })),
  )
  return parts.map(({ start, end, days }) => {
    const amountFen = amounts.get(start) ?? 0n
    const ofPayer = { days, of, shareFen: line.explanation.roundedFen }
    const [segmentStart, segmentEnd, roundedFen] = [start, end, Number(amountFen)]
    const explanation = { ...line.explanation, segmentStart, segmentEnd, roundedFen, ofPayer }
    return { ...line, segmentStart, segmentEnd, amountFen, explanation }
  })
}

function weightOf(text: string): Decimal | null {
  try {
    const value = dec(text)
    return value.lt(0) ? null : value
  } catch {
    return null
  }
}

/** The cost in fen; a usage at a price is rounded once, as the supplier's bill is. */
function totalOf({ cost }: Pool): Fen {
  return 'totalFen' in cost ? cost.totalFen : roundToFen(dec(cost.quantity).times(dec(cost.unitPrice)))
}

function lineOf(
  rule: PoolRule,
  pool: Pool,
  share: { total: Fen; sum: Decimal; amountFen: Fen; members: number } & Pick<PoolMember, 'weight' | 'byDays'>,
): ProposedLine<PoolExplanation> {
  const { total, sum, weight, byDays, amountFen } = share
  const version = rule.versions.findLast(known => known.effectiveFrom <= pool.from)
  const exact = dec(total).times(dec(weight)).div(sum).div(100)
  const exactIsCut = exact.decimalPlaces() > 30
  const billingOn = addDays(pool.to, 1)
  return {
    segmentStart: pool.from,
    segmentEnd: pool.to,
    cycleStart: pool.from,
    cycleEnd: pool.to,
    billingOn,
    dueOn: addDays(billingOn, rule.dueDays),
    ruleVersionId: version?.id ?? '',
    areaM2: null,
    amountFen,
    explanation: {
      kind: 'pool',
      ruleCode: rule.code,
      ruleName: rule.name,
      ruleVersionId: version?.id ?? '',
      versionEffectiveFrom: version?.effectiveFrom ?? pool.from,
      segmentStart: pool.from,
      segmentEnd: pool.to,
      poolName: pool.name,
      totalFen: Number(total),
      usage: 'totalFen' in pool.cost ? null : pool.cost,
      basis: pool.basis,
      weight,
      ...(byDays ? { byDays } : {}),
      weightSum: decimalText(sum),
      members: share.members,
      byRemainder: roundToFen(exact) !== amountFen,
      exact: decimalText(exactIsCut ? cutDecimals(exact, 6) : exact, 2),
      exactIsCut,
      roundedFen: Number(amountFen),
    },
  }
}
