import { CircleCheck, CircleDot, CircleMinus, Clock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'

const ICONS: Record<Tone, typeof CircleDot> = {
  neutral: CircleMinus,
  info: CircleDot,
  success: CircleCheck,
  warning: Clock,
  danger: TriangleAlert,
}

export interface StatusTagProps {
  tone: Tone
  /** Instead of the tone's own icon. */
  icon?: ReactNode
  children: ReactNode
}

/** A state as icon and word, never as colour alone. */
export function StatusTag({ tone, icon, children }: StatusTagProps) {
  const Icon = ICONS[tone]
  return (
    <span className={`aj-tag aj-tag--${tone}`}>
      {icon ?? <Icon aria-hidden="true" />}
      {children}
    </span>
  )
}

/** A small count on a red dot; nothing for 0, `99+` above 99. */
export function CountBadge({ count, label }: { count: number; label: string }) {
  if (count <= 0) return null
  return (
    <span className="aj-badge">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="aj-hidden">{label}</span>
    </span>
  )
}
