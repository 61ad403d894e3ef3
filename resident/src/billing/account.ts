import { portal } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../api.ts'

/** What is prepaid and held for a home, and its penalties as of today. */
export function accountQuery(premisesId: string) {
  return queryOptions({
    queryKey: ['my', 'account', premisesId],
    queryFn: ({ signal }) => call(portal.readMyAccount, { query: { premisesId }, signal }),
  })
}
