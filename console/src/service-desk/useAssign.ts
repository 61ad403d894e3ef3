import { serviceDesk } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useCallback } from 'react'
import { call, queryClient } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { listKey } from '../shell/list/index.ts'
import type { PageOf } from '../shell/list/useList.ts'
import type { OrderRow, Repairer } from './order.ts'
import { orderQuery, renewOrders } from './queries.ts'
import { useServiceDeskTexts } from './texts.ts'

interface Assignment {
  order: OrderRow
  repairer: Pick<Repairer, 'id' | 'name'>
  note?: string
}

const LISTS = { queryKey: listKey(serviceDesk.listOrders) }

/** A list without the order is left alone: it must not look newer than it is. */
function putIntoLists(order: Pick<OrderRow, 'id'> & Partial<OrderRow>): void {
  queryClient.setQueriesData<PageOf<OrderRow>>(LISTS, page =>
    page?.items.some(({ id }) => id === order.id)
      ? { ...page, items: page.items.map(each => (each.id === order.id ? { ...each, ...order } : each)) }
      : undefined,
  )
}

/** Shows the order as given wherever it stands; what comes back puts all of it as it was. */
async function showAssigned({ order, repairer }: Assignment): Promise<() => void> {
  const detailKey = orderQuery(order.id).queryKey
  await queryClient.cancelQueries(LISTS)
  await queryClient.cancelQueries({ queryKey: detailKey })
  const lists = queryClient.getQueriesData<PageOf<OrderRow>>(LISTS)
  const detail = queryClient.getQueryData(detailKey)
  const given = { state: 'assigned' as const, assigneeId: repairer.id, assigneeName: repairer.name }
  putIntoLists({ id: order.id, ...given })
  queryClient.setQueryData(detailKey, known => known && { ...known, ...given })
  return () => {
    for (const [key, page] of lists) queryClient.setQueryData(key, page)
    queryClient.setQueryData(detailKey, detail)
  }
}

/**
 * Gives an order to a repairer: at once on the screen, back again when the server refuses. An order that is being worked on is taken
 * away from somebody, so that is asked first.
 */
export function useAssign(): (assignment: Assignment) => void {
  const t = useServiceDeskTexts()
  const explain = useRefusalText()
  const { message, modal } = App.useApp()
  const { mutate } = useMutation({
    mutationFn: ({ order, repairer, note }: Assignment) =>
      call(serviceDesk.assignOrder, {
        params: { orderId: order.id },
        body: { assigneeId: repairer.id, version: order.version, note: note?.trim() || undefined },
      }),
    onMutate: showAssigned,
    onError: (error, _assignment, undo) => {
      undo?.()
      message.error(`${t('assign.failed')} · ${explain(error)}`, 6)
    },
    onSuccess: (order, { repairer }) => {
      queryClient.setQueryData(orderQuery(order.id).queryKey, order)
      // Given on at once, the card is the one that was just given.
      putIntoLists(order)
      message.success(t('assign.done', { name: repairer.name }))
    },
    onSettled: (_order, _error, { order }) => renewOrders([order.id]),
  })
  return useCallback(
    async assignment => {
      const { order, repairer } = assignment
      if (order.assigneeId === repairer.id && order.state !== 'reported') return
      const sure =
        order.state !== 'working' ||
        (await modal.confirm({
          title: t('assign.working.title'),
          content: t('assign.working.text', { from: order.assigneeName ?? '', to: repairer.name }),
          okText: t('assign.working.ok', { to: repairer.name }),
        }))
      if (sure) mutate(assignment)
    },
    [modal, mutate, t],
  )
}
