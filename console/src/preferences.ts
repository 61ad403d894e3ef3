import { useSyncExternalStore } from 'react'

export type Density = 'regular' | 'compact'

export interface Preferences {
  /** Height of table rows and controls: 36 px or 32 px. */
  density: Density
  /** The left bar: 208 px with words, or 56 px with icons only. */
  sidebarFolded: boolean
  /** Groups of the left bar whose entries are put away. */
  closedGroups: readonly string[]
}

const KEY = 'anju.console.preferences'
const listeners = new Set<() => void>()
let current = read()

function read(): Preferences {
  const fallback: Preferences = {
    density: 'regular',
    sidebarFolded: window.innerWidth < 1280,
    closedGroups: [],
  }
  try {
    return { ...fallback, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') }
  } catch {
    return fallback
  }
}

/** Changes some preferences in this tab and in every other open tab of the console. */
export function setPreferences(change: Partial<Preferences>) {
  current = { ...current, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // A browser that refuses storage keeps the choice until the tab closes.
  }
  announce()
}

/** The preferences of this browser, live. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function announce() {
  for (const listener of listeners) listener()
}

window.addEventListener('storage', event => {
  if (event.key !== KEY) return
  current = read()
  announce()
})
