import { addDays, type CivilDate } from '../../platform/period.ts'
import { parseLine } from '../workbook/parse-words.ts'
import type { RowReader } from '../workbook/sheet-plan.ts'
import type { KnownPlaces } from './place-ref.ts'

/** What opening balances are read against. */
export interface OpeningGround {
  places: KnownPlaces
  today: CivilDate
  /** What other files brought, by the key of its kind, with the file's name. */
  pastPayments: ReadonlyMap<string, string>
  debts: ReadonlyMap<string, string>
  purses: ReadonlyMap<string, string>
  deposits: ReadonlyMap<string, string>
  /** The rule of an item on premises, by `ruleKey`: it says when a period falls due. */
  dueRules: ReadonlyMap<string, DueRule>
  /** Charge items by name: what their money is. */
  items: ReadonlyMap<string, string>
}

export interface DueRule {
  timing: 'advance' | 'arrears'
  dueDays: number
}

export const NO_OPENING: OpeningGround = {
  ...{ places: new Set(), today: '', pastPayments: new Map(), debts: new Map(), purses: new Map() },
  ...{ deposits: new Map(), dueRules: new Map(), items: new Map() },
}

export const ruleKey = (place: string, itemName: string) => `${place}\n${itemName}`

/** When a period falls due by a rule: in advance from its first day, in arrears from the day after its last. */
export function dueOf({ timing, dueDays }: DueRule, period: { from: CivilDate; to: CivilDate }): CivilDate {
  return addDays(timing === 'advance' ? period.from : addDays(period.to, 1), dueDays)
}

/** A row that another file brought, or an earlier row of this one, is refused: nothing is owed or held twice. */
export function refuseTwice(
  row: RowReader,
  key: string,
  there: ReadonlyMap<string, string>,
  seen: Map<string, number>,
): void {
  const file = there.get(key)
  const earlier = seen.get(key)
  if (file !== undefined) row.fail(null, 'opening_there', { file })
  else if (earlier !== undefined) row.fail(null, 'opening_twice', { row: earlier })
  else seen.set(key, row.row)
}

export const parseItemName = parseLine(100)
