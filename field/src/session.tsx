import { ApiError, identity, isOpenSomewhere } from '@anju/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call, queryClient, sessionKey } from './api.ts'
import { forgetCopies } from './outbox/copies.ts'
import { type Me, rememberedMe, rememberMe } from './remembered-me.ts'

export type { Me } from './remembered-me.ts'

/** Asks who is signed in; null means nobody. Who was known is taken at once and asked about in the background. */
export const sessionQuery = queryOptions<Me | null>({
  queryKey: sessionKey,
  staleTime: 5 * 60_000,
  initialData: () => rememberedMe() ?? undefined,
  initialDataUpdatedAt: 0,
  queryFn: async ({ signal }) => {
    try {
      const me = await call(identity.whoAmI, { signal })
      rememberMe(me)
      return me
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      rememberMe(null)
      return null
    }
  },
})

/** The signed-in member of staff, or null once the session has ended. */
export function useMe(): Me | null {
  return useQuery(sessionQuery).data ?? null
}

/** Whether somebody walks rounds of reading here. Somebody remembered from before the switches had no list of them. */
export function readsMeters({ permissions, modules }: Me): boolean {
  return permissions.includes('metering.readings.enter') && isOpenSomewhere(modules ?? [], 'metering')
}

/** Takes the answer of a sign-in as the new session; whatever the person before had loaded is forgotten. */
export function beginSession(me: Me): void {
  forgetLoaded()
  rememberMe(me)
  queryClient.setQueryData(sessionKey, me)
}

/** Signs out at the server, then forgets everything this phone knew, except what still waits to be sent. */
export async function endSession(): Promise<void> {
  await call(identity.signOut)
  rememberMe(null)
  queryClient.setQueryData(sessionKey, null)
  forgetLoaded()
  await forgetCopies()
}

/** The session itself stays in the cache: the shell is listening to it. */
function forgetLoaded(): void {
  queryClient.removeQueries({ predicate: query => query.queryKey[0] !== sessionKey[0] })
}
