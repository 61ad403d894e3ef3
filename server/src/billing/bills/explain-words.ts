/** Words that every explanation uses. */
import { fenToYuan, withYen } from '../../platform/money.ts'
import type { LineExplanation } from './explanation.ts'

export type ExplanationLocale = 'zh-CN' | 'en'

export function englishDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

const UNITS = { fen: '分', jiao: '角', yuan: '元' } as const
const UNITS_EN = { fen: 'cent', jiao: 'ten cents', yuan: 'yuan' } as const
const WAYS = { HALF_UP: '四舍五入到', UP: '向上进到', DOWN: '舍尾到' } as const
const WAYS_EN = { HALF_UP: 'rounded to the', UP: 'rounded up to the', DOWN: 'rounded down to the' } as const

/** `，四舍五入到分 142.93元`; nothing where nothing was rounded. Of several payers the part of this one follows. */
export function roundedWords(
  line: Pick<LineExplanation, 'exact' | 'exactIsCut' | 'roundedFen' | 'rounding' | 'payerPart'>,
  locale: ExplanationLocale,
): string {
  const amount = fenToYuan(BigInt(line.payerPart?.ofFen ?? line.roundedFen))
  const part = partWords(line, locale)
  if (line.exact === amount && !line.exactIsCut) return part
  const { mode, to } = line.rounding ?? { mode: 'HALF_UP', to: 'fen' }
  const rounded =
    locale === 'zh-CN'
      ? `，${WAYS[mode]}${UNITS[to]} ${amount}元`
      : `, ${WAYS_EN[mode]} ${UNITS_EN[to]} ${withYen(amount)}`
  return rounded + part
}

/** `，其中分担 40% 为 101.88元`; nothing where one payer pays the line. */
export function partWords(line: Pick<LineExplanation, 'roundedFen' | 'payerPart'>, locale: ExplanationLocale): string {
  if (!line.payerPart) return ''
  const part = fenToYuan(BigInt(line.roundedFen))
  return locale === 'zh-CN'
    ? `，其中分担 ${line.payerPart.percent}% 为 ${part}元`
    : `, of which ${line.payerPart.percent}% is ${withYen(part)}`
}
