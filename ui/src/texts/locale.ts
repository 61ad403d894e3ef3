import { createContext, useContext } from 'react'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** How each language calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { 'zh-CN': '简体中文', en: 'English' }

const STORED_AS = 'anju.locale'

export interface LocaleChoice {
  locale: Locale
  setLocale: (locale: Locale) => void
}

export const LocaleContext = createContext<LocaleChoice>({ locale: 'zh-CN', setLocale: () => undefined })

/** The chosen language and how to change it. */
export function useLocale(): LocaleChoice {
  return useContext(LocaleContext)
}

/** The language this browser chose last time; zh-CN where it never did. */
export function rememberedLocale(): Locale {
  try {
    return LOCALES.find(locale => locale === localStorage.getItem(STORED_AS)) ?? 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

/** Keeps the language for the next visit and tells the document, so that screen readers pronounce it right. */
export function rememberLocale(locale: Locale): void {
  // Markup is drawn without a document, too.
  if (globalThis.document) document.documentElement.lang = locale
  try {
    localStorage.setItem(STORED_AS, locale)
  } catch {
    // A browser that forbids storage keeps the language for this visit only.
  }
}
