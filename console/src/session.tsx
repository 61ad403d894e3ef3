import {
  ApiError,
  identity,
  isOpenIn,
  isOpenSomewhere,
  type Permission,
  type RouteAccess,
  type WireResponseOf,
} from '@anju/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call, queryClient, sessionKey } from './api.ts'

/** Who is signed in: name, company, permissions and data scope. */
export type Actor = WireResponseOf<typeof identity.whoAmI>

/** Asks once who is signed in; null means nobody. */
export const sessionQuery = queryOptions<Actor | null>({
  queryKey: sessionKey,
  staleTime: 5 * 60_000,
  queryFn: async () => {
    try {
      return await call(identity.whoAmI)
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
})

/** The signed-in member of staff. Only for components below the shell, which never draws without one. */
export function useActor(): Actor {
  const { data } = useQuery(sessionQuery)
  if (!data) throw new Error('useActor is for pages inside the shell')
  return data
}

/** May this actor do this? `public` and `signed-in` are granted to everybody inside the shell. */
export function can(actor: Actor, permission: RouteAccess): boolean {
  return permission === 'public' || permission === 'signed-in' || actor.permissions.includes(permission)
}

/** Is the module of this page open, in the community on screen or anywhere? A permission names its module. */
export function isOpen(actor: Actor, access: RouteAccess, communityId: string | undefined): boolean {
  const module = access.slice(0, access.indexOf('.'))
  const decisions = actor.modules ?? []
  return communityId ? isOpenIn(decisions, module, communityId) : isOpenSomewhere(decisions, module)
}

/** `const mayIssue = useCan('billing.bills.issue')`: to disable, with a reason, what the actor may not do. */
export function useCan(permission: Permission): boolean {
  return can(useActor(), permission)
}

/** Takes the answer of a successful sign-in as the new session; whatever the previous person had loaded is forgotten. */
export function beginSession(actor: Actor) {
  forgetLoaded()
  queryClient.setQueryData(sessionKey, actor)
}

/** Signs out at the server, then forgets everything this tab knew. */
export async function endSession() {
  await call(identity.signOut)
  queryClient.setQueryData(sessionKey, null)
  forgetLoaded()
}

/** The session itself stays in the cache: the shell is listening to it. */
function forgetLoaded() {
  queryClient.removeQueries({ predicate: query => query.queryKey[0] !== sessionKey[0] })
}
