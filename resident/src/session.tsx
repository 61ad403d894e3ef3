import { ApiError, identity, isOpenIn, isOpenSomewhere, type WireResponseOf } from '@anju/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call, queryClient, sessionKey } from './api.ts'

/** Who is signed in. */
export type Me = WireResponseOf<typeof identity.whoAmI>

/** Asks who is signed in; null means nobody. */
export const sessionQuery = queryOptions<Me | null>({
  queryKey: sessionKey,
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }) => {
    try {
      return await call(identity.whoAmI, { signal })
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
})

/** The signed-in resident, or null once the session has ended. */
export function useMe(): Me | null {
  return useQuery(sessionQuery).data ?? null
}

/**
 * `const open = useOpenModules()`, then `open('billing')`: what the company works with in a community of mine, or in the one given; nothing
 * named is always open.
 */
export function useOpenModules(communityId?: string): (module: string | undefined) => boolean {
  const decisions = useMe()?.modules ?? []
  return module =>
    module === undefined ||
    (communityId ? isOpenIn(decisions, module, communityId) : isOpenSomewhere(decisions, module))
}

/** Takes the answer of a sign-in as the new session; whatever the person before had loaded is forgotten. */
export function beginSession(me: Me): void {
  forgetLoaded()
  queryClient.setQueryData(sessionKey, me)
}

/** Signs out at the server, then forgets everything this browser knew; another person may use it next. */
export async function endSession(): Promise<void> {
  await call(identity.signOut)
  leaveApp()
}

/** Forgets everything this browser knew of a session that has ended. */
export function leaveApp(): void {
  forgetKept()
  queryClient.setQueryData(sessionKey, null)
  forgetLoaded()
}

/** The session itself stays in the cache: the shell is listening to it. */
function forgetLoaded(): void {
  queryClient.removeQueries({ predicate: query => query.queryKey[0] !== sessionKey[0] })
}

/** A draft, the chosen home: what pages keep in the browser begins with the app’s name. Language and size stay. */
function forgetKept(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('anju.resident.')) localStorage.removeItem(key)
  } catch {
    // Without storage nothing was kept.
  }
}
