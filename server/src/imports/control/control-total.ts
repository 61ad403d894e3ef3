/** Totals that a cut-over is controlled by: domain.md §8, checklist 2 and 9. Pure. */
import { type imports as contract, metering } from '@anju/contract'
import type { z } from 'zod'

export type ControlPart = z.output<typeof contract.ControlPart>
export type ControlUnit = z.output<typeof contract.ControlUnit>

/** One row that is taken over, as the totals see it. */
export interface ControlledRow {
  part: ControlPart
  /** The charge item; empty where there is none. */
  itemName: string
  /** Of its period; 0 where there is none. */
  year: number
  amountFen: bigint
}

export interface ControlTotal extends ControlledRow {
  count: number
}

export interface ControlFigures {
  count: number
  amountFen: bigint
}

export interface ComparedLine {
  part: ControlPart
  itemName: string
  year: number
  legacy: ControlFigures | null
  file: ControlFigures | null
  loaded: ControlFigures | null
}

/** A total as jsonb holds it: fen as text, since JSON has no bigint. */
export interface StoredTotal {
  part: ControlPart
  itemName: string
  year: number
  count: number
  amountFen: string
}

const PARTS: readonly ControlPart[] = [
  'rooms',
  'owners',
  'arrears',
  'debtors',
  'penalties',
  'purses',
  'deposits',
  'readings',
  'past-payments',
]

/** Kinds of meters by the word that a file's totals name them by. */
const METER_KINDS: Readonly<Record<string, keyof typeof metering.METER_UNITS>> = {
  ...{ 冷水: 'water-cold', 热水: 'water-hot', 中水: 'water-reclaimed', 电: 'electricity', 燃气: 'gas', 热力: 'heat' },
}

/** What the sums of a line are in; readings are named by their kind of meter. */
export function unitOf({ part, itemName }: Pick<ControlTotal, 'part' | 'itemName'>): ControlUnit {
  if (part === 'rooms') return 'm2'
  if (part === 'owners') return 'none'
  if (part === 'readings') return metering.METER_UNITS[METER_KINDS[itemName] ?? 'water-cold']
  return 'yuan'
}

/** What is compared only where the former system's totals say it: without them nothing has to be signed. */
const OPTIONAL: ReadonlySet<ControlPart> = new Set(['rooms', 'owners', 'debtors'])

/** Whether what a file brings is written only under a signed sheet. */
export function isControlled(totals: readonly Pick<ControlTotal, 'part'>[]): boolean {
  return totals.some(({ part }) => !OPTIONAL.has(part))
}

/** What was measured, less the rooms, owners and debtors that the former system's totals do not speak of. */
export function asked(loaded: readonly ControlTotal[], legacy: readonly ControlTotal[]): ControlTotal[] {
  const said = new Set(legacy.map(({ part }) => part))
  return loaded.filter(({ part }) => said.has(part) || !OPTIONAL.has(part))
}

const keyOf = ({ part, itemName, year }: Pick<ControlTotal, 'part' | 'itemName' | 'year'>) =>
  `${part}\n${itemName}\n${year}`

function inOrder<T extends Pick<ControlTotal, 'part' | 'itemName' | 'year'>>(lines: Iterable<T>): T[] {
  return [...lines].sort(
    (a, b) =>
      PARTS.indexOf(a.part) - PARTS.indexOf(b.part) ||
      (a.itemName < b.itemName ? -1 : a.itemName > b.itemName ? 1 : a.year - b.year),
  )
}

/** How many rows and how much, by part, item and year. */
export function totalsOf(rows: Iterable<ControlledRow>): ControlTotal[] {
  const totals = new Map<string, ControlTotal>()
  for (const { part, itemName, year, amountFen } of rows) {
    const key = keyOf({ part, itemName, year })
    const total = totals.get(key) ?? { part, itemName, year, count: 0, amountFen: 0n }
    totals.set(key, { ...total, count: total.count + 1, amountFen: total.amountFen + amountFen })
  }
  return inOrder(totals.values())
}

/** The totals of the three sides in one list. */
export function lineUp(sides: {
  legacy: readonly ControlTotal[]
  file: readonly ControlTotal[]
  loaded: readonly ControlTotal[]
}): ComparedLine[] {
  const lines = new Map<string, ComparedLine>()
  for (const side of ['legacy', 'file', 'loaded'] as const)
    for (const { part, itemName, year, count, amountFen } of sides[side]) {
      const key = keyOf({ part, itemName, year })
      const line = lines.get(key) ?? { part, itemName, year, legacy: null, file: null, loaded: null }
      lines.set(key, { ...line, [side]: { count, amountFen } })
    }
  return inOrder(lines.values())
}

/** Lines in which the former system says something else than the other side: to the fen and to the row. */
export function differences(lines: readonly ComparedLine[], side: 'file' | 'loaded'): ComparedLine[] {
  const figures = (found: ControlFigures | null) => `${found?.count ?? 0}/${found?.amountFen ?? 0n}`
  const isAsked = (line: ComparedLine) => line.legacy !== null || !OPTIONAL.has(line.part)
  return lines.filter(line => isAsked(line) && figures(line.legacy) !== figures(line[side]))
}

export function storedTotals(totals: readonly ControlTotal[]): StoredTotal[] {
  return totals.map(({ part, itemName, year, count, amountFen }) => ({
    ...{ part, itemName, year, count },
    amountFen: String(amountFen),
  }))
}

export function totalsFrom(stored: unknown): ControlTotal[] {
  return ((stored ?? []) as StoredTotal[]).map(total => ({ ...total, amountFen: BigInt(total.amountFen) }))
}
