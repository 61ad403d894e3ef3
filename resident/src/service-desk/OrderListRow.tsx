import { DateText, ListRow, StatusTag } from '@anju/ui'
import { Link } from '../navigation.ts'
import { CategoryIcon } from './CategoryIcon.tsx'
import { type OrderRow, STATE_TONES } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'

/** One repair in a list: what it is, where, since when, and how far it is. */
export function OrderListRow({ order }: { order: OrderRow }) {
  const t = useServiceDeskTexts()
  return (
    <ListRow
      render={row => <Link to="/orders/$orderId" params={{ orderId: order.id }} {...row} />}
      lead={<CategoryIcon category={order.category} />}
      title={<span className="re-clamp">{order.description}</span>}
      description={
        <>
          <span className="re-line">{t(`category.${order.category}`)}</span>
          <span className="re-line">
            <DateText at={order.reportedAt} as="relative" />
          </span>
        </>
      }
      value={<StatusTag tone={STATE_TONES[order.state]}>{t(`state.${order.state}`)}</StatusTag>}
    />
  )
}
