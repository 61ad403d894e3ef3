import { useLocale } from '@anju/ui'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { usePreferences } from './preferences.ts'
import { useConsoleTexts } from './texts/texts.ts'
import { consoleTheme } from './theme.ts'

const stillness = window.matchMedia('(prefers-reduced-motion: reduce)')

function onStillness(notify: () => void) {
  stillness.addEventListener('change', notify)
  return () => stillness.removeEventListener('change', notify)
}

/** antd with our theme, language and density. The one `<App>` of the console: messages and confirmations work below it. */
export function Look({ children }: { children: ReactNode }) {
  const { locale } = useLocale()
  const { density } = usePreferences()
  const still = useSyncExternalStore(onStillness, () => stillness.matches)
  const t = useConsoleTexts()
  // Most fields of ours are needed: the few that are not say so.
  const requiredMark = (label: ReactNode, { required }: { required: boolean }) =>
    required ? (
      label
    ) : (
      <>
        {label}
        <span className="c-optional">{t('form.optional')}</span>
      </>
    )
  const theme = useMemo(() => consoleTheme(density, still), [density, still])
  return (
    <ConfigProvider
      locale={locale === 'en' ? enUS : zhCN}
      theme={theme}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark, colon: false }}
    >
      <App message={{ duration: 3, maxCount: 3 }} className={density === 'compact' ? 'c-app c-app--compact' : 'c-app'}>
        {children}
      </App>
    </ConfigProvider>
  )
}
