import { billing } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { listKey } from '../../shell/list/index.ts'
import type { Rule } from './ChargeRulesPage.tsx'

const MOST = 200

/** The rules of the chosen community, for choices and for finding one by id. */
export function useRules(enabled = true) {
  const { id: communityId } = useCommunity()
  return useQuery({
    queryKey: [...listKey(billing.listRules), 'choices', communityId],
    enabled,
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await call(billing.listRules, { query: { communityId, limit: MOST }, signal })).items,
  })
}

/** A rule of the list, or one whose address was opened while it is not on the list's page. */
export function useRule(id: string, row: Rule | undefined) {
  const rules = useRules(row === undefined)
  return { rule: row ?? rules.data?.find(one => one.id === id), ...rules }
}
