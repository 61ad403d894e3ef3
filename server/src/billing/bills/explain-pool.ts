/** A share of a pool in words: the cost, by what it is shared, and the share. */
import { fenToYuan, withYen } from '../../platform/money.ts'
import { type ExplanationLocale, partWords, roundedWords } from './explain-words.ts'
import type { PoolExplanation } from './explanation.ts'

const BASES: Record<PoolExplanation['basis'], Record<ExplanationLocale, string>> = {
  area: { 'zh-CN': '建筑面积', en: 'area' },
  household: { 'zh-CN': '户数', en: 'households' },
  usage: { 'zh-CN': '用量', en: 'usage' },
  factor: { 'zh-CN': '楼层系数', en: 'floor factors' },
  custom: { 'zh-CN': '权重', en: 'weights' },
}

/** `公共照明 5236.80度 × 0.6230元 = 3262.53元；× 89.37 ÷ 12345.67（建筑面积，138户分摊）= 23.617…元，四舍五入到分 23.62元` */
export function explainPool(line: PoolExplanation, locale: ExplanationLocale): string {
  const isChinese = locale === 'zh-CN'
  const yuan = (amount: string) => (isChinese ? `${amount}元` : withYen(amount))
  const total = yuan(fenToYuan(BigInt(line.totalFen)))
  const cost = line.usage
    ? `${line.usage.quantity}${line.usage.unit} × ${yuan(line.usage.unitPrice)} = ${total}`
    : total
  const basis = BASES[line.basis][locale]
  const shared = isChinese ? `（按${basis}，${line.members}户分摊）` : ` (by ${basis}, ${line.members} members)`
  const exact = yuan(line.exact + (line.exactIsCut ? '…' : ''))
  const dates = isChinese
    ? `（${line.segmentStart} 至 ${line.segmentEnd}）`
    : ` (${line.segmentStart} to ${line.segmentEnd})`
  const share = fenToYuan(BigInt(line.ofPayer?.shareFen ?? line.roundedFen))
  const tail =
    line.byRemainder && !line.payerPart
      ? isChinese
        ? `，尾差调整后 ${yuan(share)}`
        : `, ${yuan(share)} after the remainder is spread`
      : roundedWords(line.ofPayer ? wholeShare(line, line.ofPayer.shareFen) : line, locale)
  const weight = line.weight + byDaysWords(line, locale)
  return `${line.poolName} ${cost} × ${weight} ÷ ${line.weightSum}${shared} = ${exact}${tail}${ofPayerWords(line, locale)}${dates}`
}

/** `（3 × 15天 + 5 × 15天）`: what a weight is made of, where quantities changed within the days. */
function byDaysWords({ byDays }: PoolExplanation, locale: ExplanationLocale): string {
  if (!byDays) return ''
  const isChinese = locale === 'zh-CN'
  const parts = byDays.map(({ quantity, days }) => `${quantity} × ${days}${isChinese ? '天' : ' days'}`).join(' + ')
  return isChinese ? `（${parts}）` : ` (${parts})`
}

/** The share before it is cut by days and by payers. */
function wholeShare(line: PoolExplanation, shareFen: number): PoolExplanation {
  const { payerPart: _, ...whole } = line
  return { ...whole, roundedFen: shareFen }
}

/** `；期内缴费人变更，按天数 17/30 计 13.38元`; then the part of this payer, where several share it. */
function ofPayerWords(line: PoolExplanation, locale: ExplanationLocale): string {
  if (!line.ofPayer) return ''
  const { days, of } = line.ofPayer
  const amount = fenToYuan(BigInt(line.payerPart?.ofFen ?? line.roundedFen))
  const words =
    locale === 'zh-CN'
      ? `；期内缴费人变更，按天数 ${days}/${of} 计 ${amount}元`
      : `; the payer changed within these days: ${withYen(amount)} for ${days} of ${of} days`
  return words + partWords(line, locale)
}
