/**
 * The formula kind: a small language over named measures, parsed by jsep and walked here with exact decimals. Only the
 * nodes named below exist; nothing is ever executed, and nothing reaches beyond the values handed in. What cannot be
 * worked out is a failure with a name, never 0 (scar: a peer's formulas bill 0 silently).
 */
import jsep, { type Expression } from 'jsep'
import { type Decimal, dec, fitsScale, parseDecimal } from '../../platform/decimals.ts'
import { fieldOf, type MeasureName, measureNamed, measureOfField, optionOf, type Unit, unitOf } from './measure.ts'

/** Longer is a program, not a charge. */
const [MAX_LENGTH, MAX_NODES] = [500, 200]

/** Why a text is no formula. `at` is a place in the text, or the name that is meant. */
export type FormulaProblem = {
  code:
    | 'syntax'
    | 'too-long'
    | 'unknown-name'
    | 'unknown-option'
    | 'compared-option'
    | 'not-allowed'
    | 'not-a-decimal'
    | 'unit-mismatch'
    | 'not-an-amount'
    | 'never-positive'
  at: string
}

/** Why a formula has no value for an object. */
export type FormulaFailure = { code: 'no-measure' | 'division-by-zero' | 'out-of-range'; at: string }

type Node =
  | { kind: 'number'; value: Decimal; text: string }
  | { kind: 'measure'; name: MeasureName }
  | { kind: 'negative'; of: Node }
  | { kind: 'binary'; op: BinaryOp; left: Node; right: Node }
  | { kind: 'choice'; test: Node; yes: Node; no: Node }
  | { kind: 'call'; name: CallName; of: Node[] }

type BinaryOp = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '==' | '!=' | '&&' | '||'
type CallName = 'min' | 'max' | 'round' | 'roundUp' | 'roundDown'

/** A formula that passed every check. */
export type Formula = { text: string; root: Node; measures: readonly MeasureName[] }

const ARITHMETIC = ['+', '-', '*', '/']
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!=']
const LOGIC = ['&&', '||']
const CALLS: Record<CallName, readonly [least: number, most: number]> = {
  min: [2, 10],
  max: [2, 10],
  round: [1, 2],
  roundUp: [1, 2],
  roundDown: [1, 2],
}

class Wrong extends Error {
  readonly problem: FormulaProblem
  constructor(code: FormulaProblem['code'], at: string) {
    super(code)
    this.problem = { code, at }
  }
}

class Failed extends Error {
  readonly failure: FormulaFailure
  constructor(code: FormulaFailure['code'], at: string) {
    super(code)
    this.failure = { code, at }
  }
}

/** Signs as people write them on paper; the label of a custom field is known by its plain ones, too. */
export function plainSigns(text: string): string {
  const signs: Record<string, string> = {
    '×': '*',
    '÷': '/',
    '（': '(',
    '）': ')',
    '，': ',',
    '＋': '+',
    '－': '-',
    '−': '-',
    '“': '"',
    '”': '"',
  }
  return text.replace(/[×÷（），＋－−“”]/g, sign => signs[sign] ?? sign)
}

/**
 * Labels of custom fields that a formula may name, and `label=option` of those with choices; `any` for one that was checked when it was saved.
 */
export type FieldLabels = ReadonlySet<string> | 'any'

const NO_FIELDS: FieldLabels = new Set<string>()

/**
 * Reads a formula such as `面积 × 单价 + max(0, 楼层 - 5) × 5`. It must come to an amount in yuan (of a month): adding m² to yuan is refused, a
 * bare number or a price goes with any unit. Custom fields are named by their label, with `f_` before it or not, in quotes where it is no plain word; what one with choices
 * says is asked by `是(用途, "商铺") ? 2 : 1`, as a text in quotes alone is a name, too.
 */
