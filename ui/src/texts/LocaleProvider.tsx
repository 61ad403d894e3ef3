import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react'
import { type Locale, LocaleContext, rememberedLocale, rememberLocale } from './locale.ts'

function remembered(locale: Locale = rememberedLocale()): Locale {
  rememberLocale(locale)
  return locale
}

/** Gives everything below it the chosen language, remembered in this browser. */
export function LocaleProvider({ children, locale: fixed }: { children: ReactNode; locale?: Locale }) {
  const [chosen, setChosen] = useState<Locale>(() => remembered(fixed))
  const locale = fixed ?? chosen

  useLayoutEffect(() => rememberLocale(locale), [locale])

  const choice = useMemo(() => {
    // The document knows first: what is drawn next may ask it.
    const setLocale = (next: Locale) => setChosen(remembered(next))
    return { locale, setLocale }
  }, [locale])
  return <LocaleContext value={choice}>{children}</LocaleContext>
}
