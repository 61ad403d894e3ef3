import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { cutDecimals, decimalText } from '../../platform/decimals.ts'
import { fenToYuan } from '../../platform/money.ts'
import { evaluateFormula, type Formula, parseFormula } from './formula.ts'
import { measureNamed, measureWords } from './measure.ts'
import { roundToFen } from './rounding.ts'

type Input = RequestOf<typeof contract.checkFormula>
type Answer = ResponseOf<typeof contract.checkFormula>

/** Whether a formula can be charged by, and what worked examples come to; reads and saves nothing. */
export async function checkFormula(_tx: Tx, _actor: Actor, input: Input): Promise<Answer> {
  const read = parseFormula(input.formula)
  if ('problem' in read) return { problem: read.problem, measures: [], examples: [] }
  const { formula } = read
  const measures = formula.measures.map(name => ({
    name,
    words: { 'zh-CN': measureWords(name, 'zh-CN'), en: measureWords(name, 'en') },
  }))
  const prices = { price: input.unitPrice, fixed: input.fixedAmount }
  return {
    problem: null,
    measures,
    examples: input.examples.map(given => worked(formula, { ...prices, ...named(given) })),
  }
}

/** Examples may name a measure in Chinese, too. */
function named(given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [measureNamed(name) ?? name, value]))
}

function worked(formula: Formula, values: Record<string, string>): Answer['examples'][number] {
  const result = evaluateFormula(formula, values)
  if ('failure' in result) return { exact: null, amount: null, problem: result.failure }
  const value = result.value.toDecimalPlaces(30, 4)
  const exact = decimalText(value.decimalPlaces() > 8 ? cutDecimals(value, 8) : value, 2)
  const problem = value.lt(0) ? { code: 'negative-amount', at: exact } : null
  return { exact, amount: fenToYuan(roundToFen(value)), problem }
}