export function parseFormula(
  text: string,
  fields: FieldLabels = NO_FIELDS,
): { formula: Formula } | { problem: FormulaProblem } {
  try {
    if (text.trim() === '') throw new Wrong('syntax', '')
    if (text.length > MAX_LENGTH) throw new Wrong('too-long', String(MAX_LENGTH))
    const measures = new Set<MeasureName>()
    const root = nodeOf(parsed(plainSigns(text)), { measures, fields, nodes: 0 })
    const type = typeOf(root)
    if (type === 'condition') throw new Wrong('not-an-amount', text)
    if (type !== null && !sameUnit(type, { yuan: 1 })) throw new Wrong('not-an-amount', unitText(type))
    return { formula: { text, root, measures: [...measures] } }
  } catch (error) {
    if (error instanceof Wrong) return { problem: error.problem }
    throw error
  }
}

function parsed(text: string): Expression {
  try {
    return jsep(text)
  } catch (error) {
    const place = /at character (\d+)/.exec(error instanceof Error ? error.message : '')
    throw new Wrong('syntax', place?.[1] ?? '')
  }
}

type Reading = { measures: Set<MeasureName>; fields: FieldLabels; nodes: number }

function measureNode(text: string, { measures, fields }: Reading): Node {
  const label = fieldOf(text) ?? text
  const isField = fields === 'any' || fields.has(label)
  const name = measureNamed(text) ?? (isField ? measureOfField(label) : null)
  if (name === null) throw new Wrong('unknown-name', text)
  measures.add(name)
  return { kind: 'measure', name }
}

/** The restricted set: any other node is refused by name. */
function nodeOf(expression: Expression, reading: Reading): Node {
  reading.nodes += 1
  if (reading.nodes > MAX_NODES) throw new Wrong('too-long', String(MAX_NODES))
  const inner = (part: unknown): Node => nodeOf(part as Expression, reading)
  switch (expression.type) {
    case 'Literal':
      if (typeof expression.value === 'string') return measureNode(expression.value, reading)
      return numberOf(String(expression.raw))
    case 'Identifier':
      return measureNode(String(expression.name), reading)
    case 'UnaryExpression':
      if (expression.operator === '-') return { kind: 'negative', of: inner(expression.argument) }
      if (expression.operator === '+') return inner(expression.argument)
      throw new Wrong('not-allowed', String(expression.operator))
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const op = String(expression.operator)
      if (![...ARITHMETIC, ...COMPARISONS, ...LOGIC].includes(op)) throw new Wrong('not-allowed', op)
      refuseComparedOption(expression, reading)
      return { kind: 'binary', op: op as BinaryOp, left: inner(expression.left), right: inner(expression.right) }
    }
    case 'ConditionalExpression':
      return {
        kind: 'choice',
        test: inner(expression.test),
        yes: inner(expression.consequent),
        no: inner(expression.alternate),
      }
    case 'CallExpression':
      return callOf(expression, reading, inner)
    default:
      throw new Wrong('not-allowed', expression.type)
  }
}

function numberOf(raw: string): Node {
  const value = parseDecimal(raw)
  if (value === null || !fitsScale(raw, 12, 8)) throw new Wrong('not-a-decimal', raw)
  return { kind: 'number', value, text: raw }
}

/** What a field with choices is asked by; in Chinese as people say it. */
const ASKS = ['is', '是']

/** Whether a field says an option: 1 or 0, compared with 1. Both are texts or plain words. */
function askOf(expression: Expression, reading: Reading): Node {
  const [field, option, ...more] = (expression.arguments as Expression[]).map(wordOf)
  if (field == null || option == null || more.length > 0) throw new Wrong('not-allowed', '是(…)')
  const text = optionOf(field, option)
  if (reading.fields !== 'any' && !reading.fields.has(text)) {
    const isChoice = [...reading.fields].some(label => label.startsWith(optionOf(field, '')))
    throw new Wrong(isChoice ? 'unknown-option' : 'unknown-name', isChoice ? option : field)
  }
  reading.measures.add(measureOfField(text))
  const asked: Node = { kind: 'measure', name: measureOfField(text) }
  return { kind: 'binary', op: '==', left: asked, right: numberOf('1') }
}

