import { APPROVAL_TEXTS } from '@anju/contract'
import { defineTexts, useLocale } from '@anju/ui'

const useRequestTexts = defineTexts(APPROVAL_TEXTS)

/** A code with its params, as a request or a notice about one carries it. */
export interface RequestWords {
  code: string
  params: Record<string, string>
}

/** What the server said of a request, in the present language; what is from before has its Chinese text only. */
export function useRequestWords(): (chinese: string, words: RequestWords | null) => string {
  const { locale } = useLocale()
  const t = useRequestTexts.in(locale) as (key: string, params?: Record<string, string>) => string
  return (chinese, words) => {
    if (!words || !useRequestTexts.has(words.code)) return chinese
    const method = `method.${words.params.method}`
    return t(words.code, useRequestTexts.has(method) ? { ...words.params, method: t(method) } : words.params)
  }
}
