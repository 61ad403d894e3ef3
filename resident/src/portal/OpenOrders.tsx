import { Card, List } from '@anju/ui'
import { OrderListRow } from '../service-desk/OrderListRow.tsx'
import type { OrderRow } from '../service-desk/order.ts'
import { usePortalTexts } from './texts.ts'

/** The repairs that are going on, newest first as the server gives them. */
export function OpenOrders({ orders }: { orders: readonly OrderRow[] }) {
  const t = usePortalTexts()
  return (
    <Card title={t('openOrders')} flush>
      {orders.length === 0 ? (
        <p className="re-none">{t('noOrders')}</p>
      ) : (
        <List>
          {orders.map(order => (
            <OrderListRow key={order.id} order={order} />
          ))}
        </List>
      )}
    </Card>
  )
}