function wordOf({ type, name, value }: Expression): string | null {
  if (type === 'Identifier') return String(name)
  return type === 'Literal' && typeof value === 'string' ? value : null
}

/** `用途 == "商铺"` reads as two names: said how it is asked, where the field has choices. */
function refuseComparedOption({ left, right }: Expression, { fields }: Reading): void {
  if (fields === 'any') return
  const [field, option] = [wordOf(left as Expression), wordOf(right as Expression)]
  if (field === null || fields.has(field) || measureNamed(field) !== null) return
  if ([...fields].some(label => label.startsWith(optionOf(field, ''))))
    throw new Wrong('compared-option', `是(${field}, "${option ?? '…'}")`)
}

function callOf(expression: Expression, reading: Reading, inner: (part: unknown) => Node): Node {
  const callee = expression.callee as Expression
  const name = callee.type === 'Identifier' ? String(callee.name) : callee.type
  if (ASKS.includes(name)) return askOf(expression, reading)
  if (!Object.hasOwn(CALLS, name)) throw new Wrong('unknown-name', name)
  const call = name as CallName
  const given = expression.arguments as unknown[]
  const [least, most] = CALLS[call]
  if (given.length < least || given.length > most) throw new Wrong('not-allowed', `${name}(${given.length})`)
  const of = given.map(inner)
  const places = of[1]
  if (call.startsWith('round') && places) {
    const fits = places.kind === 'number' && places.value.isInteger() && places.value.lte(8)
    if (!fits) throw new Wrong('not-allowed', `${name}(…, ?)`)
  }
  return { kind: 'call', name: call, of }
}

/** The unit a node comes to: null goes with any, `condition` is yes or no. */
type NodeType = Unit | null | 'condition'

function typeOf(node: Node): NodeType {
  switch (node.kind) {
    case 'number':
      return null
    case 'measure':
      return unitOf(node.name)
    case 'negative':
      return amount(node.of)
    case 'binary':
      return binaryType(node)
    case 'choice':
      if (typeOf(node.test) !== 'condition') throw new Wrong('unit-mismatch', '?')
      return together(amount(node.yes), amount(node.no), '?:')
    case 'call': {
      const units = node.of.map(amount)
      if (node.name.startsWith('round')) return units[0] ?? null
      return units.reduce((a, b) => together(a, b, node.name))
    }
  }
}

function binaryType(node: Extract<Node, { kind: 'binary' }>): NodeType {
  const { op, left, right } = node
  if (LOGIC.includes(op)) {
    if (typeOf(left) !== 'condition' || typeOf(right) !== 'condition') throw new Wrong('unit-mismatch', op)
    return 'condition'
  }
  const [a, b] = [amount(left), amount(right)]
  if (op === '*' || op === '/') return a === null || b === null ? null : combined(a, b, op === '*' ? 1 : -1)
  const both = together(a, b, op)
  return COMPARISONS.includes(op) ? 'condition' : both
}

function amount(node: Node): Unit | null {
  const type = typeOf(node)
  if (type === 'condition') throw new Wrong('unit-mismatch', node.kind === 'binary' ? node.op : '')
  return type
}

function together(a: Unit | null, b: Unit | null, op: string): Unit | null {
  if (a === null) return b
  if (b === null || sameUnit(a, b)) return a
  throw new Wrong('unit-mismatch', `${unitText(a)} ${op} ${unitText(b)}`)
}

function combined(a: Unit, b: Unit, sign: 1 | -1): Unit {
  const sum: Record<string, number> = { ...a }
  for (const [base, power] of Object.entries(b)) sum[base] = (sum[base] ?? 0) + sign * power
  return Object.fromEntries(Object.entries(sum).filter(([, power]) => power !== 0))
}

function sameUnit(a: Unit, b: Unit): boolean {
  return Object.keys(combined(a, b, -1)).length === 0
}

