/** A rule's formula as one sentence, for lists and for people who check prices. */
import { dec, decimalText } from '../../platform/decimals.ts'
import type { CivilDate } from '../../platform/period.ts'
import type { ChargeRule, RuleVersion } from './rule.ts'

/** The price in force on a day; before the first the first, so that a rule that starts later has words too. */
export function versionOn(versions: readonly RuleVersion[], on: CivilDate): RuleVersion | undefined {
  const sorted = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  return sorted.findLast(version => version.effectiveFrom <= on) ?? sorted[0]
}

/**
 * `建筑面积 × 1.3000 元/㎡·月 + 20.00 元/月，每 6 个月一期，预付` and its English twin, by the price in force on a day.
 */
export function formulaWords(
  rule: Pick<ChargeRule, 'kind' | 'cycleMonths' | 'timing' | 'versions'>,
  on: CivilDate,
): { 'zh-CN': string; en: string } {
  const version = versionOn(rule.versions, on)
  if (!version) return { 'zh-CN': '尚无单价', en: 'No price yet' }
  const price = decimalText(dec(version.unitPrice), 4)
  const fixed = decimalText(dec(version.fixedAmount), 2)
  const withFixed = rule.kind === 'fixed' || !dec(version.fixedAmount).isZero()
  const zh = [
    ...(rule.kind === 'area-price' ? [`建筑面积 × ${price} 元/㎡·月`] : []),
    ...(withFixed ? [`${fixed} 元/月`] : []),
  ].join(' + ')
  const en = [
    ...(rule.kind === 'area-price' ? [`area × ¥${price}/m²·month`] : []),
    ...(withFixed ? [`¥${fixed}/month`] : []),
  ].join(' + ')
  const months = rule.cycleMonths
  return {
    'zh-CN': `${zh}，每 ${months} 个月一期，${rule.timing === 'advance' ? '预付' : '后付'}`,
    en: `${en}, every ${months === 1 ? 'month' : `${months} months`}, ${rule.timing === 'advance' ? 'in advance' : 'in arrears'}`,
  }
}
