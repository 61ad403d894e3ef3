import { registry, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type SpaceRow = WireResponseOf<typeof registry.listSpaces>['items'][number]
export type SpaceDetail = WireResponseOf<typeof registry.readSpace>
export type SpaceLease = SpaceDetail['leases'][number]
export type AreaNumbers = WireResponseOf<typeof registry.spaceNumbers>['areas'][number]

export const TENURES = ['owned', 'civil-defence', 'public', 'rentable'] as const satisfies readonly SpaceRow['tenure'][]
export const SPACE_STATES = ['free', 'owned', 'let', 'reserved'] as const satisfies readonly SpaceRow['state'][]
export const SIZES = ['mini', 'standard', 'large', 'accessible'] as const satisfies readonly SpaceRow['size'][]
export const CHARGING = ['none', 'slow', 'fast'] as const satisfies readonly SpaceRow['charging'][]

export const STATE_TONES: Record<SpaceRow['state'], Tone> = {
  free: 'success',
  owned: 'neutral',
  let: 'info',
  reserved: 'warning',
}

const spaceKey = (spaceId: string) => [registry.readSpace.path, spaceId]

/** One space with its leases. */
export function useSpace(spaceId: string) {
  return useQuery({
    queryKey: spaceKey(spaceId),
    queryFn: ({ signal }) => call(registry.readSpace, { params: { spaceId }, signal }),
  })
}

/** Everything on screen that shows spaces asks again; what a write answered is shown at once. */
export function renewSpaces(changed?: SpaceDetail) {
  if (changed) queryClient.setQueryData(spaceKey(changed.id), changed)
  for (const { path } of [
    registry.listSpaces,
    registry.readSpace,
    registry.spaceNumbers,
    registry.spaceMap,
    registry.spaceHistory,
  ])
    void queryClient.invalidateQueries({ queryKey: [path] })
}
