import { registry, type WireResponseOf } from '@anju/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { call } from './api.ts'
import { can, useActor } from './session.tsx'

export type Community = WireResponseOf<typeof registry.listCommunities>['items'][number]

const MEMORY = 'anju.console.community'

export const communitiesQuery = queryOptions({
  queryKey: ['communities'],
  staleTime: 5 * 60_000,
  queryFn: async () => (await call(registry.listCommunities)).items,
})

/** The community chosen last in this tab, for addresses that name none. */
function rememberedCommunity(): string | undefined {
  return sessionStorage.getItem(MEMORY) ?? undefined
}

/** Remembers the choice for this tab; undefined means all communities. */
function rememberCommunity(id: string | undefined) {
  if (id) sessionStorage.setItem(MEMORY, id)
  else sessionStorage.removeItem(MEMORY)
}

export interface CommunityChoice {
  /** The chosen community (`?community=`), or undefined for all in the actor's scope: pass it as `communityId`. */
  id: string | undefined
  /** The chosen one with its name, once the list is loaded. */
  current: Community | undefined
  all: Community[]
  /** Whether `all` is known yet: before, nothing is neither none nor many. */
  loaded: boolean
  choose: (id: string | undefined) => void
}

/** Which community the screens are about. Someone with a single community is always in it. */
export function useCommunity(): CommunityChoice {
  const actor = useActor()
  const { data: all = [], isSuccess: loaded } = useQuery({
    ...communitiesQuery,
    enabled: can(actor, 'registry.premises.read'),
  })
  const chosen = useSearch({ strict: false }).community
  const navigate = useNavigate()
  const choose = useCallback(
    (id: string | undefined) => {
      rememberCommunity(id)
      // Filters and cursors of the old community mean nothing in the new one; the days one looks at do.
      void navigate({ to: '.', search: ({ from, to }) => ({ community: id, from, to }) })
    },
    [navigate],
  )
  const only = all.length === 1 ? all[0] : undefined
  const current = all.find(community => community.id === chosen) ?? only
  return { id: current?.id ?? chosen, current, all, loaded, choose }
}

/** Puts the community chosen last in this tab into an address that names none, so that the address can be shared. */
export function useRememberedCommunity() {
  const { id, all } = useCommunity()
  const navigate = useNavigate()
  useEffect(() => {
    const remembered = rememberedCommunity()
    if (id || !remembered || !all.some(community => community.id === remembered)) return
    void navigate({ to: '.', search: search => ({ ...search, community: remembered }), replace: true })
  }, [id, all, navigate])
}
