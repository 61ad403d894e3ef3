import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import './states.css'

interface StatePageProps {
  icon: LucideIcon
  title: string
  children?: ReactNode
  /** At most one primary and one plain button. */
  actions?: ReactNode
  /** In a page (h1) or inside a list or card (a plain paragraph). */
  level?: 'page' | 'part'
  tone?: 'quiet' | 'danger'
}

/** What is said when there is nothing to show: why, and what to do about it. */
export function StatePage({ icon: Icon, title, children, actions, level = 'page', tone = 'quiet' }: StatePageProps) {
  const Title = level === 'page' ? 'h1' : 'p'
  return (
    <div className={`c-state c-state--${level}`}>
      <span className={`c-state__icon c-state__icon--${tone}`}>
        <Icon size={22} aria-hidden />
      </span>
      <Title className="c-state__title">{title}</Title>
      {children ? <div className="c-state__text">{children}</div> : null}
      {actions ? <div className="c-state__actions">{actions}</div> : null}
    </div>
  )
}
