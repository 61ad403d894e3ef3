import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: TriangleAlert }

export interface NoticeProps {
  tone?: keyof typeof ICONS
  children: ReactNode
  /** Read out when it appears, for what answers an action of the user. */
  announce?: boolean
}

/** A sentence that must be read, inside the page. */
export function Notice({ tone = 'info', children, announce = false }: NoticeProps) {
  const Icon = ICONS[tone]
  return (
    <div className={`aj-notice aj-notice--${tone}`} role={announce ? 'alert' : undefined}>
      <Icon aria-hidden="true" />
      <div className="aj-notice__main">{children}</div>
    </div>
  )
}
