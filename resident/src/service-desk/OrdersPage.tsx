import { portal } from '@anju/contract'
import { Button, EmptyState, List, Loaded, Page, Tabs } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Wrench } from 'lucide-react'
import { call } from '../api.ts'
import { useTexts } from '../texts/texts.ts'
import { OrderListRow } from './OrderListRow.tsx'

/** My repairs: those going on, and those that are over. */
export function OrdersPage() {
  const t = useTexts()
  const navigate = useNavigate()
  const { show = 'open' } = useSearch({ from: '/signed-in/tabs/orders' })
  return (
    <Page title={t('orders.title')} look="root" tabs>
      <Tabs
        label={t('orders.which')}
        tabs={[
          { key: 'open', label: t('orders.open') },
          { key: 'closed', label: t('orders.closed') },
        ]}
        value={show}
        onChange={next => navigate({ to: '/orders', search: next === 'open' ? {} : { show: next }, replace: true })}
      >
        <OrderList state={show} />
      </Tabs>
    </Page>
  )
}

function OrderList({ state }: { state: 'open' | 'closed' }) {
  const t = useTexts()
  const orders = useInfiniteQuery({
    queryKey: ['my', 'orders', state],
    queryFn: ({ pageParam, signal }) => call(portal.listMyOrders, { query: { state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Loaded query={orders}>
      {({ pages }) =>
        pages[0]?.total ? (
          <>
            <List label={t('orders.title')}>
              {pages.flatMap(page => page.items.map(order => <OrderListRow key={order.id} order={order} />))}
            </List>
            {orders.hasNextPage ? (
              <Button look="secondary" wide loading={orders.isFetchingNextPage} onClick={() => orders.fetchNextPage()}>
                {t('shell.more')}
              </Button>
            ) : null}
          </>
        ) : (
          <EmptyState
            icon={<Wrench aria-hidden="true" />}
            title={t(state === 'open' ? 'orders.noneOpen' : 'orders.noneClosed')}
            text={t(state === 'open' ? 'orders.noneOpenText' : 'orders.noneClosedText')}
          />
        )
      }
    </Loaded>
  )
}
