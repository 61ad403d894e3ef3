import { isDeepStrictEqual } from 'node:util'
import { dec } from '../../platform/decimals.ts'
import { type CivilMonth, daysInclusive, daysInMonth, lastDayOfMonth, maxDate, minDate } from '../../platform/period.ts'
import type { RuleVersion } from '../rules/rule.ts'
import { chargeRuleOf, type RuleRow } from '../rules/rule-view.ts'
import { versionTermsFrom } from '../rules/terms.ts'
import { daysOf, dueByMonth, type RentBasis, withoutWords } from './straight.ts'

/** What a closing keeps of a rent beside what is there to prove it by: lines and settlements of that day, rule, charge and areas as they are now. */
export interface KeptRent {
  community_id: string
  month: CivilMonth
  total_fen: string
  earned_fen: string
  billed_fen: string
  basis: RentBasis
  /** Posted by the end of the month, net, less what was let off, by month; fen as text. */
  billed: Record<CivilMonth, string>
  /** null: taken back since. */
  charge: { version: number; starts_on: string; ends_on: string | null } | null
  rule: RuleRow
  /** `known`: a minute before the closing at least; what was being written at that very moment it need not have seen. */
  versions: (Pick<RuleVersion, 'id' | 'effectiveFrom' | 'unitPrice' | 'fixedAmount'> & {
    terms: object
    known: boolean
  })[]
  /** Areas that were known in that way and stand unchanged. */
  areas: { effectiveFrom: string; areaM2: string }[]
}

/**
 * Works out again, of each rent that a closing made even, what was earned of it: by the terms that the closing kept, by what was billed by then, and
 * by exact integers instead of decimals. The terms themselves must be those of the lease as it was known: price versions are never
 * changed, so each kept one must be there and each that was there kept; rule and charge must say the same as long as nobody has changed them since.
 * Answers the rents that differ.
 */
export function brokenRents(
  rents: readonly KeptRent[],
): { community_id: string; month: string; kept: string; facts: string }[] {
  return rents.flatMap(rent => {
    const { community_id, month, total_fen, earned_fen, billed_fen } = rent
    const foreign = foreignTerms(rent)
    if (foreign)
      return [{ community_id, month, kept: `terms of ${rent.basis.assignment.id}`, facts: `another ${foreign}` }]
    const kept = [total_fen, earned_fen, billed_fen].join(' / ')
    const facts = earnedAgain(rent).join(' / ')
    return kept === facts ? [] : [{ community_id, month, kept, facts }]
  })
}

/** 28, 29, 30 and 31 go into it. */
const DAYS_IN_ANY_MONTH = 377_580n

/** Total, earned until the end of the month, and billed until then. */
function earnedAgain({ basis, billed, month }: KeptRent): bigint[] {
  const posted = new Map(Object.entries(billed).map(([at, fen]) => [at, BigInt(fen)]))
  const amounts = new Map([...dueByMonth(basis), ...posted])
  const totalFen = sum(amounts.values())
  const billedFen = sum([...posted].filter(([at]) => at <= month).map(([, fen]) => fen))
  const days = daysOf(basis.assignment, basis.rule)
  if (!days) return [totalFen, 0n, billedFen]
  const weights: { month: CivilMonth; weight: bigint }[] = []
  for (let first = `${days.from.slice(0, 7)}-01`; first <= days.to; first = nextMonth(first)) {
    const within = daysInclusive(maxDate(first, days.from), minDate(lastDayOfMonth(first), days.to))
    weights.push({
      month: first.slice(0, 7),
      weight: (BigInt(within) * DAYS_IN_ANY_MONTH) / BigInt(daysInMonth(first)),
    })
  }
  const whole = sum(weights.map(one => one.weight))
  const isOver = weights.every(one => one.month <= month)
  const parts = weights.filter(one => one.month <= month).map(one => halfUp(totalFen * one.weight, whole))
  return [totalFen, isOver ? totalFen : sum(parts), billedFen]
}

/** Rounded half up, away from nothing. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator
  const rounded = (2n * size + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

function nextMonth(first: string): string {
  const [year = 0, month = 0] = first.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}

function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n
  for (const fen of amounts) total += fen
  return total
}

/** Which of the kept terms are not those of the lease as it was known; null when all of them are. */
function foreignTerms({ basis, charge, rule, versions, areas }: KeptRent): string | null {
  const kept = basis.rule.versions
  const is = (one: KeptRent['versions'][number]) => kept.some(price => samePrice(price, one))
  if (!kept.every(price => versions.some(one => samePrice(price, one)))) return 'price'
  if (!versions.every(one => !one.known || is(one))) return 'price'
  if (rule.version === basis.ruleVersion) {
    const now = chargeRuleOf(rule, [])
    if (
      now.kind !== 'rent' ||
      !isDeepStrictEqual(plain({ ...withoutWords(now), versions: [] }), plain({ ...basis.rule, versions: [] }))
    )
      return 'rule'
  }
  if (charge && charge.version === basis.assignmentVersion) {
    const { startsOn, endsOn } = basis.assignment
    if (charge.starts_on !== startsOn || charge.ends_on !== endsOn) return 'term'
  }
  const measured = (one: KeptRent['areas'][number]) =>
    basis.object.areas.some(area => area.effectiveFrom === one.effectiveFrom && dec(area.areaM2).eq(dec(one.areaM2)))
  return basis.object.areas.length === 0 || areas.every(measured) ? null : 'area'
}

function samePrice(price: RuleVersion, { terms, ...one }: KeptRent['versions'][number]): boolean {
  const { turnoverPercent } = versionTermsFrom(terms)
  return (
    price.id === one.id &&
    price.effectiveFrom === one.effectiveFrom &&
    dec(price.unitPrice).eq(dec(one.unitPrice)) &&
    dec(price.fixedAmount).eq(dec(one.fixedAmount)) &&
    (price.turnoverPercent ?? null) === turnoverPercent
  )
}

/** As it comes back out of the database. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}
