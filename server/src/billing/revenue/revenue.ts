/** Revenue over time: a total in equal months, the last with what is left, so that the sum is exact (E45, E54, E74). */
import { dec } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import { roundToFen, yuanOf } from '../rules/rounding.ts'

/** Equal parts of a total, each rounded half up, the last the remainder. Throws RangeError below one month. */
export function straightLine(totalFen: Fen, months: number): Fen[] {
  if (!Number.isInteger(months) || months < 1) throw new RangeError(`a total is not spread over ${months} months`)
  const each = roundToFen(yuanOf(totalFen).div(months))
  return [...Array<Fen>(months - 1).fill(each), totalFen - each * BigInt(months - 1)]
}

/** So many days of a month that has so many. */
export interface MonthShare {
  days: number
  ofDays: number
}

/** A total over months of which the first and the last need not be whole, by their shares, each rounded half up, the last what is left (E45). */
export function spreadOver(totalFen: Fen, months: readonly MonthShare[]): Fen[] {
  const shares = months.map(({ days, ofDays }) => dec(String(days)).div(ofDays))
  const whole = shares.reduce((sum, share) => sum.plus(share), dec('0'))
  let left = totalFen
  return shares.map((share, index) => {
    const part = index === shares.length - 1 ? left : roundToFen(yuanOf(totalFen).times(share).div(whole))
    left -= part
    return part
  })
}

/** A part of an amount in percent, rounded once: 10 % of 48500.00 is 4850.00 (E76). */
export function percentOfFen(fen: Fen, percent: string): Fen {
  return roundToFen(yuanOf(fen).times(dec(percent)).div(100))
}

/** Two parties to a line that is fixed already: the first pays its percentage, the last the rest (R6, E15). */
export function shareOut(fen: Fen, percents: readonly string[]): Fen[] {
  const parts = percents.slice(0, -1).map(percent => percentOfFen(fen, percent))
  return [...parts, fen - parts.reduce((sum, part) => sum + part, 0n)]
}
