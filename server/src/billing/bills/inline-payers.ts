/** Who pays what inline data say, over time (E15, E63). */
import type { billing as contract, RequestOf } from '@anju/contract'
import { dec, parseDecimal } from '../../platform/decimals.ts'
import { addDays, type CivilDate } from '../../platform/period.ts'
import { shareOut } from '../revenue/revenue.ts'
import type { RuleProblem } from '../rules/check.ts'
import type { ProposedLine } from './compute-lines.ts'
import type { LineExplanation } from './explanation.ts'

type Input = Pick<
  Extract<RequestOf<typeof contract.previewBills>, { rule: unknown }>,
  'payers' | 'payerSpans' | 'startsOn' | 'endsOn'
>
type Share = Input['payers'][number]

/** Who pays on a day: those of the span that holds it, else whoever pays where none is said. */
function payersOn({ payers, payerSpans }: Input, on: CivilDate): Share[] {
  return payerSpans.find(({ from, to }) => from <= on && (to === null || on <= to))?.payers ?? payers
}

/** The days from which somebody else pays, or in other parts, than on the day before; where nobody is named on one side, nothing is cut. */
export function changesOfPayers(input: Input): CivilDate[] {
  const days = input.payerSpans.flatMap(({ from, to }) => (to === null ? [from] : [from, addDays(to, 1)]))
  const whoPays = (on: CivilDate) => payersOn(input, on).map(({ kind, name, percent }) => [kind, name, percent])
  return [...new Set(days)].sort().filter(day => {
    const [before, after] = [whoPays(addDays(day, -1)), whoPays(day)]
    return before.length > 0 && after.length > 0 && JSON.stringify(before) !== JSON.stringify(after)
  })
}

/** Each payer's part of a line, by its first day: rounded once, the last gets what is left (R6, E15). */
export function partsOf(line: Pick<ProposedLine<LineExplanation>, 'segmentStart' | 'amountFen'>, input: Input) {
  const payers = payersOn(input, line.segmentStart)
  if (payers.length === 0) return {}
  const fens = shareOut(
    line.amountFen,
    payers.map(payer => payer.percent),
  )
  return { payers: payers.map((payer, index) => ({ ...payer, amountFen: fens[index] ?? 0n })) }
}

/** The parts of all payers are the whole; spans come one after the other. */
export function payerProblems({ payers, payerSpans }: Input): RuleProblem[] {
  return [
    ...(payers.length === 0 || isWhole(payers)
      ? []
      : [{ field: 'payers', code: 'out-of-range' } satisfies RuleProblem]),
    ...payerSpans.flatMap(({ from, to, payers: own }, index): RuleProblem[] => {
      const field = `payerSpans.${index}`
      const before = payerSpans[index - 1]
      return [
        ...(to !== null && to < from
          ? [{ field: `${field}.to`, code: 'ends-before-start' } satisfies RuleProblem]
          : []),
        ...(before && (before.to === null || before.to >= from)
          ? [{ field: `${field}.from`, code: 'not-ascending' } satisfies RuleProblem]
          : []),
        ...(isWhole(own) ? [] : [{ field: `${field}.payers`, code: 'out-of-range' } satisfies RuleProblem]),
      ]
    }),
  ]
}

function isWhole(payers: readonly Share[]): boolean {
  return payers.reduce((all, { percent }) => all.plus(parseDecimal(percent) ?? 0), dec('0')).eq(100)
}