function unitText(unit: Unit): string {
  const parts = Object.entries(unit).map(([base, power]) => (power === 1 ? base : `${base}^${power}`))
  return parts.length === 0 ? '1' : parts.join('·')
}

/**
 * What a formula comes to for an object, exactly (quotients at 60 digits), in yuan. `values` hold plain decimals by
 * measure; one that is missing is a failure.
 */
export function evaluateFormula(
  formula: Formula,
  values: Readonly<Record<MeasureName, string | undefined>>,
): { value: Decimal } | { failure: FormulaFailure } {
  try {
    return { value: numberFrom(formula.root, values) }
  } catch (error) {
    if (error instanceof Failed) return { failure: error.failure }
    throw error
  }
}

/**
 * Whether a formula asks nothing of an object and comes to nothing, such as `0` or `单价 × 0`: by it nobody would ever be billed, and no run would
 * say so. `prices` are those it is charged with.
 */
export function isNeverPositive(formula: Formula, prices: Readonly<Record<'price' | 'fixed', string>>): boolean {
  if (formula.measures.some(name => name !== 'price' && name !== 'fixed')) return false
  const result = evaluateFormula(formula, prices)
  return 'failure' in result || !result.value.gt(0)
}

type Values = Readonly<Record<MeasureName, string | undefined>>

/** No charge is beyond 10^15 yuan; a product that is would lose digits. */
const LIMIT = dec(10n ** 15n)

function numberFrom(node: Node, values: Values): Decimal {
  const value = rawNumber(node, values)
  if (value.abs().gt(LIMIT)) throw new Failed('out-of-range', value.toExponential(0))
  return value
}

function rawNumber(node: Node, values: Values): Decimal {
  switch (node.kind) {
    case 'number':
      return node.value
    case 'measure': {
      const text = values[node.name]
      const value = text === undefined ? null : parseDecimal(text)
      if (value === null) throw new Failed('no-measure', node.name)
      return value
    }
    case 'negative':
      return numberFrom(node.of, values).negated()
    case 'binary':
      return arithmetic(node, values)
    case 'choice':
      return numberFrom(isTrue(node.test, values) ? node.yes : node.no, values)
    case 'call':
      return called(node, values)
  }
}

function arithmetic(node: Extract<Node, { kind: 'binary' }>, values: Values): Decimal {
  const left = numberFrom(node.left, values)
  const right = numberFrom(node.right, values)
  switch (node.op) {
    case '+':
      return left.plus(right)
    case '-':
      return left.minus(right)
    case '*':
      return left.times(right)
    default:
      if (right.isZero()) throw new Failed('division-by-zero', '/')
      return left.div(right)
  }
}

/** decimal.js numbers its roundings: 0 away from zero, 1 towards zero, 4 half away from zero. */
const ROUNDINGS = { round: 4, roundUp: 0, roundDown: 1 } as const

function called(node: Extract<Node, { kind: 'call' }>, values: Values): Decimal {
  const { name } = node
  const numbers = node.of.map(part => numberFrom(part, values))
  const [first, second] = numbers
  if (!first) throw new Error('A call has an argument.')
  if (name === 'min') return numbers.reduce((a, b) => (b.lt(a) ? b : a))
  if (name === 'max') return numbers.reduce((a, b) => (b.gt(a) ? b : a))
  return first.toDecimalPlaces(second?.toNumber() ?? 0, ROUNDINGS[name])
}

function isTrue(node: Node, values: Values): boolean {
  if (node.kind !== 'binary') throw new Error('A condition is a comparison.')
  if (node.op === '&&') return isTrue(node.left, values) && isTrue(node.right, values)
  if (node.op === '||') return isTrue(node.left, values) || isTrue(node.right, values)
  const order = numberFrom(node.left, values).cmp(numberFrom(node.right, values))
  switch (node.op) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    default:
      return (order === 0) === (node.op === '==')
  }
}
