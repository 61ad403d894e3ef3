import type { Locale } from '@anju/ui'

/** Whether one of the voices speaks the language: `zh-CN` is spoken by `zh-CN`, `zh_CN`, `cmn-Hans-CN` and plain `zh`. */
export function hasVoice(voices: readonly { lang: string }[], locale: Locale): boolean {
  const spoken = locale === 'zh-CN' ? /^(zh|cmn)([-_]|$)(?!(HK|TW)$)/i : /^en([-_]|$)/i
  return voices.some(voice => spoken.test(voice.lang))
}
