/** How the lines of a bill came about, in one short sentence for the paper receipt. Chinese: the law of the place. */
import { dec, decimalText } from '../../platform/decimals.ts'
import { fenToYuan } from '../../platform/money.ts'
import type { LineExplanation, MonthExplanation } from '../bills/explanation.ts'

/** A line that the payment touches: all its amount, and what of it is paid now. */
export interface ReceiptedLine {
  explanation: LineExplanation
  amountFen: bigint
  paidFen: bigint
}

/**
 * `94.56㎡ × 1.3元 + 20元 = 142.93元/月 × 6个月`; lines of different price or length are joined by `；`. A payment that
 * does not cover its lines says so: `（应收857.58元，本次收500.00元）`.
 */
export function receiptWords(lines: readonly ReceiptedLine[]): string {
  const groups: { words: string; count: number }[] = []
  for (const { explanation } of lines) {
    const words = monthWords(explanation)
    const last = groups.at(-1)
    if (last?.words === words) last.count += 1
    else groups.push({ words, count: 1 })
  }
  const sums = groups.map(({ words, count }) => (count === 1 ? words : `${words} × ${count}个月`)).join('；')
  const owed = lines.reduce((sum, line) => sum + line.amountFen, 0n)
  const paid = lines.reduce((sum, line) => sum + line.paidFen, 0n)
  return owed === paid ? sums : `${sums}（应收${fenToYuan(owed)}元，本次收${fenToYuan(paid)}元）`
}

/** One line: a month, or the days of it that are charged. */
function monthWords(line: LineExplanation): string {
  const amount = fenToYuan(BigInt(line.roundedFen))
  if (line.payerPart) return `${amount}元（分担${line.payerPart.percent}%）`
  if (line.kind === 'metered') return `用量${line.charged}，${amount}元`
  if (line.kind === 'opening') return `期初欠费 ${amount}元`
  if (line.kind === 'pool') return `${line.poolName}公摊 ${amount}元`
  if (line.kind === 'one-off' || line.kind === 'deposit') return `${amount}元`
  if (line.kind !== 'area-price' && line.kind !== 'fixed') return `${amount}元/月`
  const percent = line.percent === '100' ? '' : ` × ${line.percent}%`
  const whole = line.shareNumerator === line.shareDenominator
  if (!whole)
    return `${fullMonth(line, true)}${percent} × ${line.shareNumerator}/${line.shareDenominator} = ${amount}元`
  if (line.kind === 'fixed' && percent === '') return `${amount}元/月`
  return `${fullMonth(line, percent !== '')}${percent} = ${amount}元/月`
}

/** The full month, in brackets when it is a sum that a factor follows. */
function fullMonth(line: MonthExplanation, factorFollows: boolean): string {
  const fixed = `${plain(line.fixedAmount)}元`
  if (line.kind === 'fixed') return fixed
  const product = `${line.areaM2}㎡ × ${plain(line.unitPrice ?? '0')}元`
  if (dec(line.fixedAmount).isZero()) return product
  return factorFollows ? `(${product} + ${fixed})` : `${product} + ${fixed}`
}

/** Without idle zeros: 1.3000 → 1.3. */
function plain(decimal: string): string {
  return decimalText(dec(decimal))
}
