import { ArrowUpDown, CircleEllipsis, DoorOpen, Droplets, Refrigerator, Trees, Zap } from 'lucide-react'
import type { OrderRow } from './order.ts'

const ICONS: Record<OrderRow['category'], typeof Zap> = {
  water: Droplets,
  power: Zap,
  'door-lock': DoorOpen,
  lift: ArrowUpDown,
  'public-area': Trees,
  appliance: Refrigerator,
  other: CircleEllipsis,
}

/** The picture of a repair category; its word always stands beside it. */
export function CategoryIcon({ category }: { category: OrderRow['category'] }) {
  const Icon = ICONS[category]
  return (
    <span className="re-category">
      <Icon aria-hidden="true" />
    </span>
  )
}
