/** A rule's formula as one sentence, for lists and for people who check prices. */
import { dec, decimalText } from '../../platform/decimals.ts'
import type { CivilDate } from '../../platform/period.ts'
import { measureWords } from './measure.ts'
import type { ChargeRule, RuleVersion } from './rule.ts'

type Locale = 'zh-CN' | 'en'
type Words = Record<Locale, string>

/** The price in force on a day; before the first the first, so that a rule that starts later has words too. */
export function versionOn(versions: readonly RuleVersion[], on: CivilDate): RuleVersion | undefined {
  const sorted = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  return sorted.findLast(version => version.effectiveFrom <= on) ?? sorted[0]
}

/**
 * `建筑面积 × 1.3000 元/㎡·月 + 20.00 元/月，每 6 个月一期，预付` and its English twin, by the price in force on a day.
 */
export function formulaWords(rule: WordedRule, on: CivilDate): Words {
  const version = versionOn(rule.versions, on)
  if (!version) return { 'zh-CN': '尚无单价', en: 'No price yet' }
  return { 'zh-CN': sentence(rule, version, 'zh-CN'), en: sentence(rule, version, 'en') }
}

type WordedRule = Pick<ChargeRule, 'cycleMonths' | 'timing' | 'versions'> &
  Pick<ChargeRule, 'kind'> & { measure?: string | null; rent?: { basis: string; escalation?: unknown } }

function sentence(rule: WordedRule, version: RuleVersion, locale: Locale): string {
  const isChinese = locale === 'zh-CN'
  const money = moneyWords(rule, version, locale)
  if (rule.kind === 'one-off' || rule.kind === 'deposit') return `${money}${isChinese ? '，一次性' : ', once'}`
  const months = rule.cycleMonths
  const timing = isChinese
    ? rule.timing === 'advance'
      ? '预付'
      : '后付'
    : rule.timing === 'advance'
      ? 'in advance'
      : 'in arrears'
  if (rule.kind === 'metered') return `${money}${isChinese ? '，每次抄表一期' : ', each reading'}`
  if (isChinese) return `${money}，${months === 1 ? '每月' : `每 ${months} 个月`}一期，${timing}`
  return `${money}, every ${months === 1 ? 'month' : `${months} months`}, ${timing}`
}

/** What a month comes to. */
function moneyWords(rule: WordedRule, version: RuleVersion, locale: Locale): string {
  const isChinese = locale === 'zh-CN'
  switch (rule.kind) {
    case 'formula':
      return version.formula ?? ''
    case 'pool':
      return isChinese ? '公共费用分摊' : 'share of a common cost'
    case 'metered':
      return meteredWords(version, locale) + feeWords(version, locale)
    case 'rent': {
      const amount = sumWords(rule, version, locale)
      const more = version.turnoverPercent
      const least = amount === '' ? (isChinese ? '0 元' : '¥0') : amount
      if (!more) return least
      return isChinese ? `${least}，或营业额的 ${more}%，取高` : `${least}, or ${more}% of the turnover when more`
    }
    default:
      return sumWords(rule, version, locale)
  }
}

function meteredWords({ tiers, bands, unitPrice }: RuleVersion, locale: Locale): string {
  const isChinese = locale === 'zh-CN'
  const yuan = (price: string) => (isChinese ? `${price} 元` : `¥${price}`)
  if (bands?.length) return bands.map(band => `${band.name} ${yuan(band.unitPrice)}`).join(isChinese ? '，' : ', ')
  if (!tiers?.length) return isChinese ? `用量 × ${yuan(price4(unitPrice))}` : `usage × ${yuan(price4(unitPrice))}`
  const steps = tiers.map(
    tier => `${tier.upTo === null ? (isChinese ? '以上' : 'above') : `≤${tier.upTo}`} ${yuan(tier.unitPrice)}`,
  )
  return `${isChinese ? '阶梯' : 'steps'} ${steps.join(isChinese ? '，' : ', ')}`
}

/** The basic fee of a month, where there is one. */
function feeWords({ fixedAmount }: RuleVersion, locale: Locale): string {
  if (dec(fixedAmount).isZero()) return ''
  const fee = decimalText(dec(fixedAmount), 2)
  return locale === 'zh-CN' ? ` + 基本费 ${fee} 元/月` : ` + basic fee ¥${fee}/month`
}

/** What is measured × its price, and what is added to it. */
function sumWords(rule: WordedRule, version: RuleVersion, locale: Locale): string {
  const isChinese = locale === 'zh-CN'
  const counts = rule.kind !== 'fixed' && rule.kind !== 'deposit' && !dec(version.unitPrice).isZero()
  const hasFixed = !counts || !dec(version.fixedAmount).isZero()
  const once = rule.kind === 'one-off' || rule.kind === 'deposit'
  const perMonth = once ? '' : isChinese ? '/月' : '/month'
  const fixed = isChinese
    ? `${decimalText(dec(version.fixedAmount), 2)} 元${perMonth}`
    : `¥${decimalText(dec(version.fixedAmount), 2)}${perMonth}`
  const product = counts ? productWords(rule, price4(version.unitPrice), locale, once) : null
  return [product, hasFixed ? fixed : null].filter(part => part !== null).join(' + ')
}

function productWords(rule: WordedRule, price: string, locale: Locale, once: boolean): string {
  const isChinese = locale === 'zh-CN'
  const measure = rule.kind === 'count-price' || rule.kind === 'one-off' ? (rule.measure ?? 'area') : 'area'
  const name = measureWords(measure, locale)
  if (measure !== 'area')
    return isChinese ? `${name} × ${price} 元${once ? '' : '/月'}` : `${name} × ¥${price}${once ? '' : '/month'}`
  const byDay = rule.kind === 'rent' && rule.rent !== undefined && rule.rent.basis !== 'month'
  const per = once ? '' : byDay ? (isChinese ? '·天' : '·day') : isChinese ? '·月' : '·month'
  const year = rule.kind === 'rent' && rule.rent?.basis === 'year' ? ' × 365 ÷ 12' : ''
  return isChinese ? `${name} × ${price} 元/㎡${per}${year}` : `${name} × ¥${price}/m²${per}${year}`
}

function price4(text: string): string {
  return decimalText(dec(text), 4)
}
