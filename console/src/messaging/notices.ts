import { messaging, type WireResponseOf } from '@anju/contract'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call, queryClient } from '../api.ts'
import type { PageAddress } from '../module.ts'
import { listKey } from '../shell/list/index.ts'

export type Notice = WireResponseOf<typeof messaging.listNotices>['items'][number]

const LATEST = 20

/** How many are unread, for the bell. */
export const unreadQuery = queryOptions({
  queryKey: [messaging.countUnreadNotices.path],
  queryFn: async ({ signal }) => (await call(messaging.countUnreadNotices, { signal })).unread,
})

/** The latest notices, for the drawer. */
export const latestQuery = queryOptions({
  queryKey: [...listKey(messaging.listNotices), { limit: LATEST }],
  staleTime: 0,
  queryFn: ({ signal }) => call(messaging.listNotices, { query: { limit: LATEST }, signal }),
})

/** Asks again for everything that shows notices. */
export function renewNotices(): void {
  void queryClient.invalidateQueries({ queryKey: unreadQuery.queryKey })
  void queryClient.invalidateQueries({ queryKey: listKey(messaging.listNotices) })
}

/** Where a notice leads; undefined where there is nothing more to see than its words. */
export function pageOfNotice({ about, params }: Notice): PageAddress | undefined {
  if (!about) return undefined
  if (about.kind === 'order') return { to: '/orders', search: { open: about.id } }
  if (about.kind === 'import') return { to: `/imports/${about.id}` }
  if (about.kind === 'export') return { to: '/exports' }
  if (about.kind === 'application') return { to: '/applications', search: { open: about.id } }
  if (about.kind === 'lease') return { to: '/leases', search: { open: about.id } }
  if (about.kind === 'space') return { to: '/spaces', search: { open: about.id } }
  if (about.kind === 'rota') return { to: '/rota' }
  if (about.kind === 'swap') return { to: '/swaps' }
  if (about.kind === 'leave') return { to: '/leaves' }
  if (about.kind === 'correction') return { to: '/attendance', search: { tab: 'corrections' } }
  if (about.kind === 'employee') return { to: '/employees', search: { open: about.id } }
  if (about.kind === 'scorecard') return { to: `/scorecards/${about.id}` }
  if (about.kind === 'role-grant') return { to: '/staff', search: { tab: 'grants' } }
  if (about.kind === 'approval') return { to: '/approvals', search: { view: 'all', open: about.id } }
  if (about.kind === 'vehicle-application') return { to: '/vehicle-applications', search: { open: about.id } }
  if (about.kind === 'bill-run') return { to: `/bill-runs/${about.id}` }
  if (about.kind === 'discount') return { to: '/discounts', search: { open: about.id } }
  if (about.kind === 'dispute') return { to: '/disputes', search: { open: about.id } }
  if (about.kind === 'reading-round') return { to: '/meters/tree', search: { round: about.id } }
  if (about.kind === 'channel-statement') return { to: '/channel-statements', search: { open: about.id } }
  if (about.kind === 'day-close') return { to: '/day-closes', search: { open: about.id } }
  if (about.kind === 'hand-over') return { to: '/till', search: { community: params.communityId } }
  if (about.kind === 'personal-data') return { to: '/personal-data', search: { open: about.id } }
  return undefined
}

/** Opens a notice: marks it as read and goes where it leads. */
export function useOpenNotice(): (notice: Notice) => void {
  const navigate = useNavigate()
  const { mutate } = useMutation({
    mutationFn: (noticeId: string) => call(messaging.readNotice, { params: { noticeId } }),
    onSettled: renewNotices,
  })
  return notice => {
    if (notice.readAt === null) mutate(notice.id)
    const page = pageOfNotice(notice)
    if (page) void navigate({ to: page.to, search: page.search ?? {} })
  }
}

/** Marks everything as read. */
export function useReadAll() {
  return useMutation({ mutationFn: () => call(messaging.readAllNotices), onSettled: renewNotices })
}
