import { Link } from '@tanstack/react-router'
import { usePlatformTexts } from '../texts.ts'

const TABS = [
  { to: '/settings', words: 'settings.tab' },
  { to: '/settings/features', words: 'features.tab' },
] as const

/** Values | modules. */
export function SettingsTabs() {
  const t = usePlatformTexts()
  return (
    <nav className="pl-tabs" aria-label={t('settings')}>
      {TABS.map(({ to, words }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {t(words)}
        </Link>
      ))}
    </nav>
  )
}
