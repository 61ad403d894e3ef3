import { createContext, useContext } from 'react'
import { fillText } from '../texts/fill-text.ts'
import { type Locale, useLocale } from '../texts/locale.ts'
import { type PlatformCode, platformRefusals } from './platform-refusals.ts'

/** Texts by refusal code in each language; `{name}` in a text is a parameter of the refusal. */
export type RefusalTexts = Record<Locale, Record<string, string>>

/** What a failed call carries. Anything else that is thrown is a bug. */
interface Refused {
  /** 0 where the server could not be reached. */
  status: number
  code: string
  params: Record<string, unknown>
  requestId: string | null
}

/** What to say where a code has no text of its own. */
const BY_STATUS: Record<number, PlatformCode> = {
  0: 'platform.unreachable',
  401: 'platform.not_signed_in',
  403: 'platform.not_allowed',
  404: 'platform.not_found',
  422: 'platform.input_wrong',
  429: 'platform.too_many_requests',
  502: 'platform.busy',
  503: 'platform.busy',
  504: 'platform.busy',
}

function refusedOf(error: unknown): Refused | null {
  const refused = error instanceof Error && 'status' in error && 'code' in error && 'params' in error
  return refused ? (error as unknown as Refused) : null
}

/** A plain sentence for any failure: by its code, else by its status, else the general one. Never the raw error. */
export function refusalText(error: unknown, locale: Locale, texts: RefusalTexts): string {
  const general = platformRefusals[locale]
  const refused = refusedOf(error)
  if (!refused) return general['platform.unexpected']
  const byCode: Record<string, string | undefined> = { ...general, ...texts[locale] }
  const text = byCode[refused.code] ?? general[BY_STATUS[refused.status] ?? 'platform.unexpected']
  return fillText(text, refused.params as Record<string, string | number>)
}

/** The number to tell support, where the server answered at all. */
export function requestIdOf(error: unknown): string | null {
  return refusedOf(error)?.requestId ?? null
}

/** The HTTP status of a refusal, 0 for an unreachable server, null for a bug. */
export function statusOf(error: unknown): number | null {
  return refusedOf(error)?.status ?? null
}

/** Whether something is not in use at this company or in this community, which nobody's permission would change. */
export function isModuleOff(error: unknown): boolean {
  return refusedOf(error)?.code === 'platform.module_off'
}

/** Whether a code has a text of its own. */
export function hasRefusalText(code: string, texts: RefusalTexts): boolean {
  return Object.hasOwn(platformRefusals['zh-CN'], code) || Object.hasOwn(texts['zh-CN'], code)
}

/** The texts of the app for the refusals of its modules: `<RefusalTextsContext value={refusals}>`. */
export const RefusalTextsContext = createContext<RefusalTexts>({ 'zh-CN': {}, en: {} })

/** `const explain = useRefusalText()`, then `explain(error)` in the present language. */
export function useRefusalText(): (error: unknown) => string {
  const { locale } = useLocale()
  const texts = useContext(RefusalTextsContext)
  return error => refusalText(error, locale, texts)
}
