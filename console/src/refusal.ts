import { ApiError } from '@anju/contract'
import { type Locale, useLocale } from '@anju/ui'
import { useCallback } from 'react'
import { useModules } from './module.ts'
import { consoleRefusals } from './texts/refusals.ts'

/** A dictionary made with `defineTexts` whose keys are refusal codes; `{name}` in a text is a parameter of the refusal. */
export interface RefusalTexts {
  has(code: string): boolean
  in(locale: Locale): (code: never, params: never) => string
}

/** What to call a failure whose code nobody has words for. */
function generalCode(error: unknown): string {
  if (!(error instanceof ApiError)) return 'platform.unexpected'
  const byStatus: Record<number, string> = {
    0: 'platform.unreachable',
    401: 'platform.not_signed_in',
    403: 'platform.not_allowed',
    404: 'platform.not_found',
    422: 'platform.input_wrong',
    429: 'platform.busy',
    502: 'platform.busy',
    503: 'platform.busy',
    504: 'platform.busy',
  }
  return byStatus[error.status] ?? 'platform.unexpected'
}

/** A plain sentence for any failure: by its code, else by its status, else the general one. Never the raw error. */
export function refusalText(error: unknown, locale: Locale, dictionaries: readonly RefusalTexts[]): string {
  const all = [...dictionaries, consoleRefusals as RefusalTexts]
  const say = (code: string, params: Record<string, unknown>) =>
    all.find(texts => texts.has(code))?.in(locale)(code as never, params as never)
  const params = error instanceof ApiError ? error.params : {}
  // A proxy's 502 or 503 comes without a code of ours: its status says more than "unexpected".
  const exact = error instanceof ApiError && error.code !== 'platform.unexpected' ? say(error.code, params) : undefined
  return exact ?? say(generalCode(error), params) ?? ''
}

/** `const explain = useRefusalText()`, then `explain(error)` in the present language. */
export function useRefusalText(): (error: unknown) => string {
  const modules = useModules()
  const { locale } = useLocale()
  return useCallback(
    error => {
      const dictionaries = modules.flatMap(module => module.refusals ?? [])
      return refusalText(error, locale, dictionaries)
    },
    [modules, locale],
  )
}
