import { Circle, CircleAlert, CircleCheck, CircleDot, CircleX, type LucideIcon } from 'lucide-react'
import './show.css'

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'neutral'

const ICONS: Record<Tone, LucideIcon> = {
  success: CircleCheck,
  warning: CircleAlert,
  danger: CircleX,
  info: CircleDot,
  neutral: Circle,
}

/** A state in one word, with an icon, so that it never depends on colour alone. */
export function StatusTag({ tone, children, icon }: { tone: Tone; children: string; icon?: LucideIcon }) {
  const Icon = icon ?? ICONS[tone]
  return (
    <span className={`c-tag c-tag--${tone}`}>
      <Icon size={12} aria-hidden />
      {children}
    </span>
  )
}
