import { useLocale } from '@anju/ui'
import { useRequestWords } from '../approvals/request-words.ts'
import { useNoticeTexts } from './notice-texts.ts'
import type { Notice } from './notices.ts'

/** The title and the line of a notice in the present language; what a notice does not name stays empty. */
export function useNoticeWords(): (notice: Notice) => { title: string; text: string } {
  const { locale } = useLocale()
  const t = useNoticeTexts.in(locale) as (key: string, params: Record<string, string>) => string
  const say = useRequestWords()
  return ({ kind, params: kept }) => {
    if (!useNoticeTexts.has(kind)) return { title: kind, text: '' }
    const { title = '', titleCode: code } = kept
    const params = code === undefined ? kept : { ...kept, title: say(title, { code, params: kept }) }
    const fill = (key: string) => t(key, params).replaceAll(/\{\w+\}/g, '')
    return { title: fill(kind), text: fill(`${kind}.text`) }
  }
}
