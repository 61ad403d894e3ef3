/** Rent in equal months (直线法, E45): what a closing works with, and what follows from it. Pure; `prove-rents.ts` works it out again. */
import type { Fen } from '../../platform/money.ts'
import {
  addDays,
  addMonths,
  type CivilMonth,
  type CivilRange,
  daysInclusive,
  daysInMonth,
  firstDayOfMonth,
  intersectRanges,
  maxDate,
  minDate,
  monthOf,
  monthRange,
  monthsFromTo,
} from '../../platform/period.ts'
import { computeLines } from '../bills/compute-lines.ts'
import type { Assignment, ChargedObject, ChargeRule } from '../rules/rule.ts'
import { splitTax } from '../taxes/tax.ts'
import { spreadOver } from './revenue.ts'

/**
 * The terms of a rent as they were known when a month was closed. Kept with the closing: the lease may be changed or ended the day after,
 * and what had been earned by then stays provable.
 */
export interface RentBasis {
  rule: Extract<ChargeRule, { kind: 'rent' }>
  /** The row versions that were read: as long as they are the present ones, rule and assignment must still say the same. */
  ruleVersion: number
  assignment: Assignment
  /** null: its home had ended before, or somebody changed it meanwhile. */
  assignmentVersion: number | null
  object: Pick<ChargedObject, 'areas' | 'percents' | 'cuts'>
  /** Of the tax inside the rent; null where it bears none. */
  ratePercent: string | null
}

/** A rule without its names: they decide nothing, may be changed, and may name people. */
export function withoutWords(rule: RentBasis['rule']): RentBasis['rule'] {
  return { ...rule, code: '', name: '', itemName: '' }
}

/** The days on which both a charge and its rule hold; null where these have no end, or none in common. */
export function daysOf(
  { startsOn, endsOn }: Pick<Assignment, 'startsOn' | 'endsOn'>,
  { effectiveFrom, effectiveTo }: Pick<ChargeRule, 'effectiveFrom' | 'effectiveTo'>,
): CivilRange | null {
  const to = endsOn ?? effectiveTo
  if (to === null) return null
  const last = effectiveTo === null ? to : minDate(to, effectiveTo)
  const from = maxDate(startsOn, effectiveFrom)
  return from <= last ? { from, to: last } : null
}

/** What the terms say of each month, net of tax, whoever pays it; a month that cannot be priced is missing. */
export function dueByMonth({ rule, assignment, object, ratePercent }: RentBasis): Map<CivilMonth, Fen> {
  const days = daysOf(assignment, rule)
  const due = new Map<CivilMonth, Fen>()
  if (!days) return due
  // A bill in arrears comes on the day after the last.
  const period = {
    from: firstDayOfMonth(minDate(assignment.startsOn, days.from)),
    to: addDays(monthRange(addMonths(monthOf(days.to), 1)).from, 1),
  }
  const { lines } = computeLines({
    ...{ rule, assignment, period },
    object: { ...object, premisesId: assignment.premisesId },
  })
  for (const line of lines) {
    const month = monthOf(line.segmentStart)
    const fen = ratePercent === null ? line.amountFen : splitTax(line.amountFen, ratePercent).netFen
    due.set(month, (due.get(month) ?? 0n) + fen)
  }
  return due
}

/** Of each month what is billed, or where nothing is yet what the terms say of it; in all, until the end of a month evenly, and as billed. */
export function straightOf(
  basis: RentBasis,
  days: CivilRange,
  billed: ReadonlyMap<CivilMonth, Fen>,
  month: CivilMonth,
): { totalFen: Fen; earnedFen: Fen; billedFen: Fen } {
  const months = monthsFromTo(monthOf(days.from), monthOf(days.to))
  const totalFen = sumOf([...new Map([...dueByMonth(basis), ...billed]).values()])
  const shares = months.map(one => {
    const within = intersectRanges(days, monthRange(one))
    return { days: within ? daysInclusive(within.from, within.to) : 0, ofDays: daysInMonth(`${one}-01`) }
  })
  return {
    totalFen,
    earnedFen: sumOf(spreadOver(totalFen, shares).slice(0, months.filter(one => one <= month).length)),
    billedFen: sumOf([...billed].flatMap(([at, fen]) => (at <= month ? [fen] : []))),
  }
}

function sumOf(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, fen) => sum + fen, 0n)
}
