import { billing, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useCan } from '../session.tsx'
import { listKey } from '../shell/list/index.ts'

export type Rule = WireResponseOf<typeof billing.listRules>['items'][number]

const MOST = 200

/** The rules of the chosen community, for choices and for finding one by id; none where they may not be read. */
export function useRules(enabled = true) {
  const { id: communityId } = useCommunity()
  const mayRead = useCan('billing.rules.read')
  return useQuery({
    queryKey: [...listKey(billing.listRules), 'choices', communityId],
    enabled: enabled && mayRead,
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await call(billing.listRules, { query: { communityId, limit: MOST }, signal })).items,
  })
}
