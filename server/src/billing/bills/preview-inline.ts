import type { billing as contract, RequestOf } from '@anju/contract'
import { fitsScale } from '../../platform/decimals.ts'
import { isCivilDate, minDate } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { refuseWrong } from '../rules/ensure-rules.ts'
import type { ChargeRule, RuleProblem } from '../rules/rule.ts'
import { billingPeriod } from './billing-months.ts'
import { computeLines, type ProposedLine } from './compute-lines.ts'
import { lineOf, MAX_SHOWN, type Preview } from './preview.ts'

type Input = Extract<RequestOf<typeof contract.previewBills>, { rule: unknown }>

/**
 * The bills that inline data give, so that an outside program can check our arithmetic; pure. Days before the first
 * price are a `price-gap`. Errors: billing.rule_wrong, billing.period_wrong.
 */
export function previewInline(input: Input): Preview {
  const rule = ruleOf(input)
  refuseWrongDays(input)
  const { lines, exceptions } = compute(rule, input)
  const bills = [...Map.groupBy(lines, line => line.cycleStart).values()].map(billOf)
  const totalFen = bills.reduce((sum, bill) => sum + bill.amountFen, 0n)
  const codes = new Set(
    exceptions.map(({ code }) => (code === 'no-area' ? ('no-area' as const) : ('price-gap' as const))),
  )
  return {
    bills: bills.slice(0, MAX_SHOWN),
    billCount: bills.length,
    lineCount: lines.length,
    totalFen,
    newBillCount: bills.length,
    newTotalFen: totalFen,
    exceptions: [...codes].map(code => ({ code })),
  }
}

function compute(rule: ChargeRule, { startsOn, endsOn, areas, from, to }: Input): ReturnType<typeof computeLines> {
  try {
    return computeLines({
      rule,
      assignment: { id: 'inline', ruleId: rule.id, premisesId: 'inline', startsOn, endsOn },
      object: { premisesId: 'inline', areas },
      period: { from, to },
    })
  } catch (error) {
    // Area and price fit by themselves, but their product is beyond any money.
    if (error instanceof RangeError) throw refuse.ruleWrong({ problems: [{ field: 'versions', code: 'out-of-range' }] })
    throw error
  }
}

function ruleOf(input: Input): ChargeRule {
  const versions = input.rule.versions.map((version, index) => ({ id: `version-${index}`, ...version }))
  const first = versions.reduce((earliest, version) => minDate(earliest, version.effectiveFrom), '9999-12-31')
  const rule = { ...input.rule, versions, id: 'inline', code: 'inline', name: 'inline', itemName: 'inline' }
  const checked: ChargeRule = { ...rule, effectiveFrom: first }
  refuseWrong(checked)
  const problems = input.areas.flatMap(({ areaM2 }, index): RuleProblem[] =>
    fitsScale(areaM2, 8, 2) ? [] : [{ field: `areas.${index}.areaM2`, code: 'too-many-digits' }],
  )
  if (problems.length > 0) throw refuse.ruleWrong({ problems })
  return { ...checked, effectiveFrom: minDate(first, input.startsOn) }
}

/** Dates of our time in order, and no more months than a run may have. */
function refuseWrongDays(input: Input): void {
  const dates = [
    input.startsOn,
    input.endsOn ?? input.startsOn,
    input.from,
    input.to,
    ...input.areas.map(a => a.effectiveFrom),
  ]
  const wrong = dates.some(date => !isCivilDate(date) || date < '1900-01-01') || input.from > input.to
  billingPeriod(wrong ? '' : input.from.slice(0, 7), input.to.slice(0, 7))
}

function billOf(lines: ProposedLine[]): Preview['bills'][number] {
  const [first] = lines
  if (!first) throw new Error('A group has a member.')
  return {
    payerName: null,
    cycleStart: first.cycleStart,
    cycleEnd: first.cycleEnd,
    dueOn: first.dueOn,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0n),
    lines: lines.map(lineOf),
    exists: false,
  }
}
