import { Button } from '../controls/Button.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'
import { useLocale } from '../texts/locale.ts'
import { setElderMode, useElderMode } from './elder-mode.ts'

/** Turns 长辈版 on or off. It stands on the first screen: who needs it must not have to search. */
export function ElderModeButton() {
  const t = useKitTexts()
  const elder = useElderMode()
  return (
    <Button look="ghost" size="small" onClick={() => setElderMode(!elder)}>
      {t(elder ? 'standardMode' : 'elderMode')}
    </Button>
  )
}

/** Switches to the other language, in the words of that language. */
export function LanguageButton() {
  const { locale, setLocale } = useLocale()
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <Button look="ghost" size="small" lang={other} onClick={() => setLocale(other)}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  )
}
