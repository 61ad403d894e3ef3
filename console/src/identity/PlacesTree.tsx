import { registry } from '@anju/contract'
import { useQueries } from '@tanstack/react-query'
import { Tree } from 'antd'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useActor } from '../session.tsx'

/** What is ticked: communities, and of those that are not ticked as a whole, buildings. */
export interface Places {
  communityIds: string[]
  /** Null: every building of the communities. */
  buildingIds: string[] | null
}

/** The scope that the contract takes. */
export function scopeOf(scope: 'all' | 'some', places: Places | undefined) {
  if (scope === 'all') return { communityIds: null, buildingIds: null }
  return { communityIds: places?.communityIds ?? [], buildingIds: places?.buildingIds ?? null }
}

/** The scope of an account as the tree shows it. */
export function placesOf(of: { communityIds: string[] | null; buildingIds: string[] | null }): Places | undefined {
  return of.communityIds === null ? undefined : { communityIds: of.communityIds, buildingIds: of.buildingIds }
}

interface PlacesTreeProps {
  value?: Places
  onChange?: (places: Places) => void
}

/**
 * Communities with their buildings, to tick. As soon as one community is ticked in part, every one is said by its buildings, since
 * a scope is either whole communities or a list of buildings.
 */
export function PlacesTree({ value, onChange }: PlacesTreeProps) {
  const { all } = useCommunity()
  const actor = useActor()
  const trees = useQueries({
    queries: all.map(community => ({
      queryKey: [registry.communityTree.path, community.id],
      staleTime: 5 * 60_000,
      queryFn: () => call(registry.communityTree, { params: { communityId: community.id } }),
    })),
  })
  const own = actor.buildingIds
  const places = all.map((community, index) => ({
    id: community.id,
    name: community.name,
    buildings: (trees[index]?.data?.buildings ?? []).filter(building => own === null || own.includes(building.id)),
  }))
  const checkedOf = (place: (typeof places)[number]): string[] => {
    if (!value?.communityIds.includes(place.id)) return []
    if (value.buildingIds === null) return [place.id, ...place.buildings.map(building => building.id)]
    return place.buildings.flatMap(({ id }) => (value.buildingIds?.includes(id) ? id : []))
  }
  const check = (keys: readonly string[]) => {
    const ticked = new Set(keys)
    const touched = places.filter(({ id, buildings }) => ticked.has(id) || buildings.some(one => ticked.has(one.id)))
    const whole = touched.every(
      ({ id, buildings }) => ticked.has(id) && buildings.every(building => ticked.has(building.id)),
    )
    onChange?.({
      communityIds: touched.map(place => place.id),
      buildingIds:
        whole && own === null
          ? null
          : touched.flatMap(({ buildings }) => buildings.flatMap(({ id }) => (ticked.has(id) ? id : []))),
    })
  }
  return (
    <div className="id-places">
      <Tree
        checkable
        selectable={false}
        checkedKeys={places.flatMap(checkedOf)}
        onCheck={keys => check((Array.isArray(keys) ? keys : keys.checked) as string[])}
        treeData={places.map(({ id, name, buildings }) => ({
          key: id,
          title: name,
          children: buildings.map(building => ({ key: building.id, title: building.name })),
        }))}
      />
    </div>
  )
}
