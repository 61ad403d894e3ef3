import { messaging, type WireResponseOf } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { useRequestTexts } from './request-words.ts'
import { useNoticeTexts } from './texts.ts'

export type Notice = WireResponseOf<typeof messaging.listNotices>['items'][number]

/** How many are unread. */
export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: async ({ signal }) => (await call(messaging.countUnreadNotices, { signal })).unread,
})

/** Everything that came in, newest first. */
export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices', 'list'],
  queryFn: ({ pageParam, signal }) => call(messaging.listNotices, { query: { cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.next ?? undefined,
})

/** Asks again for everything that shows notices. */
export function renewNotices(): void {
  void queryClient.invalidateQueries({ queryKey: ['notices'] })
}

/** The title and the line of a notice in the present language; what a notice does not name stays empty. */
export function useNoticeWords(): (notice: Notice) => { title: string; text: string } {
  const { locale } = useLocale()
  const t = useNoticeTexts.in(locale) as (key: string, params: Record<string, string>) => string
  const request = useRequestTexts.in(locale) as (key: string, params: Record<string, string>) => string
  return ({ kind, params: kept }) => {
    if (!useNoticeTexts.has(kind)) return { title: kind, text: '' }
    const code = kept.titleCode
    const params = code && useRequestTexts.has(code) ? { ...kept, title: request(code, kept) } : kept
    const fill = (key: string) => t(key, params).replaceAll(/\{\w+\}/g, '')
    return { title: fill(kind), text: fill(`${kind}.text`) }
  }
}

/** Marks one notice as read. */
export function useReadNotice() {
  return useMutation({
    mutationFn: (noticeId: string) => call(messaging.readNotice, { params: { noticeId } }),
    onSettled: renewNotices,
  })
}

/** Marks everything as read. */
export function useReadAll() {
  return useMutation({ mutationFn: () => call(messaging.readAllNotices), onSettled: renewNotices })
}
