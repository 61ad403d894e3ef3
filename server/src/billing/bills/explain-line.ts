/** A bill line's arithmetic as one sentence that a resident can check with a pocket calculator. */

import { withYen } from '../../platform/money.ts'
import { explainOpening } from '../openings/opening-explanation.ts'
import { explainPenalty } from '../penalties/penalty-explanation.ts'
import { measureText, measureWords } from '../rules/measure.ts'
import { correctionWords } from './explain-correction.ts'
import { explainMetered } from './explain-metered.ts'
import { explainPool } from './explain-pool.ts'
import { type ExplanationLocale, englishDays, roundedWords } from './explain-words.ts'
import type { LineExplanation, MonthExplanation } from './explanation.ts'

type Words = {
  yuan: (amount: string) => string
  area: (m2: string) => string
  pricePerArea: (price: string) => string
  perMonth: (amount: string) => string
  days: (days: number) => string
  months: (months: number) => string
  counted: (name: string, value: string) => string
  pricePer: (price: string) => string
  whyLess: (percent: string, reason: string) => string
  capped: (yuan: string) => string
  free: (note: string) => string
  atLeast: (amount: string) => string
  escalated: (step: number, percent: string, compound: boolean) => string
  turnover: (value: string, percent: string, applied: boolean, minimum: string) => string
  perDay: (price: string) => string
  once: (on: string) => string
  dates: (from: string, to: string, note: string) => string
  wholeMonth: string
  partMonth: (days: number) => string
  asWholeMonth: (days: number) => string
  asHalfMonth: (days: number) => string
}

const WORDS: Record<ExplanationLocale, Words> = {
  'zh-CN': {
    yuan: amount => `${amount}元`,
    area: m2 => `${m2}㎡`,
    pricePerArea: price => `${price}元/㎡·月`,
    perMonth: amount => `${amount}元/月`,
    days: days => `${days}天`,
    months: months => `${months}个月`,
    counted: (name, value) => `${name} ${value}`,
    pricePer: price => `${price}元`,
    whyLess: (percent, reason) => ` × ${percent}%（${reason}）`,
    capped: yuan => `，减免以每月 ${yuan}元为限`,
    free: note => `免收${note}`,
    atLeast: amount => `不足最低收费，按 ${amount}元/月计`,
    escalated: (step, percent, compound) => `，第 ${step} 次递增 ${percent}%${compound ? '（复利）' : '（单利）'}后`,
    turnover: (value, percent, applied, minimum) =>
      applied
        ? `营业额 ${value}元 × ${percent}%（高于保底 ${minimum}元）`
        : `保底 ${minimum}元（营业额 ${value}元 × ${percent}% 未超过）`,
    perDay: price => `${price}元/㎡·天`,
    once: on => `（${on}，一次性）`,
    dates: (from, to, note) => `（${from} 至 ${to}，${note}）`,
    wholeMonth: '整月',
    partMonth: days => `共${days}天`,
    asWholeMonth: days => `共${days}天，按整月计`,
    asHalfMonth: days => `共${days}天，按半月计`,
  },
  en: {
    yuan: withYen,
    area: m2 => `${m2} m²`,
    pricePerArea: price => `¥${price}/m²·month`,
    perMonth: amount => `¥${amount}/month`,
    days: englishDays,
    months: months => `${months} months`,
    counted: (name, value) => `${name} ${value}`,
    pricePer: price => `¥${price}`,
    whyLess: (percent, reason) => ` × ${percent}% (${reason})`,
    capped: yuan => `, at most ¥${yuan} a month let off`,
    free: note => `Free of charge${note}`,
    atLeast: amount => `below the minimum, charged at ¥${amount}/month`,
    escalated: (step, percent, compound) =>
      `, after step ${step} of ${percent}%${compound ? ' compound' : ' simple'} escalation`,
    turnover: (value, percent, applied, minimum) =>
      applied
        ? `turnover ¥${value} × ${percent}% (above the guaranteed ¥${minimum})`
        : `guaranteed ¥${minimum} (turnover ¥${value} × ${percent}% is not above it)`,
    perDay: price => `¥${price}/m²·day`,
    once: on => ` (${on}, once)`,
    dates: (from, to, note) => ` (${from} to ${to}, ${note})`,
    wholeMonth: 'full month',
    partMonth: englishDays,
    asWholeMonth: days => `${englishDays(days)}, charged as a full month`,
    asHalfMonth: days => `${englishDays(days)}, charged as half a month`,
  },
}

