import type { billing as contract, RequestOf } from '@anju/contract'
import { dec, fitsScale } from '../../platform/decimals.ts'
import { type CivilDate, isCivilDate, minDate } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import type { RuleProblem } from '../rules/check.ts'
import { refuseWrong } from '../rules/ensure-rules.ts'
import { ruleOf } from '../rules/flat.ts'
import { plainSigns } from '../rules/formula.ts'
import { fieldOf, measureNamed } from '../rules/measure.ts'
import type { ChargeRule } from '../rules/rule.ts'
import { billingPeriod } from './billing-months.ts'
import { computeLines, type ProposedException, type ProposedLine } from './compute-lines.ts'
import { computeMeteredLines } from './compute-metered-lines.ts'
import { computePoolLines, cutPoolLine } from './compute-pool-lines.ts'
import type { LineExplanation } from './explanation.ts'
import { changesOfPayers, partsOf, payerProblems } from './inline-payers.ts'
import { type InlinePenalties, inlinePenalties, penaltyProblems } from './inline-penalties.ts'
import { inlineTaxes } from './inline-taxes.ts'
import { lineOf, MAX_SHOWN, type Preview } from './preview.ts'
import { shownCode } from './propose-bills.ts'
import { emptyTallies } from './tally.ts'

type Input = Extract<RequestOf<typeof contract.previewBills>, { rule: unknown }>
type Line = ProposedLine<LineExplanation>
type Bill = { lines: Line[]; member?: string }
type Shown = Preview['exceptions'][number]
type CompanyShares = NonNullable<Preview['companyShares']>

/**
 * The bills that inline data give, so that an outside program can check our arithmetic; pure. Days before the first
 * price are a `price-gap`. Errors: billing.rule_wrong, billing.period_wrong.
 */
export function previewInline(input: Input): Preview {
  const rule = checkedRule(input)
  refuseWrongDays(input)
  const { bills, exceptions, companyShares } = compute(rule, input)
  const penalties = inlinePenalties(
    bills.flatMap(bill => bill.lines),
    input,
  )
  const shown = bills.map(bill => billOf(bill, input, penalties))
  const totalFen = shown.reduce((sum, bill) => sum + bill.amountFen, 0n)
  return {
    bills: shown.slice(0, MAX_SHOWN),
    billCount: shown.length,
    lineCount: bills.reduce((count, bill) => count + bill.lines.length, 0),
    totalFen,
    newBillCount: shown.length,
    newTotalFen: totalFen,
    compared: { ...emptyTallies(), new: { count: shown.length, fen: totalFen } },
    exceptions: distinct(exceptions).slice(0, MAX_SHOWN),
    ...(companyShares ? { companyShares } : {}),
  }
}

function compute(
  rule: ChargeRule,
  input: Input,
): { bills: Bill[]; exceptions: Shown[]; companyShares?: CompanyShares } {
  const payerChanges = changesOfPayers(input)
  try {
    switch (rule.kind) {
      case 'pool':
        return computePools(rule, input, payerChanges)
      case 'metered': {
        const { lines, exceptions } = computeMeteredLines({
          ...{ rule, premisesId: 'inline', readings: input.readings, percents: input.percents, payerChanges },
        })
        const missing: Shown[] = input.readings.length === 0 ? [{ code: 'no-reading' }] : []
        const cut = payerChanges.filter(day => input.readings.some(({ from, to }) => day > from && day < to))
        const told = [...exceptions.map(shownException), ...cut.map((at): Shown => ({ code: 'payer-cut', at }))]
        return { bills: byCycle(lines), exceptions: [...missing, ...told] }
      }
      default: {
        const { startsOn, endsOn, areas, from, to, percents } = input
        const { lines, exceptions } = computeLines({
          rule,
          assignment: { id: 'inline', ruleId: rule.id, premisesId: 'inline', startsOn, endsOn },
          object: { premisesId: 'inline', areas, measures: namedMeasures(input), percents, cuts: payerChanges },
          period: { from, to },
        })
        return { bills: byCycle(lines), exceptions: exceptions.map(shownException) }
      }
    }
  } catch (error) {
    // Area and price fit by themselves, but their product is beyond any money.
    if (error instanceof RangeError) throw refuse.ruleWrong({ problems: [{ field: 'versions', code: 'out-of-range' }] })
    throw error
  }
}

function computePools(rule: Extract<ChargeRule, { kind: 'pool' }>, { pools }: Input, payerChanges: CivilDate[]) {
  const bills: Bill[] = []
  const exceptions: Shown[] = pools.length === 0 ? [{ code: 'no-reading' }] : []
  const companyShares: CompanyShares = []
  for (const { members, ...pool } of pools) {
    const named = members.map(({ id, ...member }) => ({ ...member, premisesId: id }))
    const result = computePoolLines(rule, { ...pool, members: named })
    if ('problem' in result) {
      const { code, at } = result.problem
      exceptions.push({ code: code === 'weight-wrong' ? 'reading-wrong' : code, ...(at ? { at } : {}) })
    } else {
      const cut = ({ line, premisesId: member }: (typeof result.shares)[number]) => ({
        lines: cutPoolLine(line, payerChanges),
        member,
      })
      bills.push(...result.shares.map(cut))
      companyShares.push({ pool: pool.name, from: pool.from, to: pool.to, amountFen: result.companyFen })
    }
  }
  return { bills, exceptions, companyShares }
}

