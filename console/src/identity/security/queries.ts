import { identity, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient, sessionKey } from '../../api.ts'

export type Security = WireResponseOf<typeof identity.mySecurity>
export type PasswordRules = Security['passwordRules']

export const securityQuery = queryOptions({
  queryKey: [identity.mySecurity.path],
  queryFn: ({ signal }) => call(identity.mySecurity, { signal }),
})

export const companiesQuery = queryOptions({
  queryKey: [identity.listMyCompanies.path],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }) => (await call(identity.listMyCompanies, { signal })).items,
})

/** After a change of the own account: it, the sessions and what has to be done first are asked again. */
export async function refreshSecurity(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: securityQuery.queryKey })
  await queryClient.invalidateQueries({ queryKey: [identity.listMySessions.path] })
  await queryClient.invalidateQueries({ queryKey: sessionKey })
}
