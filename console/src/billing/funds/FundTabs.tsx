import { Link } from '@tanstack/react-router'
import { useFundTexts } from './texts.ts'
import '../../approvals/approvals.css'

const TABS = [
  ['/funds', 'tab.funds'],
  ['/fund-homes', 'tab.homes'],
  ['/fund-requests', 'tab.requests'],
  ['/resolutions', 'tab.resolutions'],
  ['/disclosures', 'tab.disclosures'],
] as const

/** What belongs to money of others, side by side. */
export function FundTabs({ at }: { at: (typeof TABS)[number][0] }) {
  const t = useFundTexts()
  return (
    <nav className="ap-tabs" aria-label={t('title')}>
      {TABS.map(([to, name]) => (
        <Link
          key={to}
          to={to}
          search={({ community }) => ({ community })}
          aria-current={to === at ? 'page' : undefined}
          activeOptions={{ exact: true }}
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  )
}
