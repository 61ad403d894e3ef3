import type { ReactNode } from 'react'
import { TopBar, type TopBarProps } from './TopBar.tsx'

export interface PageProps extends TopBarProps {
  /** true where the bottom tabs are shown. */
  tabs?: boolean
  /** The one primary action, fixed at the bottom. */
  foot?: ReactNode
  children: ReactNode
}

/** A page of a phone app: title, content in one column, action at the bottom. */
export function Page({ tabs = false, foot, children, ...bar }: PageProps) {
  return (
    <div className={['aj-page', tabs && 'aj-page--tabs', foot && 'aj-page--foot'].filter(Boolean).join(' ')}>
      <TopBar {...bar} />
      <main className="aj-page__body">{children}</main>
      {foot ? <div className="aj-action-bar">{foot}</div> : null}
    </div>
  )
}
