import { ArrowUpDown, CircleEllipsis, DoorOpen, Droplets, Refrigerator, Trees, Zap } from 'lucide-react'
import type { OrderRow } from './order.ts'

/** The picture of each repair category. */
export const CATEGORY_ICONS: Record<OrderRow['category'], typeof Zap> = {
  water: Droplets,
  power: Zap,
  'door-lock': DoorOpen,
  lift: ArrowUpDown,
  'public-area': Trees,
  appliance: Refrigerator,
  other: CircleEllipsis,
}

/** A category as a picture on a tint; its word always stands beside it. */
export function CategoryIcon({ category }: { category: OrderRow['category'] }) {
  const Icon = CATEGORY_ICONS[category]
  return (
    <span className="re-category">
      <Icon aria-hidden="true" />
    </span>
  )
}
