import { metering, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'

export type RouteRow = WireResponseOf<typeof metering.listRoutes>['items'][number]
export type RouteDetail = WireResponseOf<typeof metering.readRoute>
export type RouteMeter = RouteDetail['meters'][number]

export const routeKey = (routeId: string) => [metering.readRoute.path, routeId]

/** Everything on screen that shows routes asks again; what a write answered is shown at once. */
export function renewRoutes(changed?: RouteDetail) {
  if (changed) queryClient.setQueryData(routeKey(changed.id), changed)
  for (const route of [metering.listRoutes, metering.readRoute])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}

/** Where a meter is, in words. */
export function whereOf({ premisesLabel, place }: Pick<RouteMeter, 'premisesLabel' | 'place'>): string {
  return [premisesLabel, place].filter(Boolean).join(' · ')
}

/** The list with one of it at another place; places beyond the ends are the ends. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.toSpliced(from, 1)
  const item = items[from]
  if (item === undefined) return [...items]
  return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, item)
}
