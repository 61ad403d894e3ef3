import { billing } from '@anju/contract'
import { formatDate, useBrowserNow } from '@anju/ui'
import { call } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { TakeBackButton } from '../TakeBack.tsx'
import type { Rule } from '../useRules.ts'
import { priceText } from './price-text.ts'
import { hasFixedAmount } from './rule-form.ts'
import { useRuleTexts } from './texts.ts'

const HOUR_MS = 3_600_000

/** The prices of a rule, the newest first; the one in force is marked. */
export function Prices({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  const today = formatDate(useBrowserNow(HOUR_MS))
  const versions = rule.versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))
  const inForce = versions.find(version => version.effectiveFrom <= today)
  const byUnit = rule.versions.some(version => !/^[0.]+$/.test(version.unitPrice))
  const more = rule.versions.some(
    version => version.formula || version.tiers || version.bands || version.turnoverPercent,
  )
  // A formula says the whole amount itself.
  const withAmount = hasFixedAmount(rule.kind) && rule.kind !== 'formula'
  return (
    <table className="c-lines c-prices" aria-label={t('prices')}>
      <thead>
        <tr>
          <th scope="col">{t('priceFrom')}</th>
          {byUnit ? <th scope="col">{rule.kind === 'area-price' ? t('unitPrice') : t('stepPrice')}</th> : null}
          {more ? <th scope="col">{t('terms')}</th> : null}
          {withAmount ? <th scope="col">{amountName(rule, byUnit, t)}</th> : null}
          <td />
        </tr>
      </thead>
      <tbody>
        {versions.map(version => (
          <tr key={version.id}>
            <th scope="row">{version.effectiveFrom}</th>
            {byUnit ? <td>{priceText(version.unitPrice)}</td> : null}
            {more ? <td>{termsText(version)}</td> : null}
            {withAmount ? <td>{priceText(version.fixedAmount)}</td> : null}
            <td>
              {version === inForce ? <StatusTag tone="success">{t('inForce')}</StatusTag> : null}
              {version.effectiveFrom > today ? <StatusTag tone="info">{t('later')}</StatusTag> : null}
              {version === versions.at(-1) ? null : <TakePriceBack rule={rule} version={version} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A price that was entered by mistake; the first of a rule stays. */
function TakePriceBack({ rule, version }: { rule: Rule; version: Rule['versions'][number] }) {
  const t = useRuleTexts()
  const title = t('takePriceBack', { date: version.effectiveFrom })
  return (
    <TakeBackButton
      label={title}
      title={title}
      content={t('takePriceBackText')}
      work={idempotencyKey =>
        call(billing.removeRuleVersion, { params: { ruleId: rule.id, versionId: version.id }, idempotencyKey })
      }
      renew={[listKey(billing.listRules)]}
    />
  )
}

function amountName(rule: Rule, byUnit: boolean, t: ReturnType<typeof useRuleTexts>): string {
  if (rule.kind === 'deposit') return t('depositAmount')
  if (rule.kind === 'one-off') return t('onceAmount')
  if (rule.kind === 'rent') return t('rentAmount')
  if (rule.kind === 'metered') return t('basicFee')
  return byUnit ? t('surcharge') : t('fixedAmount')
}

/** What a version holds beside its two amounts, in short. */
function termsText({ formula, tiers, bands, turnoverPercent }: Rule['versions'][number]): string {
  if (formula) return formula
  if (tiers) {
    const below = (place: number) => (tiers[place - 1]?.upTo ? `>${tiers[place - 1]?.upTo}` : '')
    return tiers
      .map((tier, place) => `${tier.upTo === null ? below(place) : `≤${tier.upTo}`} ¥${tier.unitPrice}`)
      .join(' · ')
  }
  if (bands) return bands.map(band => `${band.name} ¥${band.unitPrice}`).join(' · ')
  return turnoverPercent ? `${turnoverPercent}%` : ''
}
