/** What the rows of a bank's answer mean for the debits that were asked for. Pure. */
import type { ParsedResult, ResultRow } from '../debit-formats/parse-result.ts'

export type DebitState = 'in-flight' | 'reported' | 'settled' | 'failed' | 'released'

export interface AskedDebit {
  id: string
  reference: string
  amountFen: bigint
  state: DebitState
}

export interface AnswerProblem {
  row: number
  reference: string
  amount: string
  code: string
  problem: 'unreadable' | 'unknown' | 'amount' | 'contradiction' | 'released' | 'date'
}

export interface Answers {
  succeeded: { debit: AskedDebit; row: ResultRow }[]
  failed: { debit: AskedDebit; row: ResultRow }[]
  /** Answered before, as now. */
  repeatedCount: number
  problems: AnswerProblem[]
}

/**
 * Each debit is answered once (E65). What is of no debit of the batch, not of the amount that was sent, or says something else than
 * before is told and changes nothing: money that the bank moved beyond that is a matter for people.
 */
export function sortAnswers(
  { rows, unreadable }: ParsedResult,
  asked: readonly AskedDebit[],
  days: { madeOn: string; today: string },
): Answers {
  const byReference = new Map(asked.map(debit => [debit.reference, debit]))
  const states = new Map(asked.map(debit => [debit.id, debit.state]))
  const answers: Answers = { succeeded: [], failed: [], repeatedCount: 0, problems: [] }
  for (const row of rows) {
    const debit = byReference.get(row.reference)
    const problem = debit ? problemOf(row, debit, states.get(debit.id) ?? debit.state, days) : 'unknown'
    if (problem === 'repeated') answers.repeatedCount++
    else if (problem !== null) answers.problems.push({ ...told(row), problem })
    else if (debit) {
      answers[row.succeeded ? 'succeeded' : 'failed'].push({ debit, row })
      states.set(debit.id, row.succeeded ? 'reported' : 'failed')
    }
  }
  for (const { row, text } of unreadable)
    answers.problems.push({ row, reference: text, amount: '', code: '', problem: 'unreadable' })
  answers.problems.sort((a, b) => a.row - b.row)
  return answers
}

function told({ row, reference, amount, code, reason }: ResultRow) {
  return { row, reference, amount, code: reason === '' ? code : `${code} ${reason}` }
}

function problemOf(
  row: ResultRow,
  debit: AskedDebit,
  state: DebitState,
  { madeOn, today }: { madeOn: string; today: string },
): Exclude<AnswerProblem['problem'], 'unreadable' | 'unknown'> | 'repeated' | null {
  const isTaken = state === 'reported' || state === 'settled'
  if (row.succeeded) {
    // What was taken must be what was asked for, where the bank says how much.
    if (row.amount !== '' && row.amountFen !== debit.amountFen) return 'amount'
    if (isTaken) return 'repeated'
    // Nobody takes money before it is asked for, or tomorrow: the file is read by a wrong column.
    if (row.debitedOn !== null && (row.debitedOn < madeOn || row.debitedOn > today)) return 'date'
    return state === 'in-flight' ? null : state === 'released' ? 'released' : 'contradiction'
  }
  // Banks write nothing, 0, or what was asked for beside a debit that failed.
  if (row.amount !== '' && row.amountFen !== debit.amountFen && row.amountFen !== 0n) return 'amount'
  if (isTaken) return 'contradiction'
  return state === 'in-flight' ? null : 'repeated'
}
