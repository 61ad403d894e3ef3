import { dec, decimalText } from '../../platform/decimals.ts'
import { addDays, type CivilDate } from '../../platform/period.ts'
import { type MeasureName, type MeasureValue, valueOn } from '../rules/measure.ts'

/** The values of one measure, by the old premises that have any. */
export type MeasuredBefore = ReadonlyMap<string, readonly MeasureValue[]>

/** How the values of premises become one: those that can be counted add up; what is a property of the place does only where all agree. */
const ADD_UP: readonly MeasureName[] = ['households', 'persons', 'spaces', 'quantity', 'usage', 'turnover']
const ADD_UP_IF_ALL: readonly MeasureName[] = ['innerArea']

/** Whether a value can be said of each part of premises that are split: a floor, a coefficient; not how many live there. */
export function isOfEachPart(name: MeasureName): boolean {
  return !ADD_UP.includes(name) && !ADD_UP_IF_ALL.includes(name)
}

/**
 * A measure of premises that become one, from a day on. Where it cannot be told from the old ones there is a gap: whoever charges by it
 * is told that it is missing.
 */
export function mergedMeasure(
  name: MeasureName,
  before: MeasuredBefore,
  premisesCount: number,
  fromOn: CivilDate,
): MeasureValue[] {
  const days = [...before.values()].flatMap(values =>
    values.flatMap(({ effectiveFrom, effectiveTo }) => [
      effectiveFrom,
      ...(effectiveTo ? [addDays(effectiveTo, 1)] : []),
    ]),
  )
  const points = [...new Set([fromOn, ...days.filter(day => day > fromOn)])].toSorted()
  return points.flatMap((from, index) => {
    const next = points[index + 1]
    const values = [...before.values()].flatMap(its => valueOn(its, from) ?? [])
    const value = together(name, values, premisesCount)
    return value === null
      ? []
      : [{ effectiveFrom: from, effectiveTo: next === undefined ? null : addDays(next, -1), value }]
  })
}

function together(name: MeasureName, values: readonly string[], premisesCount: number): string | null {
  const [first] = values
  if (first === undefined) return null
  if (ADD_UP_IF_ALL.includes(name) && values.length < premisesCount) return null
  if (!isOfEachPart(name)) return decimalText(values.reduce((sum, value) => sum.plus(dec(value)), dec('0')))
  return values.every(value => dec(value).eq(dec(first))) ? first : null
}
