import { billing } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'

/** Who may be given debtors to ask. */
export function useCollectors() {
  return useQuery({
    queryKey: listKey(billing.listCollectors),
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await call(billing.listCollectors, { signal })).items,
  })
}
