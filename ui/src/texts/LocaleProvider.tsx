import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react'
import { type Locale, LocaleContext, rememberedLocale, rememberLocale } from './locale.ts'

/** Gives everything below it the chosen language, remembered in this browser. */
export function LocaleProvider({ children, locale: fixed }: { children: ReactNode; locale?: Locale }) {
  const [chosen, setLocale] = useState<Locale>(() => fixed ?? rememberedLocale())
  const locale = fixed ?? chosen

  useLayoutEffect(() => rememberLocale(locale), [locale])

  const choice = useMemo(() => ({ locale, setLocale }), [locale])
  return <LocaleContext value={choice}>{children}</LocaleContext>
}
