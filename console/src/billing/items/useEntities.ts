import { ledger, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'

export type Entity = WireResponseOf<typeof ledger.listLegalEntities>['items'][number]

export const ENTITIES_KEY = [ledger.listLegalEntities.path]

/** The legal entities of the company. */
export function useEntities() {
  return useQuery({ queryKey: ENTITIES_KEY, queryFn: ({ signal }) => call(ledger.listLegalEntities, { signal }) })
}
