import { fillText } from './fill-text.ts'
import { type Locale, useLocale } from './locale.ts'

/** The names between braces in a text: `'{count} 张照片'` has `count`. */
type ParamsIn<Text extends string> = Text extends `${string}{${infer Param}}${infer Rest}`
  ? BeforeBar<Param> | ParamsIn<Rest>
  : never
type BeforeBar<Param extends string> = Param extends `${infer Name}|${string}` ? Name : Param

type TextArguments<Text extends string> = [ParamsIn<Text>] extends [never]
  ? []
  : [params: Record<ParamsIn<Text>, string | number>]

/** Gives the text of a key in one language, with its parameters filled in. */
export type Translate<Texts extends Record<string, string>> = <Key extends keyof Texts & string>(
  key: Key,
  ...params: TextArguments<Texts[Key]>
) => string

export interface UseTexts<Texts extends Record<string, string>> {
  /** The texts in the language of the nearest LocaleProvider. */
  (): Translate<Texts>
  /** The texts in a language, outside of components. */
  in(locale: Locale): Translate<Texts>
  /** Whether a word that came from elsewhere (a code of the server) is a key. */
  has(key: string): key is keyof Texts & string
}

/**
 * Declares the texts of a part of the screens. The zh-CN texts are the type: en must have the same keys, and the
 * parameters that a zh-CN text names must be given where it is used. `{count|photo|photos}` picks a plural by number.
 */
export function defineTexts<const Texts extends Record<string, string>>(dictionaries: {
  'zh-CN': Texts
  en: NoInfer<Record<keyof Texts, string>>
}): UseTexts<Texts> {
  const translators = new Map<Locale, Translate<Texts>>()

  function inLocale(locale: Locale): Translate<Texts> {
    const known = translators.get(locale)
    if (known) return known
    const texts: Record<keyof Texts, string> = dictionaries[locale]
    const translate: Translate<Texts> = (key, ...params) => fillText(texts[key], params[0])
    translators.set(locale, translate)
    return translate
  }

  return Object.assign(() => inLocale(useLocale().locale), {
    in: inLocale,
    has: (key: string): key is keyof Texts & string => Object.hasOwn(dictionaries['zh-CN'], key),
  })
}
