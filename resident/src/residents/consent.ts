import { residents, type WireResponseOf } from '@anju/contract'
import { rememberedLocale } from '@anju/ui'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'

export type Consent = WireResponseOf<typeof residents.listMyConsents>['items'][number]

/** What I have agreed to. */
export const consentsQuery = queryOptions({
  queryKey: ['consents'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }) => (await call(residents.listMyConsents, { signal })).items,
})

/** Agrees to the text that is on the screen, or takes it back. */
export function useDecideConsent() {
  return useMutation({
    mutationFn: ({ consent, decision }: { consent: Consent; decision: 'given' | 'withdrawn' }) =>
      call(residents.decideMyConsent, {
        body: { purpose: consent.purpose, version: consent.version, locale: rememberedLocale(), decision },
      }),
    onSuccess: ({ items }) => queryClient.setQueryData(consentsQuery.queryKey, items),
  })
}
