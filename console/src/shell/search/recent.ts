import type { PageAddress } from '../../module.ts'

/** Something that the search can open. */
export interface Findable {
  key: string
  group: 'recent' | 'premises' | 'person' | 'vehicle' | 'document' | 'page'
  title: string
  subtitle?: string
  address: PageAddress
  /** Where Ctrl+Enter goes. */
  charge?: PageAddress
}

const KEPT = 5
const keyOf = (accountId: string) => `anju.console.recent.${accountId}`

/** The things opened last from the search, newest first. Kept in this tab only: a front desk's computer is shared. */
export function recentlyOpened(accountId: string): Findable[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(accountId)) ?? '[]')
    return Array.isArray(kept) ? (kept as Findable[]).slice(0, KEPT) : []
  } catch {
    return []
  }
}

/** Puts a thing first in the list; pages of the navigation are not worth remembering. */
export function rememberOpened(accountId: string, item: Findable) {
  if (item.group === 'page') return
  const others = recentlyOpened(accountId).filter(other => other.key !== item.key)
  const first: Findable = { ...item, group: 'recent' }
  sessionStorage.setItem(keyOf(accountId), JSON.stringify([first, ...others].slice(0, KEPT)))
}
