import { billing, portal, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'

export type MyDispute = WireResponseOf<typeof billing.listMyDisputes>['items'][number]

/** One bill of my homes. */
export const billQuery = (billId: string) =>
  queryOptions({
    queryKey: ['my', 'bill', billId],
    queryFn: ({ signal }) => call(portal.readMyBill, { params: { billId }, signal }),
  })

/** What my household objected to about a bill. */
export const disputesQuery = (billId: string) =>
  queryOptions({
    queryKey: ['my', 'disputes', billId],
    queryFn: ({ signal }) => call(billing.listMyDisputes, { query: { billId }, signal }),
  })

export async function renewDisputes(billId: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: disputesQuery(billId).queryKey })
}
