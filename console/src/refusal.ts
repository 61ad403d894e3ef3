import { ApiError } from '@anju/contract'
import { formatFen, type Locale, useLocale } from '@anju/ui'
import { useCallback, useSyncExternalStore } from 'react'
import type { ConsoleModule } from './module.ts'
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
  const params = error instanceof ApiError ? shownParams(error.params) : {}
  // A proxy's 502 or 503 comes without a code of ours: its status says more than "unexpected".
  const known = error instanceof ApiError && error.code !== 'platform.unexpected' ? error.code : undefined
  // What exactly is wrong may have a sentence of its own: `payments.statement_unreadable.net`.
  const exact = known && (say(`${known}.${params.problem}`, params) ?? say(known, params))
  return exact ?? say(generalCode(error), params) ?? ''
}

/** Amounts are told in yuan. */
function shownParams(params: Record<string, unknown>): Record<string, unknown> {
  const shown = ([name, value]: [string, unknown]) =>
    [name, name.endsWith('Fen') && typeof value === 'number' ? formatFen(value) : value] as const
  return Object.fromEntries(Object.entries(params).map(shown))
}

let brought: readonly RefusalTexts[] = []
let bringing: Promise<void> | null = null

/**
 * Loads the modules' words for refusals, once, when a failure needs them. `call` waits for it before it throws, so whoever
 * explains a failure has the words. Where they cannot be had (no network) the general words stand, and the next failure asks again.
 */
export function bringWordsFor(error: unknown): Promise<void> {
  const needed = error instanceof ApiError && error.status !== 0 && !consoleRefusals.has(error.code)
  if (!needed) return Promise.resolve()
  bringing ??= loadWords().catch(() => {
    bringing = null
  })
  return bringing
}

let sources: readonly Pick<ConsoleModule, 'refusals'>[] = []

/** Says once, at the start, which modules have words; told from outside, because every module's pages call `call`. */
export function wordsComeFrom(modules: readonly Pick<ConsoleModule, 'refusals'>[]): void {
  sources = modules
}

async function loadWords(): Promise<void> {
  brought = await Promise.all(sources.flatMap(({ refusals }) => (refusals ? [refusals()] : [])))
  for (const notify of listeners) notify()
}

const listeners = new Set<() => void>()

function listen(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}

/** `const explain = useRefusalText()`, then `explain(error)` in the present language. */
export function useRefusalText(): (error: unknown) => string {
  const { locale } = useLocale()
  const words = useSyncExternalStore(listen, () => brought)
  return useCallback(
    error => {
      // A failure that did not come through `call`, such as one that an answer tells of: said again when the words are there.
      void bringWordsFor(error)
      // Words that came while the caller waited count, though it was rendered before.
      return refusalText(error, locale, brought ?? words)
    },
    [locale, words],
  )
}
