import type { ReactElement, ReactNode } from 'react'
import { CountBadge } from '../surfaces/StatusTag.tsx'

export interface BottomTab {
  key: string
  label: string
  icon: ReactNode
  /** What waits behind the tab, and the words for it. */
  badge?: { count: number; label: string }
  /** Draws the tab with the app's own router, which also sets aria-current. */
  render: (tab: { className: string; children: ReactNode }) => ReactElement
}

/** The app's few places, under the thumb, above the phone's own edge. */
export function BottomTabs({ label, tabs }: { label: string; tabs: readonly BottomTab[] }) {
  return (
    <nav className="aj-bottom-tabs" aria-label={label}>
      <ul className="aj-bottom-tabs__list">
        {tabs.map(tab => (
          <li key={tab.key}>
            {tab.render({
              className: 'aj-bottom-tab',
              children: (
                <>
                  <span className="aj-bottom-tab__icon">
                    {tab.icon}
                    {tab.badge ? (
                      <span className="aj-bottom-tab__badge">
                        <CountBadge {...tab.badge} />
                      </span>
                    ) : null}
                  </span>
                  {tab.label}
                </>
              ),
            })}
          </li>
        ))}
      </ul>
    </nav>
  )
}
