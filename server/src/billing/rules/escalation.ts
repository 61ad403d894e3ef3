/** 租金递增: the versions of a rent with a step at each anniversary (E41, E42). */
import { type Decimal, dec, decimalText } from '../../platform/decimals.ts'
import { anchoredMonthStart, type CivilDate, maxDate } from '../../platform/period.ts'
import type { Escalation, RuleVersion } from './rule.ts'

/** How a step came about, for the explanation of a line. */
export type Step = {
  step: number
  percent: string
  mode: Escalation['mode']
  ofUnitPrice: string
  ofFixedAmount: string
}

export type SteppedVersion = RuleVersion & { escalated?: Step }

/**
 * Every version that may hold until a day. A step is an amount of the contract: rounded half up to the scale of its
 * kind (4 places a unit price, 2 an amount), and a compound step builds on the rounded one before it, as a contract's
 * table of rents does. A version agreed for a date begins anew: its own anniversaries count from there.
 */
export function escalatedVersions(
  versions: readonly RuleVersion[],
  escalation: Escalation,
  startsOn: CivilDate,
  until: CivilDate,
): SteppedVersion[] {
  const sorted = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  return sorted.flatMap((version, index) => {
    const next = sorted[index + 1]?.effectiveFrom
    const from = escalation.countedFrom ?? startsOn
    // A version from before the tenancy is the rent it begins with.
    const anchor = maxDate(version.effectiveFrom, from)
    const steps: SteppedVersion[] = [version]
    for (let step = 1; ; step += 1) {
      const effectiveFrom = anchoredMonthStart(anchor, step * escalation.everyMonths)
      if (effectiveFrom > until || (next !== undefined && effectiveFrom >= next)) return steps
      steps.push(stepped(version, steps.at(-1) ?? version, escalation, step, effectiveFrom))
    }
  })
}

function stepped(
  first: RuleVersion,
  last: RuleVersion,
  { percent, mode }: Escalation,
  step: number,
  effectiveFrom: CivilDate,
): SteppedVersion {
  const of = mode === 'compound' ? last : first
  const factor = dec(percent)
    .times(mode === 'compound' ? 1 : step)
    .div(100)
    .plus(1)
  const raised = (text: string, places: number): string => decimalText(halfUp(dec(text).times(factor), places), 2)
  return {
    ...first,
    effectiveFrom,
    unitPrice: raised(of.unitPrice, 4),
    fixedAmount: raised(of.fixedAmount, 2),
    escalated: { step, percent, mode, ofUnitPrice: of.unitPrice, ofFixedAmount: of.fixedAmount },
  }
}

function halfUp(value: Decimal, places: number): Decimal {
  return value.toDecimalPlaces(places, 4)
}