/** What the full month consists of, and whether it must stand in brackets before a factor. */
function fullMonth(line: MonthExplanation, words: Words, locale: ExplanationLocale): { text: string; isSum: boolean } {
  const { detail } = line
  if (detail?.minimum) return { text: words.atLeast(detail.minimum), isSum: true }
  if (detail?.turnover) {
    const { value, percent, applied } = detail.turnover
    return { text: words.turnover(value, percent, applied, guaranteed(line)), isSum: true }
  }
  if (detail?.formula) {
    const given = (detail.measures ?? []).map(({ name, value }) =>
      words.counted(measureWords(name, locale), measureText(name, value, locale)),
    )
    const inputs = given.length === 0 ? '' : locale === 'zh-CN' ? `（${given.join('，')}）` : ` (${given.join(', ')})`
    return { text: `${detail.formula}${inputs}`, isSum: true }
  }
  const product = productOf(line, words, locale)
  const escalated = detail?.escalated
  const step = escalated ? words.escalated(escalated.step, escalated.percent, escalated.mode === 'compound') : ''
  const isNothing = /^[0.]+$/.test(line.fixedAmount)
  if (product === null) {
    const once = line.kind === 'one-off' || line.kind === 'deposit'
    return { text: (once ? words.yuan : words.perMonth)(line.fixedAmount) + step, isSum: false }
  }
  if (isNothing) return { text: product + step, isSum: step !== '' }
  return { text: `${product} + ${words.yuan(line.fixedAmount)}${step}`, isSum: true }
}

/** What a rent comes to without its turnover: the guaranteed amount. */
function guaranteed(line: MonthExplanation): string {
  return line.detail?.turnover?.applied ? line.fixedAmount : line.monthFullExact
}

/** What is measured times its price; null when the charge is an amount. */
function productOf(line: MonthExplanation, words: Words, locale: ExplanationLocale): string | null {
  const { unitPrice, areaM2, detail } = line
  if (unitPrice === null) return null
  if (areaM2 !== null) {
    const area = words.area(areaM2)
    if (detail?.basis === 'day') return `${area} × ${words.perDay(unitPrice)} × ${words.days(line.daysOfMonth)}`
    if (detail?.basis === 'year') return `${area} × ${words.perDay(unitPrice)} × 365 ÷ 12`
    if (line.kind === 'one-off') return `${area} × ${words.pricePer(unitPrice)}`
    return `${area} × ${words.pricePerArea(unitPrice)}`
  }
  const [counted] = detail?.measures ?? []
  if (!counted) return null
  return `${measureText(counted.name, counted.value, locale)} × ${words.pricePer(unitPrice)}`
}

/** The share of the month as a factor, empty when whole: days over days, a year's days, or the bare fraction. */
function shareFactor(line: MonthExplanation, words: Words): string {
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

function coverage(line: MonthExplanation, words: Words): string {
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
  const words = explainAmount(explanation, locale)
  if (explanation.correction) return correctionWords(explanation.correction, words, locale)
  return 'late' in explanation && explanation.late
    ? lateWords(explanation, explanation.late.month, words, locale)
    : words
}

/** `补收 2026年1月抄表：` before the arithmetic of a reading, or of a shared cost, that came after the run of its month. */
function lateWords({ kind }: LineExplanation, month: string, words: string, locale: ExplanationLocale): string {
  const [year = '', number = ''] = month.split('-')
  const isShared = kind === 'pool'
  if (locale === 'zh-CN') return `补收 ${year}年${Number(number)}月${isShared ? '公摊' : '抄表'}：${words}`
  return `Late ${isShared ? 'shared cost' : 'reading'} of ${month}: ${words}`
}

function explainAmount(explanation: LineExplanation, locale: ExplanationLocale): string {
  switch (explanation.kind) {
    case 'metered':
      return explainMetered(explanation, locale)
    case 'pool':
      return explainPool(explanation, locale)
    case 'penalty':
      return explainPenalty(explanation, locale)
    case 'opening':
      return explainOpening(explanation, locale)
    default:
      return explainMonth(explanation, locale)
  }
}

function explainMonth(explanation: MonthExplanation, locale: ExplanationLocale): string {
  const words = WORDS[locale]
  const isOnce = explanation.kind === 'one-off' || explanation.kind === 'deposit'
  const { segmentStart, segmentEnd, percentReason } = explanation
  const dates = isOnce ? words.once(segmentStart) : words.dates(segmentStart, segmentEnd, coverage(explanation, words))
  if (explanation.percent === '0' && !explanation.capYuan) return words.free(dates)
  const full = fullMonth(explanation, words, locale)
  const factors = percentFactor(explanation, words) + (isOnce ? '' : shareFactor(explanation, words))
  const sum = full.isSum && factors !== '' ? `(${full.text})${factors}` : full.text + factors
  const exact = words.yuan(explanation.exact + (explanation.exactIsCut ? '…' : ''))
  const cap = explanation.capYuan ? words.capped(explanation.capYuan) + (percentReason ? ` ${percentReason}` : '') : ''
  return `${sum}${cap} = ${exact}${roundedWords(explanation, locale)}${dates}`
}

/** The percentage as a factor, with its reason; nothing when whole, or when a cap decided instead. */
function percentFactor({ percent, percentReason, capYuan }: MonthExplanation, words: Words): string {
  if (percent === '100' || capYuan) return ''
  return percentReason ? words.whyLess(percent, percentReason) : ` × ${percent}%`
}

/** A line's arithmetic in both languages. */
export function wordsOf(explanation: LineExplanation): Record<ExplanationLocale, string> {
  return { 'zh-CN': explainLine(explanation, 'zh-CN'), en: explainLine(explanation, 'en') }
}
