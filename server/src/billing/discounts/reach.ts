/** Which charges a discount is of. */
import type { Treatment } from '../items/treatment.ts'
import type { ChargeRule } from '../rules/rule.ts'

/** What decides it of a charge. */
export interface Reached {
  itemId: string
  treatment: Treatment
  kind: ChargeRule['kind']
}

/**
 * A discount that names items is of what these are charged by. One of every item is of what is charged by the month or once and is the
 * company's money or the owners': what is collected for others, or costs what was used, is passed on at cost unless it is named. None is of a
 * deposit, which is owed back, nor of a shared cost, whose parts add up to it: there homes are exempt instead (domain.md §1.2, E18).
 */
export function reaches(itemIds: readonly string[] | null, { itemId, treatment, kind }: Reached): boolean {
  if (treatment === 'deposit' || kind === 'deposit' || kind === 'pool') return false
  if (itemIds !== null) return itemIds.includes(itemId)
  return (treatment === 'revenue' || treatment === 'public') && kind !== 'metered'
}
