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

/** What the English texts must be: no key and no parameter that zh-CN does not have. */
type Fitting<Texts extends Record<string, string>, English> = {
  [Key in keyof English]: Key extends keyof Texts ? FittingText<Texts[Key], English[Key]> : never
}
type FittingText<Text extends string, Other> = string extends Text
  ? string
  : Other extends string
    ? [ParamsIn<Other>] extends [ParamsIn<Text>]
      ? string
      : `only the parameters of the zh-CN text: ${Text}`
    : never

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
export function defineTexts<
  const Texts extends Record<string, string>,
  const English extends Record<keyof Texts, string>,
>(dictionaries: { 'zh-CN': Texts; en: English & Fitting<Texts, English> }): UseTexts<Texts> {
  const translators = new Map<Locale, Translate<Texts>>()

  function inLocale(locale: Locale): Translate<Texts> {
    const known = translators.get(locale)
    if (known) return known
    const texts: Record<keyof Texts, string> = locale === 'en' ? dictionaries.en : dictionaries['zh-CN']
    const translate: Translate<Texts> = (key, ...params) => fillText(texts[key], params[0])
    translators.set(locale, translate)
    return translate
  }

  return Object.assign(() => inLocale(useLocale().locale), {
    in: inLocale,
    has: (key: string): key is keyof Texts & string => Object.hasOwn(dictionaries['zh-CN'], key),
  })
}
