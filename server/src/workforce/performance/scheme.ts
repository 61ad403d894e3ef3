/** What a scheme must fit, and where a period ends: without a database. */
import type { workforce as contract, RequestOf } from '@anju/contract'
import { dec } from '../../platform/decimals.ts'
import { addDays, addMonths, type CivilDate, isCivilDate } from '../../platform/period.ts'

type Scheme = RequestOf<typeof contract.createKpiScheme>
export type Indicator = Scheme['indicators'][number]
export type Grain = Scheme['grain']

/** Σ weights, as text. */
export function weightsOf(indicators: readonly { weight: string }[]): string {
  return indicators.reduce((sum, indicator) => sum.plus(dec(indicator.weight)), dec('0')).toString()
}

/** Grades begin lower and lower, differ by name, and the last one takes everything from 0. */
export function bandsFit(bands: Scheme['bands']): boolean {
  const falls = bands.every((band, index) => index === 0 || dec(band.from).lt(dec(bands[index - 1]?.from ?? '0')))
  return (
    falls && dec(bands.at(-1)?.from ?? '1').isZero() && new Set(bands.map(band => band.grade)).size === bands.length
  )
}

/** What an indicator lacks for its rule: the name of the field, or null. */
export function indicatorFault(indicator: Indicator): 'rule' | 'target' | 'floor' | 'threshold' | 'steps' | null {
  const { rule, source, direction, target, floor, threshold, steps } = indicator
  if ((rule === 'manual') !== (source === 'manual')) return 'rule'
  if (rule === 'pass' && target === null) return 'target'
  if (rule === 'steps') return steps.length === 0 || hasTwins(steps) ? 'steps' : null
  if (rule !== 'linear') return null
  if (target === null) return 'target'
  if (floor === null || dec(floor).eq(dec(target)) || dec(target).gt(dec(floor)) !== (direction === 'higher'))
    return 'floor'
  const [low, high] = direction === 'higher' ? [floor, target] : [target, floor]
  return threshold !== null && (dec(threshold).lte(dec(low)) || dec(threshold).gte(dec(high))) ? 'threshold' : null
}

function hasTwins(steps: Indicator['steps']): boolean {
  return new Set(steps.map(step => dec(step.at).toString())).size < steps.length
}

/** What does not matter for the rule of an indicator is not kept. */
export function tidied(indicator: Indicator): Indicator {
  const { rule } = indicator
  return {
    ...indicator,
    target: rule === 'linear' || rule === 'pass' ? indicator.target : null,
    ...(rule === 'linear' ? {} : { threshold: null, floor: null }),
    steps: rule === 'steps' ? indicator.steps : [],
  }
}

const MONTHS: Record<Grain, number> = { month: 1, quarter: 3, year: 12 }

/** The last day of the month, quarter or year that begins on a day; null when none does. */
export function endOf(grain: Grain, fromOn: CivilDate): CivilDate | null {
  if (!isCivilDate(fromOn) || !fromOn.endsWith('-01')) return null
  const month = Number(fromOn.slice(5, 7))
  if ((month - 1) % MONTHS[grain] !== 0) return null
  return addDays(`${addMonths(fromOn.slice(0, 7), MONTHS[grain])}-01`, -1)
}
