import { billing, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'

export type MyDiscounts = WireResponseOf<typeof billing.listMyDiscounts>
export type DiscountOffer = MyDiscounts['offers'][number]
export type DiscountApplication = MyDiscounts['applications'][number]

/** What may be asked for, what my homes have, and what I asked for. */
export const discountsQuery = queryOptions({
  queryKey: ['my', 'discounts'],
  queryFn: ({ signal }) => call(billing.listMyDiscounts, { signal }),
})

export function renewDiscounts(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: discountsQuery.queryKey })
}
