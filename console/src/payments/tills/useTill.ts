import { payments, type WireResponseOf } from '@anju/contract'
import { skipToken, useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { useRealtime } from '../../realtime.ts'
import { listKey } from '../../shell/list/index.ts'

export type MyTill = WireResponseOf<typeof payments.readMyTill>
export type HandOver = MyTill['incoming'][number]

/** The cashier's own drawer in a community, kept fresh. */
export function useMyTill(communityId: string | undefined) {
  const query = useQuery({
    queryKey: [payments.readMyTill.path, communityId],
    queryFn: communityId ? ({ signal }) => call(payments.readMyTill, { query: { communityId }, signal }) : skipToken,
  })
  useRealtime(['payments.*'], renewTills)
  return query
}

/** Asks anew what drawers hold and which days are closed. */
export function renewTills() {
  for (const route of [payments.readMyTill, payments.listTills])
    void queryClient.invalidateQueries({ queryKey: [route.path] })
  for (const route of [payments.listDayCloses, payments.listJournal])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}
