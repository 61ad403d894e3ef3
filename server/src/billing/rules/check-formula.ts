import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { cutDecimals, decimalText } from '../../platform/decimals.ts'
import { fenToYuan } from '../../platform/money.ts'
import { readFieldLabels } from '../measures/field-view.ts'
import { evaluateFormula, type Formula, isNeverPositive, parseFormula } from './formula.ts'
import { allMeasures, measureNamed, measureOfField, measureWords } from './measure.ts'
import { roundToFen } from './rounding.ts'

type Input = RequestOf<typeof contract.checkFormula>
type Answer = ResponseOf<typeof contract.checkFormula>

/** Whether a formula can be charged by, what worked examples come to, and all that a formula may name; saves nothing. */
export async function checkFormula(tx: Tx, actor: Actor, input: Input): Promise<Answer> {
  const fields = await readFieldLabels(tx, actor)
  const names = namesOf(fields)
  const read = parseFormula(input.formula, fields)
  if ('problem' in read) return { problem: read.problem, measures: [], examples: [], names }
  const { formula } = read
  const measures = formula.measures.map(name => ({
    name,
    words: { 'zh-CN': measureWords(name, 'zh-CN'), en: measureWords(name, 'en') },
  }))
  const prices = { price: input.unitPrice, fixed: input.fixedAmount }
  return {
    // Prices that are not typed yet are no problem of the formula.
    problem: formula.measures.length === 0 && isNeverPositive(formula, prices) ? NEVER_POSITIVE : null,
    measures,
    names,
    examples: input.examples.map(given => worked(formula, { ...prices, ...named(given) })),
  }
}

const NEVER_POSITIVE = { code: 'never-positive', at: '' }

/** The measures, and the company's own fields by their labels. */
function namesOf(fields: ReadonlySet<string>): Answer['names'] {
  const own = [...fields].map(label => ({
    name: measureOfField(label),
    ...{ words: writtenAs(label), unit: '', ofCompany: true },
  }))
  return [...allMeasures().map(one => ({ ...one, ofCompany: false })), ...own]
}

/** As it is written in a formula: an option of a field as it is asked for. */
function writtenAs(label: string): { 'zh-CN': string; en: string } {
  const [field, ...option] = label.split('=')
  if (option.length === 0) return { 'zh-CN': label, en: label }
  const asked = `(${field}, "${option.join('=')}")`
  return { 'zh-CN': `是${asked}`, en: `is${asked}` }
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
