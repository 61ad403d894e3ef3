import { serviceDesk } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'

/** One order with its log and photos. */
export const orderQuery = (orderId: string) =>
  queryOptions({
    queryKey: [...listKey(serviceDesk.readOrder), orderId],
    queryFn: ({ signal }) => call(serviceDesk.readOrder, { params: { orderId }, signal }),
  })

/** Who may be given orders of a community (of any, without one), the least loaded first. */
export const repairersQuery = (communityId: string | undefined) =>
  queryOptions({
    queryKey: [...listKey(serviceDesk.listRepairers), communityId],
    queryFn: async ({ signal }) => (await call(serviceDesk.listRepairers, { query: { communityId }, signal })).items,
  })

/** Asks again for every list of orders and for the load of the repairers, and for these orders where one is open. */
export async function renewOrders(orderIds: readonly string[]) {
  await Promise.all([
    // First what is looked at: a browser asks six things at a time.
    ...orderIds.map(id => queryClient.invalidateQueries({ queryKey: orderQuery(id).queryKey })),
    queryClient.invalidateQueries({ queryKey: listKey(serviceDesk.listOrders) }),
    queryClient.invalidateQueries({ queryKey: listKey(serviceDesk.listRepairers) }),
  ])
}
