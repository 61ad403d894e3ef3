import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useItems } from '../../billing/items/useItems.ts'
import { useCommunity } from '../../community.tsx'
import type { Filter } from '../../shell/list/index.ts'
import { useReportTexts } from './texts.ts'

type Key = 'from' | 'to' | 'asOf' | 'buildingId' | 'itemId'

/** The filters of reports by their names; buildings once a community is chosen. Months are of the charge, or in which it happened. */
export function useReportFilters(keys: readonly Key[], months: 'charged' | 'moved' = 'charged'): Filter[] {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const { data: items = [] } = useItems()
  const { data: community } = useQuery({
    queryKey: [registry.communityTree.path, communityId],
    enabled: communityId !== undefined && keys.includes('buildingId'),
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => call(registry.communityTree, { params: { communityId: communityId ?? '' }, signal }),
  })
  const filters: Record<Key, Filter> = {
    from: { kind: 'month', key: 'from', label: t(months === 'moved' ? 'moved.from' : 'from'), width: 168 },
    to: { kind: 'month', key: 'to', label: t(months === 'moved' ? 'moved.to' : 'to'), width: 168 },
    asOf: { kind: 'day', key: 'asOf', label: t('asOf'), width: 132 },
    itemId: {
      kind: 'select',
      key: 'itemId',
      label: t('item'),
      options: items.map(({ id, name }) => ({ value: id, label: name })),
    },
    buildingId: {
      kind: 'select',
      key: 'buildingId',
      label: t('building'),
      options: [
        ...(community?.buildings ?? []).map(({ id, name }) => ({ value: id, label: name })),
        { value: 'none', label: t('outside') },
      ],
    },
  }
  return keys.filter(key => key !== 'buildingId' || communityId !== undefined).map(key => filters[key])
}
