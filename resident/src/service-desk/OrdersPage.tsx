import { portal } from '@anju/contract'
import { ButtonLink, EmptyState, List, Loaded, LoadMore, Page, Tabs } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Wrench } from 'lucide-react'
import { call } from '../api.ts'
import { Link, navigate, useSearch } from '../navigation.ts'
import { OrderListRow } from './OrderListRow.tsx'
import { useServiceDeskTexts } from './texts.ts'

/** My repairs: those going on, and those that are over. */
export function OrdersPage() {
  const t = useServiceDeskTexts()
  const { show = 'open' } = useSearch('/orders')
  return (
    <Page
      title={t('title')}
      look="root"
      tabs
      foot={
        <div className="aj-action-bar__main">
          <ButtonLink wide icon={<Plus aria-hidden="true" />} render={link => <Link to="/orders/new" {...link} />}>
            {t('report')}
          </ButtonLink>
        </div>
      }
    >
      <Tabs
        label={t('which')}
        tabs={[
          { key: 'open', label: t('open') },
          { key: 'closed', label: t('closed') },
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
  const t = useServiceDeskTexts()
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
            <List label={t('title')}>
              {pages.flatMap(page => page.items.map(order => <OrderListRow key={order.id} order={order} />))}
            </List>
            <LoadMore query={orders} />
          </>
        ) : (
          <EmptyState
            icon={<Wrench aria-hidden="true" />}
            title={t(state === 'open' ? 'noneOpen' : 'noneClosed')}
            text={t(state === 'open' ? 'noneOpenText' : 'noneClosedText')}
          />
        )
      }
    </Loaded>
  )
}
