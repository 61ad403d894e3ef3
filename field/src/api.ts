import { ApiError, type Call, createClient } from '@anju/contract'
import { rememberedLocale } from '@anju/ui'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { v7 as newId } from 'uuid'
import { noteReachable } from './connection.ts'
import { rememberMe } from './remembered-me.ts'

const client = createClient({ app: 'field', locale: rememberedLocale })

/**
 * Calls a route of the contract: `call(serviceDesk.readMyTask, { params: { orderId } })`. Throws ApiError. A write gets a fresh
 * idempotency key; where the same button may be pressed again after a timeout, make the key once and pass it.
 */
export const call: Call = async (route, request) => {
  try {
    // uuid works on plain http too, where browsers have no crypto.randomUUID.
    const answer = await client(route, { idempotencyKey: newId(), ...request } as typeof request)
    noteReachable(true)
    return answer
  } catch (error) {
    if (error instanceof ApiError) noteReachable(error.status !== 0)
    throw error
  }
}

export const sessionKey = ['session'] as const

/** One answer of 401 anywhere means that the session has ended: the shell then shows the sign-in page. */
export function noticeSignedOut(error: unknown): void {
  if (!(error instanceof ApiError)) return
  // Something has to be done first: the session is asked again, and the shell shows what.
  if (error.code === 'platform.duty_first') void queryClient.invalidateQueries({ queryKey: sessionKey })
  if (error.status !== 401) return
  rememberMe(null)
  queryClient.setQueryData(sessionKey, null)
}

/** A refusal stays a refusal; only what a weak network or a busy server spoiled is worth asking again. */
function worthAnotherTry(failures: number, error: unknown): boolean {
  if (failures >= 2 || !navigator.onLine || !(error instanceof ApiError)) return false
  return error.status === 0 || error.status >= 502
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    // Without a network a question fails at once and says so, instead of waiting for ever.
    queries: { staleTime: 15_000, retry: worthAnotherTry, networkMode: 'always', refetchOnReconnect: true },
    mutations: { retry: false, networkMode: 'always' },
  },
})
