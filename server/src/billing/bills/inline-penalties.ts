/** What inline data owe for being late, by payments and a day (E46–E53). */
import type { billing as contract, RequestOf } from '@anju/contract'
import type { Fen } from '../../platform/money.ts'
import { refuse } from '../errors.ts'
import { type Penalty, type PenaltyTerms, penaltyOf, settleBoth } from '../penalties/penalty.ts'
import { explainPenalty, penaltyExplanation } from '../penalties/penalty-explanation.ts'
import type { RuleProblem } from '../rules/check.ts'
import type { ProposedLine } from './compute-lines.ts'
import type { LineExplanation } from './explanation.ts'
import type { Preview } from './preview.ts'

type Input = Pick<
  Extract<RequestOf<typeof contract.previewBills>, { rule: unknown }>,
  'rule' | 'asOf' | 'payments' | 'paidFirst'
>
type Line = ProposedLine<LineExplanation>
type Shown = Pick<Preview['bills'][number]['lines'][number], 'penalty'>
export type InlinePenalties = ReadonlyMap<Line, Shown>

/** A line with what was paid of its amount and of its penalty. */
type Owed = { line: Line; payments: { paidOn: string; fen: Fen }[]; penaltyPaid: Fen }

/** The penalty of each line as of `asOf`; none without terms. Errors: billing.rule_wrong (an LPR that is not known on a day). */
export function inlinePenalties(lines: readonly Line[], input: Input): InlinePenalties {
  const { asOf } = input
  const terms = input.rule.penalty
  if (!terms || asOf === null) return new Map()
  try {
    const owed = paid(lines, terms, input)
    return new Map(owed.map(one => [one.line, { penalty: shownOf(one, terms, asOf) }]))
  } catch (error) {
    if (error instanceof RangeError)
      throw refuse.ruleWrong({ problems: [{ field: 'penalty.rate.rates', code: 'out-of-range' }] })
    throw error
  }
}

/** Terms without a day would be worked out by nobody, and payments without terms change nothing: neither is passed over. */
export function penaltyProblems({ rule, asOf, payments, paidFirst }: Input): RuleProblem[] {
  const empty = (field: string, is: boolean): RuleProblem[] => (is ? [] : [{ field, code: 'must-be-empty' }])
  if (!rule.penalty)
    return [
      ...empty('asOf', asOf === null),
      ...empty('payments', payments.length === 0),
      ...empty('paidFirst', paidFirst === 'principal'),
    ]
  return [
    ...(asOf === null ? [{ field: 'asOf', code: 'required' } satisfies RuleProblem] : []),
    ...payments.flatMap(({ fen }, index): RuleProblem[] =>
      fen > 0n ? [] : [{ field: `payments.${index}.fen`, code: 'not-positive' }],
    ),
  ]
}

/** Payments in order of their days on the lines that were due first, as `paidFirst` says. */
function paid(lines: readonly Line[], terms: PenaltyTerms, { payments, paidFirst, asOf }: Input): Owed[] {
  const owed = lines
    .filter(line => line.amountFen > 0n)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.segmentStart.localeCompare(b.segmentStart))
    .map((line): Owed => ({ line, payments: [], penaltyPaid: 0n }))
  const inOrder = payments
    .filter(({ paidOn }) => asOf !== null && paidOn <= asOf)
    .toSorted((a, b) => a.paidOn.localeCompare(b.paidOn))
  for (const { paidOn, fen } of inOrder) {
    let left = fen
    const settle = (one: Owed, what: { principalFen: Fen; penaltyFen: Fen }) => {
      const part = settleBoth(what, left, paidFirst)
      if (part.principalFen > 0n) one.payments.push({ paidOn, fen: part.principalFen })
      one.penaltyPaid += part.penaltyFen
      left -= part.principalFen + part.penaltyFen
    }
    const penaltyFen = (one: Owed) => penaltyNow(one, terms, paidOn).fen - one.penaltyPaid
    if (paidFirst === 'penalty')
      for (const one of owed) settle(one, { principalFen: principalOf(one), penaltyFen: penaltyFen(one) })
    else {
      for (const one of owed) settle(one, { principalFen: principalOf(one), penaltyFen: 0n })
      for (const one of owed) settle(one, { principalFen: 0n, penaltyFen: penaltyFen(one) })
    }
  }
  return owed
}

function principalOf({ line, payments }: Owed): Fen {
  return payments.reduce((left, { fen }) => left - fen, line.amountFen)
}

function penaltyNow({ line, payments }: Owed, terms: PenaltyTerms, asOf: string): Penalty {
  return penaltyOf(terms, { principalFen: line.amountFen, dueOn: line.dueOn, payments, asOf })
}

function shownOf(one: Owed, terms: PenaltyTerms, asOf: string): NonNullable<Shown['penalty']> {
  const penalty = penaltyNow(one, terms, asOf)
  const of = { ofBill: one.line.cycleStart, itemName: 'inline', terms }
  const explanation = penaltyExplanation(of, penalty, { storedFen: 0n, nowFen: penalty.fen })
  const words = { 'zh-CN': explainPenalty(explanation, 'zh-CN'), en: explainPenalty(explanation, 'en') }
  return {
    ...{ fen: penalty.fen, openFen: penalty.fen - one.penaltyPaid, principalOpenFen: principalOf(one) },
    ...{ capped: penalty.capped, steps: penalty.steps, words: penalty.fen > 0n ? words : null },
  }
}
