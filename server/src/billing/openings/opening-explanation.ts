/** What a line taken over from a former system says of itself, in words. Pure. */
import { withYen } from '../../platform/money.ts'
import type { ExplanationLocale } from '../bills/explain-words.ts'
import type { OpeningExplanation } from '../bills/explanation.ts'

/** `期初欠费：原系统应收 300.00元 − 已收 45.30元 = 254.70元（2024-01-01 至 2024-01-31）`. */
export function explainOpening(line: OpeningExplanation, locale: ExplanationLocale): string {
  const isChinese = locale === 'zh-CN'
  const yuan = (text: string) => (isChinese ? `${text}元` : withYen(text))
  const part = (words: string, text: string | null) => (text === null || /^[0.]+$/.test(text) ? '' : words + yuan(text))
  const paid = part(isChinese ? ' − 已收 ' : ' − paid ', line.paid)
  const waived = part(isChinese ? ' − 减免 ' : ' − waived ', line.waived)
  const dates = isChinese
    ? `（${line.segmentStart} 至 ${line.segmentEnd}）`
    : ` (${line.segmentStart} to ${line.segmentEnd})`
  const head = isChinese ? '期初欠费：' : 'Taken over: '
  if (line.receivable === null) return `${head}${yuan(line.exact)}${dates}`
  const receivable = (isChinese ? '原系统应收 ' : 'receivable ') + yuan(line.receivable)
  return `${head}${receivable}${paid}${waived} = ${yuan(line.exact)}${dates}`
}
