import type { ReactNode } from 'react'

interface PageHeaderProps {
  title: ReactNode
  /** One line of facts under the title: a count, a period, a copyable number. */
  facts?: ReactNode
  /** The page's primary action, and at most two plain ones before it. */
  actions?: ReactNode
}

/** Title (20/600) and actions of a page. */
export function PageHeader({ title, facts, actions }: PageHeaderProps) {
  return (
    <header className="c-page-header">
      <div className="c-page-header__words">
        <h1>{title}</h1>
        {facts ? <div className="c-page-header__facts">{facts}</div> : null}
      </div>
      {actions ? <div className="c-page-header__actions">{actions}</div> : null}
    </header>
  )
}
