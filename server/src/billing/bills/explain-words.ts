/** Words that every explanation uses. */
import { fenToYuan } from '../../platform/money.ts'
import type { LineExplanation } from './explanation.ts'

export type ExplanationLocale = 'zh-CN' | 'en'

export function englishDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

const UNITS = { fen: '分', jiao: '角', yuan: '元' } as const
const UNITS_EN = { fen: 'cent', jiao: 'ten cents', yuan: 'yuan' } as const
const WAYS = { HALF_UP: '四舍五入到', UP: '向上进到', DOWN: '舍尾到' } as const
const WAYS_EN = { HALF_UP: 'rounded to the', UP: 'rounded up to the', DOWN: 'rounded down to the' } as const

/** `，四舍五入到分 142.93元`; nothing where nothing was rounded. */
export function roundedWords(
  line: Pick<LineExplanation, 'exact' | 'exactIsCut' | 'roundedFen' | 'rounding'>,
  locale: ExplanationLocale,
): string {
  const amount = fenToYuan(BigInt(line.roundedFen))
  if (line.exact === amount && !line.exactIsCut) return ''
  const { mode, to } = line.rounding ?? { mode: 'HALF_UP', to: 'fen' }
  return locale === 'zh-CN'
    ? `，${WAYS[mode]}${UNITS[to]} ${amount}元`
    : `, ${WAYS_EN[mode]} ${UNITS_EN[to]} ¥${amount}`
}
