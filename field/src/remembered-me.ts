import type { identity, WireResponseOf } from '@anju/contract'

/** Who is signed in. */
export type Me = WireResponseOf<typeof identity.whoAmI>

const STORED_AS = 'anju.field.me'

/** The last answer of who-am-i, so that the app opens without a network. Only the server's 401 or signing out ends it. */
export function rememberedMe(): Me | null {
  try {
    const stored = localStorage.getItem(STORED_AS)
    // What an older version kept had no duties yet.
    return stored ? ({ duties: [], buildingIds: null, ...JSON.parse(stored) } as Me) : null
  } catch {
    return null
  }
}

/** Keeps who is signed in; null forgets it. */
export function rememberMe(me: Me | null): void {
  try {
    if (me) localStorage.setItem(STORED_AS, JSON.stringify(me))
    else localStorage.removeItem(STORED_AS)
  } catch {
    // A browser that keeps nothing asks the server each time.
  }
}
