import { type imports, metering, type WireRequestOf, type WireResponseOf } from '@anju/contract'
import { parseYuan } from '../../billing/cashier/yuan.ts'

export type Control = WireResponseOf<typeof imports.readControlSheet>
export type ControlLine = Control['lines'][number]
export type ControlPart = ControlLine['part']
export type ControlUnit = ControlLine['unit']
type Body = WireRequestOf<typeof imports.enterControlSheet>['body']

export const CONTROL_PARTS = [
  'rooms',
  'owners',
  'arrears',
  'debtors',
  'penalties',
  'purses',
  'deposits',
  'readings',
  'past-payments',
] as const

/** Signs of units, the same in every language; owners have none. */
export const UNIT_SIGNS: Record<ControlUnit, string> = {
  ...{ yuan: '¥', m2: '㎡', ...metering.METER_UNIT_SIGNS, none: '' },
}

const UNITS: Partial<Record<ControlPart, ControlUnit>> = { rooms: 'm2', owners: 'none', readings: 'm3' }

/** What a line that was added by hand is in, until the server has said it. */
export function unitOfPart(part: ControlPart): ControlUnit {
  return UNITS[part] ?? 'yuan'
}

/** A line of the former system's report as it is typed. */
export interface DraftLine {
  key: number
  part: ControlPart
  itemName: string
  /** Empty where there is none. */
  year: string
  count: string
  yuan: string
  unit: ControlUnit
  /** Added by hand: the file has no such line. */
  added: boolean
}

/** What is to be typed: a line for each of the file and of what was entered before. */
export function draftOf(control: Control): DraftLine[] {
  return control.lines.map(({ part, itemName, year, unit, legacy, file }, key) => ({
    ...{ key, part, itemName, unit },
    year: year === 0 ? '' : String(year),
    count: legacy ? String(legacy.count) : '',
    yuan: legacy ? yuanText(legacy.amountFen) : '',
    added: file === null,
  }))
}

function yuanText(fen: number): string {
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Totals of these name no item. */
const WITHOUT_ITEM: readonly ControlPart[] = ['rooms', 'owners', 'debtors', 'purses']

export type DraftProblem = 'count' | 'yuan' | 'year' | 'item'

/** Why a line cannot be kept; null when it can, or when nothing is typed in it: that line is not in the report. */
export function problemOf(line: DraftLine): DraftProblem | null {
  if (isEmpty(line)) return null
  if (line.added && line.itemName.trim() === '' && !WITHOUT_ITEM.includes(line.part)) return 'item'
  if (line.year !== '' && !/^(19|20|21)\d\d$/.test(line.year)) return 'year'
  if (!/^\d{1,8}$/.test(line.count.trim())) return 'count'
  return parseYuan(line.yuan) === null ? 'yuan' : null
}

function isEmpty({ count, yuan }: DraftLine): boolean {
  return count.trim() === '' && yuan.trim() === ''
}

/** The lines as they are sent; those left empty are not part of the report. */
export function linesOf(draft: readonly DraftLine[]): Body['lines'] {
  return draft
    .filter(line => !isEmpty(line))
    .map(({ part, itemName, year, count, yuan }) => ({
      ...{ part, itemName: itemName.trim(), year: year === '' ? 0 : Number(year) },
      ...{ count: Number(count), amountFen: parseYuan(yuan) ?? 0 },
    }))
}

/** Whether the former system and the other side say the same, to the fen and to the row. */
export function agrees({ part, legacy, file, loaded }: ControlLine, written: boolean): boolean {
  // The former system's report does not have to say how many rooms, owners and debtors there are.
  if (legacy === null && (part === 'rooms' || part === 'owners' || part === 'debtors')) return true
  const other = written ? loaded : file
  return (legacy?.count ?? 0) === (other?.count ?? 0) && (legacy?.amountFen ?? 0) === (other?.amountFen ?? 0)
}

/** Why the import cannot be written yet. */
export function hindrance(control: Control | undefined): 'missing' | 'differs' | 'debtors' | 'unsigned' | null {
  // Rooms and owners alone may be controlled; once they are, they have to agree and be signed.
  if (!control || (!control.needed && control.entered === null)) return null
  if (control.entered === null) return 'missing'
  if (control.differences > 0) return 'differs'
  if (control.debtorDifferences > 0) return 'debtors'
  return control.signed === null ? 'unsigned' : null
}
