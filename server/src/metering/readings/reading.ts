/** A reading as arithmetic: what was used since the one before, and what is odd about it. Exact decimals; pure. */
import type { metering as contract, ResponseOf } from '@anju/contract'
import { type Decimal, dec, decimalText } from '../../platform/decimals.ts'
import { type CivilDate, daysBetween } from '../../platform/period.ts'
import { registerShows } from '../meters/meter.ts'

export type ReadingRow = ResponseOf<typeof contract.listReadings>['items'][number]
export type ReadingFlag = ReadingRow['flags'][number]
export type ReadingSource = ReadingRow['source']

/** The approved reading before, or the archive's first reading of the meter. */
export interface Previous {
  /** null: the archive's, which has no row yet */
  id: string | null
  on: CivilDate
  value: string
  source: ReadingSource
  /** the last reading that is no estimate, and what estimates have counted since, in units */
  baseValue: string
  billedBefore: string
  /** what this one counted; null for the first */
  used: string | null
  bands: Readonly<Record<string, string>>
}

/** What a reading is looked at against. */
export interface Surroundings {
  multiplier: string
  digits: number
  decimals: number
  /** null: the reading itself is the meter's first */
  previous: Previous | null
  /** an approved reading of the same day, and of a later one */
  sameDay: boolean
  later: boolean
  /** of the later ones the first, with an approved one before: what is said lies between the two, and this one would follow it */
  next: Following | null
  /** used in `days` before, as approved; null where nothing is known */
  known: { used: string; days: number } | null
  /** so many percent off what is expected is a jump */
  jumpPercent: number
}

/** An approved reading as one that follows what is said. */
export interface Following extends Said {
  id: string
  multiplier: string
  digits: number
}

export interface Said {
  readOn: CivilDate
  value: string
  rolledOver: boolean
  bands: Readonly<Record<string, string>>
  source: ReadingSource
}

/** The last true reading before, and what estimates have counted since then. */
export function baseOf(previous: Previous): { baseValue: string; billedBefore: string } {
  if (previous.source !== 'estimate') return { baseValue: previous.value, billedBefore: '0' }
  const billed = dec(previous.billedBefore).plus(dec(previous.used ?? '0'))
  return { baseValue: previous.baseValue, billedBefore: decimalText(billed) }
}

/**
 * Used since the reading before, in units: (value − base, over the rollover) × multiplier − what estimates counted. null where it goes
 * backwards; below nothing only where it takes back part of an estimate (E27).
 */
export function usedSince(
  said: Said,
  around: Pick<Surroundings, 'multiplier' | 'digits'>,
  previous: Previous,
): Decimal | null {
  const { baseValue, billedBefore } = baseOf(previous)
  const value = dec(said.value)
  if (!said.rolledOver && value.lt(dec(baseValue))) return null
  const steps = value.minus(dec(baseValue)).plus(said.rolledOver ? dec(10n ** BigInt(around.digits)) : dec('0'))
  if (steps.lt(0)) return null
  return steps.times(dec(around.multiplier)).minus(dec(billedBefore))
}

/** What the mean of what is known gives for the days since the reading before; null where nothing is known. */
export function expectedFor(readOn: CivilDate, around: Surroundings): Decimal | null {
  const { previous, known } = around
  if (previous === null || known === null || known.days <= 0) return null
  const days = daysBetween(previous.on, readOn)
  return days <= 0
    ? null
    : dec(known.used)
        .times(dec(BigInt(days)))
        .div(dec(BigInt(known.days)))
}

/** Flags with which a reading cannot count, whoever approves it. */
export const HINDERING: ReadonlySet<ReadingFlag> = new Set([
  'negative',
  'beyond-digits',
  'duplicate',
  'inverted',
  'bands',
])

/** Everything odd about a reading, the hindering first. */
export function flagsOf(said: Said, around: Surroundings): ReadingFlag[] {
  const { previous } = around
  const flags: ReadingFlag[] = []
  if (!registerShows(said.value, around)) flags.push('beyond-digits')
  if (around.sameDay) flags.push('duplicate')
  const between = around.next !== null
  if ((around.later && !between) || (previous !== null && previous.on >= said.readOn && !around.sameDay))
    flags.push('inverted')
  if (previous === null) return flags
  const used = usedSince(said, around, previous)
  if (used === null || (around.next && used !== null && !followsOn(around.next, asPrevious(said, previous, used))))
    flags.push('negative')
  if (!bandsAgree(said, around, previous, used)) flags.push('bands')
  if (between) flags.push('between')
  if (said.rolledOver) flags.push('rollover')
  return used === null ? flags : [...flags, ...oddUse(said, around, used)]
}

/** With the flag that says that another reading of the day waits, if not an approved one is there. */
export function withDuplicate(flags: readonly ReadingFlag[]): ReadingFlag[] {
  return flags.includes('duplicate') ? [...flags] : ['duplicate', ...flags]
}

/** What is said, as the reading before of the one that follows it. `used` since `previous`. */
function asPrevious(said: Said, previous: Previous, used: Decimal): Previous {
  const { baseValue, billedBefore } = baseOf(previous)
  return {
    ...{ id: null, on: said.readOn, value: said.value, source: said.source, used: decimalText(used) },
    ...{ baseValue, billedBefore, bands: said.bands },
  }
}

/** Whether a reading that is approved already would go forward from another reading before it. */
function followsOn(next: Following, previous: Previous): boolean {
  return usedSince(next, next, previous) !== null && usedByBand(next, next, previous) !== null
}

/** Far from what was expected, or nothing at all where there used to be something. An estimate is what was expected. */
function oddUse(said: Said, around: Surroundings, used: Decimal): ReadingFlag[] {
  if (said.source === 'estimate' || around.previous?.source === 'estimate') return []
  const expected = expectedFor(said.readOn, around)
  if (used.isZero()) return expected === null || expected.gt(0) ? ['zero'] : []
  if (expected === null) return []
  const off = used.minus(expected).abs()
  return off.times(100).gt(expected.times(around.jumpPercent)) ? ['jump'] : []
}

/** What each part of the day used; null where one goes backwards or is missing. */
export function usedByBand(
  said: Pick<Said, 'bands'>,
  { multiplier }: Pick<Surroundings, 'multiplier'>,
  previous: Previous,
): Record<string, string> | null {
  const used: Record<string, string> = {}
  for (const [name, value] of Object.entries(said.bands)) {
    const steps = dec(value).minus(dec(previous.bands[name] ?? '0'))
    if (steps.lt(0)) return null
    used[name] = decimalText(steps.times(dec(multiplier)))
  }
  return used
}

/** The parts of the day sum to the whole. */
function bandsAgree(said: Said, around: Surroundings, previous: Previous, used: Decimal | null): boolean {
  if (Object.keys(said.bands).length === 0) return true
  const parts = usedByBand(said, around, previous)
  if (parts === null || used === null) return false
  const sum = Object.values(parts).reduce((all, part) => all.plus(dec(part)), dec('0'))
  return sum.eq(used)
}
