import { registry, type WireResponseOf } from '@anju/contract'
import { call, queryClient } from '../../api.ts'
import { communitiesQuery } from '../../community.tsx'
import { listKey } from '../../shell/list/index.ts'

export type CommunityRow = WireResponseOf<typeof registry.communityOverview>['items'][number]
export type CommunityDetail = WireResponseOf<typeof registry.readCommunity>
export type BuildingRow = WireResponseOf<typeof registry.communityTree>['buildings'][number]
export type Succession = WireResponseOf<typeof registry.mergePremises>
export type Stack = WireResponseOf<typeof registry.stackingPlan>

export const COMMUNITY_STATES = ['preparing', 'managed', 'left'] as const
export const BUILDING_KINDS = ['residential', 'commercial', 'office', 'mixed', 'garage', 'public'] as const
export const STRUCTURES = ['brick-concrete', 'frame', 'shear-wall', 'frame-shear', 'steel', 'other'] as const
export const OWNERSHIPS = [
  'commodity',
  'reformed',
  'affordable',
  'resettled',
  'public-rent',
  'self-held',
  'other',
] as const
export const ORIENTATIONS = ['S', 'SE', 'E', 'NE', 'N', 'NW', 'W', 'SW', 'NS', 'EW'] as const

/** One premises with everything known of it. */
export function premisesQuery(premisesId: string) {
  return {
    queryKey: [registry.readPremises.path, premisesId],
    queryFn: ({ signal }: { signal: AbortSignal }) => call(registry.readPremises, { params: { premisesId }, signal }),
  }
}

/** One community with everything known of it. */
export function communityQuery(communityId: string) {
  return {
    queryKey: [registry.readCommunity.path, communityId],
    queryFn: ({ signal }: { signal: AbortSignal }) => call(registry.readCommunity, { params: { communityId }, signal }),
  }
}

/** Buildings and units of a community. */
export function treeQuery(communityId: string | undefined) {
  return {
    queryKey: [registry.communityTree.path, communityId],
    enabled: communityId !== undefined,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      call(registry.communityTree, { params: { communityId: communityId ?? '' }, signal }),
  }
}

/** After a place changed: lists, trees, pages and the community switcher ask again. */
export async function renewPlaces(): Promise<void> {
  const paths = [
    registry.listPremises,
    registry.readPremises,
    registry.communityTree,
    registry.communityOverview,
    registry.readCommunity,
    registry.stackingPlan,
    registry.premisesSuccessions,
    registry.premisesHistory,
    registry.communityHistory,
  ].map(route => route.path)
  await Promise.all([
    queryClient.invalidateQueries({ predicate: query => paths.some(path => path === query.queryKey[0]) }),
    queryClient.invalidateQueries({ queryKey: listKey(registry.listPremises) }),
    queryClient.invalidateQueries({ queryKey: listKey(registry.communityOverview) }),
    queryClient.invalidateQueries({ queryKey: communitiesQuery.queryKey }),
  ])
}

/** What a field left empty means to the server. */
export function orNull<T>(value: T | undefined | ''): T | null {
  return value === undefined || value === '' ? null : value
}
