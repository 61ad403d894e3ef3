/** A bill line's arithmetic as one sentence that a resident can check with a pocket calculator. */

import { fenToYuan } from '../../platform/money.ts'
import type { LineExplanation } from './compute-lines.ts'

export type ExplanationLocale = 'zh-CN' | 'en'

type Words = {
  yuan: (amount: string) => string
  area: (m2: string) => string
  pricePerArea: (price: string) => string
  perMonth: (amount: string) => string
  days: (days: number) => string
  months: (months: number) => string
  rounded: (amount: string) => string
  dates: (from: string, to: string, note: string) => string
  wholeMonth: string
  partMonth: (days: number) => string
  asWholeMonth: (days: number) => string
  asHalfMonth: (days: number) => string
}

function englishDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

const WORDS: Record<ExplanationLocale, Words> = {
  'zh-CN': {
    yuan: amount => `${amount}元`,
    area: m2 => `${m2}㎡`,
    pricePerArea: price => `${price}元/㎡·月`,
    perMonth: amount => `${amount}元/月`,
    days: days => `${days}天`,
    months: months => `${months}个月`,
    rounded: amount => `，四舍五入到分 ${amount}元`,
    dates: (from, to, note) => `（${from} 至 ${to}，${note}）`,
    wholeMonth: '整月',
    partMonth: days => `共${days}天`,
    asWholeMonth: days => `共${days}天，按整月计`,
    asHalfMonth: days => `共${days}天，按半月计`,
  },
  en: {
    yuan: amount => `¥${amount}`,
    area: m2 => `${m2} m²`,
    pricePerArea: price => `¥${price}/m²·month`,
    perMonth: amount => `¥${amount}/month`,
    days: englishDays,
    months: months => `${months} months`,
    rounded: amount => `, rounded to the cent ¥${amount}`,
    dates: (from, to, note) => ` (${from} to ${to}, ${note})`,
    wholeMonth: 'full month',
    partMonth: englishDays,
    asWholeMonth: days => `${englishDays(days)}, charged as a full month`,
    asHalfMonth: days => `${englishDays(days)}, charged as half a month`,
  },
}

/** What the full month consists of, and whether it must stand in brackets before a factor. */
function fullMonth(line: LineExplanation, words: Words): { text: string; isSum: boolean } {
  switch (line.kind) {
    case 'area-price': {
      const product = `${words.area(line.areaM2 ?? '')} × ${words.pricePerArea(line.unitPrice ?? '')}`
      if (/^[0.]+$/.test(line.fixedAmount)) return { text: product, isSum: false }
      return { text: `${product} + ${words.yuan(line.fixedAmount)}`, isSum: true }
    }
    case 'fixed':
      return { text: words.perMonth(line.fixedAmount), isSum: false }
  }
}

/** The share of the month as a factor, empty when whole: days over days, a year's days, or the bare fraction. */
function shareFactor(line: LineExplanation, words: Words): string {
  const { days, daysOfMonth, shareNumerator: numerator, shareDenominator: denominator } = line
  if (numerator === denominator) return ''
  // A half month is no number of days, though its fraction may look like one (1 ÷ 2 for a single day).
  const countsDays = line.proration !== 'HALF_MONTH' || denominator === daysOfMonth
  if (countsDays && numerator === days) return ` × ${words.days(days)} ÷ ${words.days(denominator)}`
  if (countsDays && numerator === 12 * days) {
    return ` × ${words.months(12)} × ${words.days(days)} ÷ ${words.days(denominator)}`
  }
  return ` × ${numerator} ÷ ${denominator}`
}

function coverage(line: LineExplanation, words: Words): string {
  if (line.days === line.daysOfMonth) return words.wholeMonth
  if (line.shareNumerator === line.shareDenominator) return words.asWholeMonth(line.days)
  const half = line.proration === 'HALF_MONTH' && line.shareNumerator * 2 === line.shareDenominator
  return half ? words.asHalfMonth(line.days) : words.partMonth(line.days)
}

/**
 * One line in words and numbers: `94.56㎡ × 1.3000元/㎡·月 + 20.00元 = 142.928元，四舍五入到分 142.93元（2020-06-10 至
 * 2020-07-09，整月）`. A part month shows its days; an amount that never ends is cut and shows `…`.
 */
export function explainLine(explanation: LineExplanation, locale: ExplanationLocale): string {
  const words = WORDS[locale]
  const full = fullMonth(explanation, words)
  const percent = explanation.percent === '100' ? '' : ` × ${explanation.percent}%`
  const factors = percent + shareFactor(explanation, words)
  const sum = full.isSum && factors !== '' ? `(${full.text})${factors}` : full.text + factors
  const exact = words.yuan(explanation.exact + (explanation.exactIsCut ? '…' : ''))
  const amount = fenToYuan(BigInt(explanation.roundedFen))
  const rounded = explanation.exact === amount && !explanation.exactIsCut ? '' : words.rounded(amount)
  const note = coverage(explanation, words)
  return `${sum} = ${exact}${rounded}${words.dates(explanation.segmentStart, explanation.segmentEnd, note)}`
}

/** A line's arithmetic in both languages. */
export function wordsOf(explanation: LineExplanation): Record<ExplanationLocale, string> {
  return { 'zh-CN': explainLine(explanation, 'zh-CN'), en: explainLine(explanation, 'en') }
}
