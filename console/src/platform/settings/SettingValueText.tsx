import { comma, useLocale } from '@anju/ui'
import { usePlatformTexts } from '../texts.ts'
import type { Setting } from './setting.ts'

/** The value of a setting in words: with its unit, its choices by name. */
export function SettingValueText({ setting, value }: { setting: Setting; value: unknown }) {
  const t = usePlatformTexts()
  const { locale } = useLocale()
  const { kind, unit, choices } = setting.control
  if (value === null || value === undefined) return <span className="c-none">{t('settings.inherits')}</span>
  if (kind === 'boolean') return <>{t(value ? 'settings.on' : 'settings.off')}</>
  const named = (one: unknown) => choices?.find(choice => choice.value === one)?.label[locale] ?? String(one)
  if (Array.isArray(value)) {
    return value.length > 0 ? value.map(named).join(comma()) : <span className="c-none">{t('settings.none')}</span>
  }
  if (value === '') return <span className="c-none">{t('settings.none')}</span>
  return (
    <>
      {kind === 'number' ? Number(value).toLocaleString('en') : named(value)}
      {unit ? <small className="pl-setting__unit">{unit[locale]}</small> : null}
    </>
  )
}