function byCycle(lines: readonly Line[]): Bill[] {
  return [...Map.groupBy(lines, line => line.cycleStart).values()].map(cycle => ({ lines: cycle }))
}

function shownException({ code, at }: ProposedException): Shown {
  return { code: shownCode(code), ...(at ? { at } : {}) }
}

function distinct(exceptions: readonly Shown[]): Shown[] {
  return [...new Map(exceptions.map(one => [`${one.code} ${one.at}`, one])).values()]
}

/** By their English names, whichever the caller used. */
function namedMeasures({ measures }: Input): Input['measures'] {
  return Object.fromEntries(Object.entries(measures).map(([name, values]) => [knownAs(name), values]))
}

/** A field's label as a formula reads it, its signs plain. */
function knownAs(name: string): string {
  return measureNamed(name) ?? plainSigns(name)
}

function checkedRule(input: Input): ChargeRule {
  const versions = input.rule.versions.map((version, index) => ({ id: `version-${index}`, ...version }))
  const first = versions.reduce((earliest, version) => minDate(earliest, version.effectiveFrom), '9999-12-31')
  const names = { id: 'inline', code: 'inline', name: 'inline', itemName: 'inline' }
  const { penalty: _, ...arithmetic } = input.rule
  const rule = ruleOf({ ...arithmetic, ...names, versions, effectiveFrom: first })
  refuseWrong(rule, new Set(Object.keys(input.measures).flatMap(name => fieldOf(knownAs(name)) ?? [])))
  const problems = [
    ...areaProblems(input),
    ...measureProblems(input),
    ...readingProblems(input),
    ...payerProblems(input),
    ...penaltyProblems(input),
  ]
  if (problems.length > 0) throw refuse.ruleWrong({ problems })
  return { ...rule, effectiveFrom: minDate(first, input.startsOn) }
}

function areaProblems({ rule, areas, percents }: Input): RuleProblem[] {
  const wrong = (field: string): RuleProblem => ({ field, code: 'too-many-digits' })
  return [
    // A deposit is owed back in full, and the shares of a cost add up to it.
    ...((rule.kind === 'deposit' || rule.kind === 'pool') && percents.length > 0
      ? [{ field: 'percents', code: 'must-be-empty' } satisfies RuleProblem]
      : []),
    ...areas.flatMap(({ areaM2 }, index) => (fitsScale(areaM2, 8, 2) ? [] : [wrong(`areas.${index}.areaM2`)])),
    ...percents.flatMap(({ percent }, index): RuleProblem[] =>
      dec(percent).gt(100) ? [{ field: `percents.${index}.percent`, code: 'out-of-range' }] : [],
    ),
  ]
}

function measureProblems({ measures }: Input): RuleProblem[] {
  return Object.entries(measures).flatMap(([name, values]): RuleProblem[] => {
    if (measureNamed(name) === null && !fieldOf(name)) return [{ field: `measures.${name}`, code: 'unknown-measure' }]
    return values.flatMap(({ value }, index): RuleProblem[] =>
      fitsScale(value, 12, 4) ? [] : [{ field: `measures.${name}.${index}.value`, code: 'too-many-digits' }],
    )
  })
}

function readingProblems({ readings }: Input): RuleProblem[] {
  return readings.flatMap(({ from, to }, index): RuleProblem[] => {
    if (to < from) return [{ field: `readings.${index}.to`, code: 'ends-before-start' }]
    return []
  })
}

/** Dates of our time in order, and no more months than a run may have. */
function refuseWrongDays(input: Input): void {
  const dates = [
    input.startsOn,
    input.endsOn ?? input.startsOn,
    input.from,
    input.to,
    ...input.areas.map(area => area.effectiveFrom),
    ...input.readings.flatMap(reading => [reading.from, reading.to]),
    ...input.pools.flatMap(pool => [pool.from, pool.to]),
    ...input.payments.map(payment => payment.paidOn),
    input.asOf ?? input.from,
    ...[...input.percents, ...input.payerSpans].flatMap(span => [span.from, span.to ?? span.from]),
    ...Object.values(input.measures).flatMap(values => values.map(value => value.effectiveFrom)),
  ]
  const wrong = dates.some(date => !isCivilDate(date) || date < '1900-01-01') || input.from > input.to
  billingPeriod(wrong ? '' : input.from.slice(0, 7), input.to.slice(0, 7))
}

function billOf({ lines, member }: Bill, input: Input, penalties: InlinePenalties): Preview['bills'][number] {
  const [first] = lines
  if (!first) throw new Error('A bill has a line.')
  const taxes = inlineTaxes(lines, input.taxPercent)
  return {
    payerName: null,
    ...(member === undefined ? {} : { member }),
    cycleStart: first.cycleStart,
    cycleEnd: first.cycleEnd,
    dueOn: first.dueOn,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0n),
    lines: lines.map((line, index) => ({
      ...{ ...lineOf(line), ...partsOf(line, input), ...taxes[index] },
      ...penalties.get(line),
    })),
    exists: false,
    change: 'new',
    beforeFen: null,
  }
}
