import { LOCALE_NAMES, LOCALES, useLocale } from '@anju/ui'
import { useConsoleTexts } from '../../texts/texts.ts'

/** The languages by their own names, side by side. */
export function LocaleSwitch() {
  const t = useConsoleTexts()
  const { locale, setLocale } = useLocale()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a box
    <div role="group" aria-label={t('shell.language')} className="c-locale-switch">
      {LOCALES.map(one => (
        <button key={one} type="button" lang={one} aria-pressed={one === locale} onClick={() => setLocale(one)}>
          {LOCALE_NAMES[one]}
        </button>
      ))}
    </div>
  )
}
