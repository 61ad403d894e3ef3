import { ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

/** Rows on one white surface, divided by lines. Its children are ListRow or SwitchRow. */
export function List({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className="aj-list" aria-label={label}>
      {children}
    </ul>
  )
}

export interface ListRowProps {
  title: ReactNode
  description?: ReactNode
  /** An icon or an avatar in front. */
  lead?: ReactNode
  /** What stands at the right: an amount, a state, a word. */
  value?: ReactNode
  tone?: 'normal' | 'danger'
  /** Makes the whole row a button. */
  onClick?: () => void
  /** Makes the whole row a link of the app's router: `row => <Link to="/bills" {...row} />`. */
  render?: (row: { className: string; children: ReactNode }) => ReactElement
}

/** One row of a List: a fact, a button or a link, 56 px at least. */
export function ListRow({ title, description, lead, value, tone = 'normal', onClick, render }: ListRowProps) {
  const className = tone === 'danger' ? 'aj-row aj-row--danger' : 'aj-row'
  const content = (
    <>
      {lead ? <span className="aj-row__lead">{lead}</span> : null}
      <span className="aj-row__main">
        <span className="aj-row__title">{title}</span>
        {description ? <span className="aj-row__description">{description}</span> : null}
      </span>
      {value === undefined ? null : <span className="aj-row__value">{value}</span>}
      {render ? <ChevronRight className="aj-row__chevron" aria-hidden="true" /> : null}
    </>
  )
  if (render) return <li>{render({ className, children: content })}</li>
  if (onClick) {
    return (
      <li>
        <button type="button" className={className} onClick={onClick}>
          {content}
        </button>
      </li>
    )
  }
  return (
    <li>
      <div className={className}>{content}</div>
    </li>
  )
}
