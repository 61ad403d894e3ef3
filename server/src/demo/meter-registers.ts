/** What the registers of the demo show, month by month, in hundredths of a unit. Pure. */
import { chanceOf } from './chance.ts'

export interface DemoMeter {
  id: string
  code: string
  kind: string
  parentId: string | null
  premisesId: string | null
  /** The multiplier, whole. */
  times: number
  /** Nobody lives there. */
  empty: boolean
}

/** Used by a home in a month, in hundredths of m³ or kWh. */
const OF_HOME = { water: [600, 1500], power: [9_000, 26_000] } as const
const OF_EMPTY = [30, 80] as const
/** Lifts and lights of a house, of which the register shows a twentieth. */
const OF_HOUSE = [90_000, 140_000] as const
/** Somewhere in the history this meter let more pass than was counted below it, by so many percent more than usual. */
export interface Leak {
  code: string
  month: number
  percent: number
}

const isWater = (meter: DemoMeter) => meter.code.startsWith('W')

/** What each register shows at the end of `months` months, the first its opening; a parent shows what is below it and a little more. */
export function registersOf(
  meters: readonly DemoMeter[],
  months: number,
  leaks: readonly Leak[],
): Map<string, number[]> {
  const below = Map.groupBy(
    meters.filter(meter => meter.parentId !== null),
    meter => meter.parentId ?? '',
  )
  const used = new Map<string, number[]>()
  const usedBy = (meter: DemoMeter): number[] => {
    const known = used.get(meter.id)
    if (known) return known
    const children = below.get(meter.id) ?? []
    const its = Array.from({ length: months }, (_, month) => {
      const sum = children.reduce((all, child) => all + (usedBy(child)[month] ?? 0), 0)
      return stepsOf(meter, children.length === 0 ? ownUse(meter, month) : withLoss(meter, month, sum, leaks))
    })
    used.set(meter.id, its)
    return its
  }
  return new Map(meters.map(meter => [meter.id, registersFrom(meter, usedBy(meter))]))
}

/** A register counts whole hundredths of its own steps. */
function stepsOf({ times }: DemoMeter, used: number): number {
  return Math.floor(used / times) * times
}

function ownUse(meter: DemoMeter, month: number): number {
  const chance = chanceOf('meter', meter.code)
  const usual = isWater(meter) ? OF_HOME.water : OF_HOME.power
  const [least, most] = meter.empty ? OF_EMPTY : meter.premisesId === null ? OF_HOUSE : usual
  const base = chance.between(least, most)
  return Math.floor((base * chanceOf('meter', meter.code, month).between(86, 114)) / 100)
}

function withLoss(meter: DemoMeter, month: number, sum: number, leaks: readonly Leak[]): number {
  const leak = leaks.find(one => one.code === meter.code && one.month === month)?.percent ?? 0
  const percent = chanceOf('meter loss', meter.code, month).between(2, 5) + leak
  return Math.floor((sum * (100 + percent)) / 100)
}

function registersFrom(meter: DemoMeter, used: readonly number[]): number[] {
  let shows = chanceOf('meter opens', meter.code).between(20_000, 90_000)
  // What was used in month 0 is before the opening.
  return used.map((steps, month) => {
    if (month > 0) shows += steps / meter.times
    return shows
  })
}

/** Hundredths as a register shows them. */
export function registerText(hundredths: number): string {
  const digits = String(hundredths).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
