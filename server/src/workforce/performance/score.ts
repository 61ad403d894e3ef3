/**
 * How a scorecard is counted, without a database. Scores and weights are exact decimals. Two roundings and no other, both half up to
 * two decimals: once for the score of a line, once for the total. Points of a line (score × weight ÷ 100) are never rounded.
 */
import type { workforce as contract, ResponseOf } from '@anju/contract'
import { type Decimal, dec, decimalText, roundedText } from '../../platform/decimals.ts'

type WireLine = ResponseOf<typeof contract.readScorecard>['lines'][number]
export type ScorePath = WireLine['path']
export type Band = ResponseOf<typeof contract.readScorecard>['bands'][number]

export interface Measured {
  rule: WireLine['rule']
  direction: WireLine['direction']
  target: string | null
  threshold: string | null
  floor: string | null
  steps: readonly { at: string; score: string }[]
  cap: string
  /** The last value fed; null with `fed`: there was nothing to measure (domain.md K7). */
  value: string | null
  fed: boolean
  givenScore: string | null
  appealScore: string | null
}

export interface LineScore {
  /** Two decimals; null: not known yet, or nothing to measure. */
  score: string | null
  path: ScorePath
  /** The rule would have given more than the cap. */
  capped: boolean
}

const FULL = dec('100')
const PASS = dec('60')
const NONE = dec('0')

/** The score of an indicator: by an appeal, by the supervisor, or by its rule from the value. */
export function scoreOf(line: Measured): LineScore {
  if (line.appealScore !== null) return { score: roundedText(dec(line.appealScore), 2), path: 'appeal', capped: false }
  return measuredScore(line)
}

/** The same before an appeal. */
export function measuredScore(line: Measured): LineScore {
  if (line.rule === 'manual') {
    if (line.givenScore === null) return { score: null, path: 'waiting', capped: false }
    return { score: roundedText(dec(line.givenScore), 2), path: 'given', capped: false }
  }
  if (!line.fed) return { score: null, path: 'waiting', capped: false }
  if (line.value === null) return { score: null, path: 'nothing', capped: false }
  const { raw, path } = byRule(line, dec(line.value))
  const cap = dec(line.cap)
  const capped = raw.gt(cap)
  return { score: roundedText(capped ? cap : raw, 2), path, capped }
}

function byRule(line: Measured, value: Decimal): { raw: Decimal; path: ScorePath } {
  if (line.rule === 'linear') return byLine(line, value)
  if (line.rule === 'steps') return bySteps(line, value)
  const target = dec(line.target ?? '0')
  const passed = reaches(value, target, line.direction)
  return { raw: passed ? FULL : NONE, path: passed ? 'passed' : 'failed' }
}

/** Whether a value is as good as a mark, or better. */
function reaches(value: Decimal, mark: Decimal, direction: Measured['direction']): boolean {
  return direction === 'higher' ? value.gte(mark) : value.lte(mark)
}

/**
 * 0 at the floor and worse, 60 at the threshold, 100 at the target, straight between them; beyond the target the line goes on, so that
 * a cap above 100 rewards it. Without a threshold one straight line from the floor to the target.
 */
function byLine(line: Measured, value: Decimal): { raw: Decimal; path: ScorePath } {
  const [floor, target] = [dec(line.floor ?? '0'), dec(line.target ?? '0')]
  if (!reaches(value, floor, line.direction) || value.eq(floor)) return { raw: NONE, path: 'below' }
  const above = reaches(value, target, line.direction) && !value.eq(target)
  if (line.threshold === null)
    return { raw: between(value, floor, target, NONE, FULL), path: above ? 'above' : 'whole' }
  const threshold = dec(line.threshold)
  if (reaches(value, threshold, line.direction))
    return { raw: between(value, threshold, target, PASS, FULL), path: above ? 'above' : 'upper' }
  return { raw: between(value, floor, threshold, NONE, PASS), path: 'lower' }
}

/** The score of a value on the straight line through (from, low) and (to, high). */
function between(value: Decimal, from: Decimal, to: Decimal, low: Decimal, high: Decimal): Decimal {
  return low.plus(high.minus(low).times(value.minus(from)).div(to.minus(from)))
}

/** The best step that the value reaches; none gives nothing. */
function bySteps(line: Measured, value: Decimal): { raw: Decimal; path: ScorePath } {
  const reached = line.steps.filter(step => reaches(value, dec(step.at), line.direction)).map(step => dec(step.score))
  const [best] = reached.toSorted((one, two) => two.comparedTo(one))
  return best ? { raw: best, path: 'step' } : { raw: NONE, path: 'no-step' }
}

export interface Weighted {
  weight: string
  score: string | null
  path: ScorePath
}

/** score × weight ÷ 100, exact; null without a score. */
export function pointsOf(line: Pick<Weighted, 'weight' | 'score'>): string | null {
  return line.score === null ? null : decimalText(dec(line.score).times(dec(line.weight)).div(FULL))
}

export interface Total {
  countedWeight: string
  countedPoints: string
  /** Indicators whose score is not known yet. */
  missing: number
  /** Null while something is missing, or when nothing at all could be measured. */
  total: string | null
}

/**
 * What a card comes to. An indicator with nothing to measure (K7) is left out and its weight goes to the others in proportion:
 * total = Σ points × 100 ÷ Σ weights that count, rounded half up to two decimals.
 */
export function totalOf(lines: readonly Weighted[]): Total {
  const counted = lines.filter(line => line.score !== null)
  const weight = counted.reduce((sum, line) => sum.plus(dec(line.weight)), NONE)
  const points = counted.reduce((sum, line) => sum.plus(dec(pointsOf(line) ?? '0')), NONE)
  const missing = lines.filter(line => line.path === 'waiting').length
  const known = missing === 0 && !weight.isZero()
  return {
    ...{ countedWeight: decimalText(weight), countedPoints: decimalText(points), missing },
    total: known ? roundedText(points.times(FULL).div(weight), 2) : null,
  }
}

/** The first band, from the best down, whose beginning the total reaches; the last begins at 0. */
export function gradeOf(total: string, bands: readonly Band[]): string {
  const value = dec(total)
  const sorted = bands.toSorted((one, two) => dec(two.from).comparedTo(dec(one.from)))
  return sorted.find(band => value.gte(dec(band.from)))?.grade ?? sorted.at(-1)?.grade ?? ''
}
