import type { imports, WireRequestOf, WireResponseOf } from '@anju/contract'
import { parseYuan } from '../../billing/cashier/yuan.ts'

export type Debtors = WireResponseOf<typeof imports.listFormerDebtors>
export type Kept = WireResponseOf<typeof imports.enterFormerDebtors>
type Lines = WireRequestOf<typeof imports.enterFormerDebtors>['body']['lines']

/** A longer list is no work for a form. */
export const MOST_TYPED = 200

/** A line of the list as it is typed. */
export interface DebtorDraft {
  key: number
  premisesId: string
  /** Empty where the home is still to be chosen. */
  label: string
  debtor: string
  itemName: string
  year: string
  count: string
  yuan: string
}

const yuanText = (fen: number) => `${Math.trunc(fen / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

/** What is to be typed: what was entered before, or the file's debtors without their amounts. */
export function draftOf({ items, entered }: Debtors): DebtorDraft[] {
  const shown = entered ? items.filter(({ former }) => former !== null) : items
  return shown.slice(0, MOST_TYPED).map(({ premisesId, premisesLabel, debtor, itemName, year, former }, key) => ({
    ...{ key, premisesId, label: premisesLabel, debtor, itemName },
    year: year === 0 ? '' : String(year),
    count: former?.count == null ? '' : String(former.count),
    yuan: former ? yuanText(former.amountFen) : '',
  }))
}

export type DraftProblem = 'home' | 'yuan' | 'year' | 'count'

const isEmpty = ({ yuan, count }: DebtorDraft) => yuan.trim() === '' && count.trim() === ''

/** Why a line cannot be kept; null when it can, or when nothing is typed in it. */
export function problemOf(line: DebtorDraft): DraftProblem | null {
  if (isEmpty(line)) return null
  if (line.premisesId === '') return 'home'
  if (line.year.trim() !== '' && !/^(19|20|21)\d\d$/.test(line.year.trim())) return 'year'
  if (line.count.trim() !== '' && !/^\d{1,6}$/.test(line.count.trim())) return 'count'
  return parseYuan(line.yuan) === null ? 'yuan' : null
}

/** The lines as they are sent, with the keys of the drafts they come from. */
export function linesOf(draft: readonly DebtorDraft[]): { keys: number[]; lines: Lines } {
  const filled = draft.filter(line => !isEmpty(line))
  return {
    keys: filled.map(({ key }) => key),
    lines: filled.map(({ premisesId, debtor, itemName, year, count, yuan }) => ({
      ...{ premisesId, debtor: debtor.trim(), itemName: itemName.trim() },
      year: year.trim() === '' ? 0 : Number(year),
      count: count.trim() === '' ? null : Number(count),
      amountFen: parseYuan(yuan) ?? 0,
    })),
  }
}
