import { billing } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useCan } from '../../session.tsx'
import { listKey } from '../../shell/list/index.ts'

/** The charge items in use, for choices. */
export function useItems() {
  const mayRead = useCan('billing.rules.read')
  return useQuery({
    queryKey: [...listKey(billing.listItems), 'choices'],
    enabled: mayRead,
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await call(billing.listItems, { query: { limit: 200, active: 'true' }, signal })).items,
  })
}
