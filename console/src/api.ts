import { ApiError, type Call, createClient } from '@anju/contract'
import { rememberedLocale } from '@anju/ui'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { v7 as newId } from 'uuid'
import { bringWordsFor } from './refusal.ts'

const client = createClient({ app: 'console', locale: rememberedLocale })

/**
 * Calls a route of the contract: `call(identity.signIn, { body })`. Throws ApiError. A write gets a fresh idempotency key per call;
 * where a person may press the same button again after a timeout, make the key once per intention and pass it.
 */
export const call: Call = (route, request) =>
  // uuid works on plain http too, where the browser has no crypto.randomUUID.
  client(route, { idempotencyKey: newId(), ...request } as typeof request).catch(async (error: unknown) => {
    await bringWordsFor(error)
    throw error
  })

export const sessionKey = ['session'] as const

/**
 * One answer of 401 anywhere means that the session has ended: the shell then shows the sign-in page. When something has to be done
 * first, the session is asked again and the shell shows what.
 */
function noticeSignedOut(error: unknown) {
  if (!(error instanceof ApiError)) return
  if (error.status === 401) queryClient.setQueryData(sessionKey, null)
  if (error.code === 'platform.duty_first') void queryClient.invalidateQueries({ queryKey: sessionKey })
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only what the network or a busy server spoiled is worth asking again.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})
