import { DateText, ListRow, StatusTag } from '@anju/ui'
import { useTexts } from '../texts/texts.ts'
import { CategoryIcon } from './CategoryIcon.tsx'
import { type OrderRow, STATE_TONES } from './order.ts'

/** One repair in a list: what it is, where, since when, and how far it is. */
export function OrderListRow({ order }: { order: OrderRow }) {
  const t = useTexts()
  return (
    <ListRow
      lead={<CategoryIcon category={order.category} />}
      title={<span className="re-clamp">{order.description}</span>}
      description={
        <>
          {t(`orders.category.${order.category}`)} · <DateText at={order.reportedAt} as="relative" />
        </>
      }
      value={<StatusTag tone={STATE_TONES[order.state]}>{t(`orders.state.${order.state}`)}</StatusTag>}
    />
  )
}
